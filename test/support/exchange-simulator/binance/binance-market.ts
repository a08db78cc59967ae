import type { BookLevel } from '../market/symbol-book.ts'
import type { DayTicker, SymbolMarket } from '../market/symbol-market.ts'
import type { StepCandle, TapeTrade } from '../market/tape.ts'
import { quoteVolume } from '../server/venue.ts'
import { unitsText } from '../units.ts'

const minute = 60_000

export const binanceIntervals: Readonly<Record<string, number>> = {
  '1m': minute,
  '3m': 3 * minute,
  '5m': 5 * minute,
  '15m': 15 * minute,
  '30m': 30 * minute,
  '1h': 60 * minute,
  '2h': 120 * minute,
  '4h': 240 * minute,
  '6h': 360 * minute,
  '8h': 480 * minute,
  '12h': 720 * minute,
  '1d': 1440 * minute,
}

const statuses = { trading: 'TRADING', halted: 'HALT', delisted: 'BREAK' } as const
const orderTypes = [
  'LIMIT',
  'LIMIT_MAKER',
  'MARKET',
  'STOP_LOSS',
  'STOP_LOSS_LIMIT',
  'TAKE_PROFIT',
  'TAKE_PROFIT_LIMIT',
]

export const symbolInfo = ({ listing, status }: SymbolMarket, id: string): object => ({
  symbol: id,
  status: statuses[status],
  baseAsset: listing.base,
  baseAssetPrecision: 8,
  quoteAsset: listing.quote,
  quotePrecision: 8,
  quoteAssetPrecision: 8,
  orderTypes,
  icebergAllowed: true,
  ocoAllowed: true,
  quoteOrderQtyMarketAllowed: true,
  isSpotTradingAllowed: true,
  isMarginTradingAllowed: false,
  filters: [
    {
      filterType: 'PRICE_FILTER',
      minPrice: listing.options.priceStep,
      maxPrice: '1000000',
      tickSize: listing.options.priceStep,
    },
    {
      filterType: 'LOT_SIZE',
      minQty: listing.options.minAmount,
      maxQty: '9000000',
      stepSize: listing.options.amountStep,
    },
    {
      filterType: 'NOTIONAL',
      minNotional: listing.options.minNotional,
      applyMinToMarket: true,
      maxNotional: '9000000',
      applyMaxToMarket: false,
      avgPriceMins: 0,
    },
  ],
  permissions: ['SPOT'],
  permissionSets: [['SPOT']],
  defaultSelfTradePreventionMode: 'NONE',
})

const quoteOf = ({ listing }: SymbolMarket, candle: StepCandle): string =>
  quoteVolume(candle, Number(listing.options.priceStep), Number(listing.options.amountStep))

export const klineRow = (symbol: SymbolMarket, candle: StepCandle, span: number): readonly unknown[] => {
  const { listing } = symbol
  return [
    candle.openTime,
    listing.priceText(candle.open),
    listing.priceText(candle.high),
    listing.priceText(candle.low),
    listing.priceText(candle.close),
    listing.amountText(candle.volume),
    candle.openTime + span - 1,
    quoteOf(symbol, candle),
    candle.count,
    '0',
    '0',
    '0',
  ]
}

export const klineEvent = (
  symbol: SymbolMarket,
  id: string,
  interval: string,
  candle: StepCandle,
  closed: boolean,
): object => {
  const { listing } = symbol
  return {
    e: 'kline',
    E: symbol.time,
    s: id,
    k: {
      t: candle.openTime,
      T: candle.openTime + (binanceIntervals[interval] ?? minute) - 1,
      s: id,
      i: interval,
      f: -1,
      L: -1,
      o: listing.priceText(candle.open),
      c: listing.priceText(candle.close),
      h: listing.priceText(candle.high),
      l: listing.priceText(candle.low),
      v: listing.amountText(candle.volume),
      n: candle.count,
      x: closed,
      q: quoteOf(symbol, candle),
      V: '0',
      Q: '0',
      B: '0',
    },
  }
}

const change = (symbol: SymbolMarket, ticker: DayTicker): { by: string; percent: string } => ({
  by: unitsText(symbol.listing.price(ticker.close) - symbol.listing.price(ticker.open)),
  percent: (((ticker.close - ticker.open) / ticker.open) * 100).toFixed(3),
})

export const dayTicker = (symbol: SymbolMarket, id: string): object => {
  const ticker = symbol.ticker()
  const { listing } = symbol
  const { by, percent } = change(symbol, ticker)
  return {
    symbol: id,
    priceChange: by,
    priceChangePercent: percent,
    weightedAvgPrice: listing.priceText(Math.round((ticker.high + ticker.low + ticker.close) / 3)),
    prevClosePrice: listing.priceText(ticker.open),
    lastPrice: listing.priceText(ticker.close),
    lastQty: listing.amountText(ticker.lastTrade?.amount ?? 0),
    bidPrice: listing.priceText(ticker.bid[0]),
    bidQty: listing.amountText(ticker.bid[1]),
    askPrice: listing.priceText(ticker.ask[0]),
    askQty: listing.amountText(ticker.ask[1]),
    openPrice: listing.priceText(ticker.open),
    highPrice: listing.priceText(ticker.high),
    lowPrice: listing.priceText(ticker.low),
    volume: listing.amountText(ticker.volume),
    quoteVolume: quoteOf(symbol, ticker),
    openTime: ticker.closeTime - 86_400_000,
    closeTime: ticker.closeTime,
    firstId: (ticker.lastTrade?.id ?? 0) - ticker.count,
    lastId: ticker.lastTrade?.id ?? 0,
    count: ticker.count,
  }
}

export const tickerEvent = (symbol: SymbolMarket, id: string): object => {
  const ticker = symbol.ticker()
  const { listing } = symbol
  const { by, percent } = change(symbol, ticker)
  return {
    e: '24hrTicker',
    E: symbol.time,
    s: id,
    p: by,
    P: percent,
    w: listing.priceText(Math.round((ticker.high + ticker.low + ticker.close) / 3)),
    x: listing.priceText(ticker.open),
    c: listing.priceText(ticker.close),
    Q: listing.amountText(ticker.lastTrade?.amount ?? 0),
    b: listing.priceText(ticker.bid[0]),
    B: listing.amountText(ticker.bid[1]),
    a: listing.priceText(ticker.ask[0]),
    A: listing.amountText(ticker.ask[1]),
    o: listing.priceText(ticker.open),
    h: listing.priceText(ticker.high),
    l: listing.priceText(ticker.low),
    v: listing.amountText(ticker.volume),
    q: quoteOf(symbol, ticker),
    O: ticker.closeTime - 86_400_000,
    C: ticker.closeTime,
    F: (ticker.lastTrade?.id ?? 0) - ticker.count,
    L: ticker.lastTrade?.id ?? 0,
    n: ticker.count,
  }
}

export const miniTickerEvent = (symbol: SymbolMarket, id: string): object => {
  const { listing } = symbol
  const ticker = symbol.ticker()
  return {
    e: '24hrMiniTicker',
    E: symbol.time,
    s: id,
    c: listing.priceText(ticker.close),
    o: listing.priceText(ticker.open),
    h: listing.priceText(ticker.high),
    l: listing.priceText(ticker.low),
    v: listing.amountText(ticker.volume),
    q: quoteOf(symbol, ticker),
  }
}

export const bookTickerEvent = ({ listing, book }: SymbolMarket, id: string): object => ({
  u: book.version,
  s: id,
  b: listing.priceText(book.bid[0]),
  B: listing.amountText(book.bid[1]),
  a: listing.priceText(book.ask[0]),
  A: listing.amountText(book.ask[1]),
})

export const tradeEvent = ({ listing }: SymbolMarket, id: string, trade: TapeTrade): object => ({
  e: 'trade',
  E: trade.time,
  s: id,
  t: trade.id,
  p: listing.priceText(trade.price),
  q: listing.amountText(trade.amount),
  T: trade.time,
  m: trade.takerSide === 'sell',
  M: true,
})

export const aggregateTrade = ({ listing }: SymbolMarket, trade: TapeTrade): object => ({
  a: trade.id,
  p: listing.priceText(trade.price),
  q: listing.amountText(trade.amount),
  f: trade.id,
  l: trade.id,
  T: trade.time,
  m: trade.takerSide === 'sell',
  M: true,
})

export const levelTexts = ({ listing }: SymbolMarket, levels: readonly BookLevel[]): string[][] =>
  levels.map(([price, amount]) => [listing.priceText(price), listing.amountText(amount)])

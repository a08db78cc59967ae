import type { BookLevel, BookSide } from '../market/symbol-book.ts'
import type { SymbolMarket } from '../market/symbol-market.ts'
import type { StepCandle, TapeTrade } from '../market/tape.ts'
import { quoteVolume } from '../server/venue.ts'

const minute = 60_000

export const bybitIntervals: Readonly<Record<string, number>> = {
  '1': minute,
  '3': 3 * minute,
  '5': 5 * minute,
  '15': 15 * minute,
  '30': 30 * minute,
  '60': 60 * minute,
  '120': 120 * minute,
  '240': 240 * minute,
  '360': 360 * minute,
  '720': 720 * minute,
  D: 1440 * minute,
}

const turnover = ({ listing }: SymbolMarket, candle: StepCandle): string =>
  quoteVolume(candle, Number(listing.options.priceStep), Number(listing.options.amountStep))

export const instrument = ({ listing, status }: SymbolMarket, id: string): object => ({
  symbol: id,
  baseCoin: listing.base,
  quoteCoin: listing.quote,
  innovation: '0',
  status: status === 'trading' ? 'Trading' : 'PreLaunch',
  marginTrading: 'none',
  lotSizeFilter: {
    basePrecision: listing.options.amountStep,
    quotePrecision: '0.00000001',
    minOrderQty: listing.options.minAmount,
    maxOrderQty: '9000000',
    minOrderAmt: listing.options.minNotional,
    maxOrderAmt: '9000000',
  },
  priceFilter: { tickSize: listing.options.priceStep },
})

export const klineRow = (symbol: SymbolMarket, candle: StepCandle): readonly string[] => {
  const { listing } = symbol
  return [
    String(candle.openTime),
    listing.priceText(candle.open),
    listing.priceText(candle.high),
    listing.priceText(candle.low),
    listing.priceText(candle.close),
    listing.amountText(candle.volume),
    turnover(symbol, candle),
  ]
}

export const klineData = (
  symbol: SymbolMarket,
  interval: string,
  candle: StepCandle,
  confirm: boolean,
): object => {
  const { listing } = symbol
  return {
    start: candle.openTime,
    end: candle.openTime + (bybitIntervals[interval] ?? minute) - 1,
    interval,
    open: listing.priceText(candle.open),
    close: listing.priceText(candle.close),
    high: listing.priceText(candle.high),
    low: listing.priceText(candle.low),
    volume: listing.amountText(candle.volume),
    turnover: turnover(symbol, candle),
    confirm,
    timestamp: symbol.time,
  }
}

/** The streamed ticker of spot pairs; the REST one has bid and ask as well. */
export const tickerData = (symbol: SymbolMarket, id: string): object => {
  const { listing } = symbol
  const ticker = symbol.ticker()
  return {
    symbol: id,
    lastPrice: listing.priceText(ticker.close),
    highPrice24h: listing.priceText(ticker.high),
    lowPrice24h: listing.priceText(ticker.low),
    prevPrice24h: listing.priceText(ticker.open),
    volume24h: listing.amountText(ticker.volume),
    turnover24h: turnover(symbol, ticker),
    price24hPcnt: ((ticker.close - ticker.open) / ticker.open).toFixed(4),
    usdIndexPrice: listing.priceText(ticker.close),
  }
}

export const restTicker = (symbol: SymbolMarket, id: string): object => {
  const { listing, book } = symbol
  return {
    ...tickerData(symbol, id),
    bid1Price: listing.priceText(book.bid[0]),
    bid1Size: listing.amountText(book.bid[1]),
    ask1Price: listing.priceText(book.ask[0]),
    ask1Size: listing.amountText(book.ask[1]),
  }
}

export const restTrade = ({ listing }: SymbolMarket, id: string, trade: TapeTrade): object => ({
  execId: String(trade.id),
  symbol: id,
  price: listing.priceText(trade.price),
  size: listing.amountText(trade.amount),
  side: trade.takerSide === 'buy' ? 'Buy' : 'Sell',
  time: String(trade.time),
  isBlockTrade: false,
})

export const tradeData = ({ listing }: SymbolMarket, id: string, trade: TapeTrade): object => ({
  T: trade.time,
  s: id,
  S: trade.takerSide === 'buy' ? 'Buy' : 'Sell',
  v: listing.amountText(trade.amount),
  p: listing.priceText(trade.price),
  i: String(trade.id),
  BT: false,
})

const levelTexts = ({ listing }: SymbolMarket, levels: readonly BookLevel[]): string[][] =>
  levels.map(([price, amount]) => [listing.priceText(price), listing.amountText(amount)])

export const bookData = (symbol: SymbolMarket, id: string, side: BookSide, update: number): object => ({
  s: id,
  b: levelTexts(symbol, side.bids),
  a: levelTexts(symbol, side.asks),
  u: update,
  seq: update,
})

import type { BookLevel, BookSide } from '../market/symbol-book.ts'
import type { SymbolMarket } from '../market/symbol-market.ts'
import type { StepCandle, TapeTrade } from '../market/tape.ts'
import { quoteVolume } from '../server/venue.ts'

const minute = 60_000

export const okxBars: Readonly<Record<string, number>> = {
  '1m': minute,
  '3m': 3 * minute,
  '5m': 5 * minute,
  '15m': 15 * minute,
  '30m': 30 * minute,
  '1H': 60 * minute,
  '2H': 120 * minute,
  '4H': 240 * minute,
  '6Hutc': 360 * minute,
  '12Hutc': 720 * minute,
  '1Dutc': 1440 * minute,
}

export const instrument = ({ listing, status }: SymbolMarket, id: string, index: number): object => ({
  instType: 'SPOT',
  instId: id,
  instIdCode: index + 1,
  baseCcy: listing.base,
  quoteCcy: listing.quote,
  settleCcy: '',
  uly: '',
  lever: '',
  tickSz: listing.options.priceStep,
  lotSz: listing.options.amountStep,
  minSz: listing.options.minAmount,
  maxLmtSz: '9000000',
  maxMktSz: '9000000',
  state: status === 'trading' ? 'live' : 'suspend',
  listTime: '1600000000000',
})

const quoteOf = ({ listing }: SymbolMarket, candle: StepCandle): string =>
  quoteVolume(candle, Number(listing.options.priceStep), Number(listing.options.amountStep))

/** A row of the REST and of the streamed candles; the last cell says whether it has closed. */
export const candleRow = (symbol: SymbolMarket, candle: StepCandle, closed: boolean): readonly string[] => {
  const { listing } = symbol
  const quote = quoteOf(symbol, candle)
  return [
    String(candle.openTime),
    listing.priceText(candle.open),
    listing.priceText(candle.high),
    listing.priceText(candle.low),
    listing.priceText(candle.close),
    listing.amountText(candle.volume),
    quote,
    quote,
    closed ? '1' : '0',
  ]
}

export const tickerData = (symbol: SymbolMarket, id: string): object => {
  const { listing } = symbol
  const ticker = symbol.ticker()
  return {
    instType: 'SPOT',
    instId: id,
    last: listing.priceText(ticker.close),
    lastSz: listing.amountText(ticker.lastTrade?.amount ?? 0),
    askPx: listing.priceText(ticker.ask[0]),
    askSz: listing.amountText(ticker.ask[1]),
    bidPx: listing.priceText(ticker.bid[0]),
    bidSz: listing.amountText(ticker.bid[1]),
    open24h: listing.priceText(ticker.open),
    high24h: listing.priceText(ticker.high),
    low24h: listing.priceText(ticker.low),
    vol24h: listing.amountText(ticker.volume),
    volCcy24h: quoteOf(symbol, ticker),
    sodUtc0: listing.priceText(ticker.open),
    sodUtc8: listing.priceText(ticker.open),
    ts: String(symbol.time),
  }
}

export const tradeData = ({ listing }: SymbolMarket, id: string, trade: TapeTrade): object => ({
  instId: id,
  tradeId: String(trade.id),
  px: listing.priceText(trade.price),
  sz: listing.amountText(trade.amount),
  side: trade.takerSide,
  ts: String(trade.time),
  count: '1',
})

const levelTexts = ({ listing }: SymbolMarket, levels: readonly BookLevel[]): string[][] =>
  levels.map(([price, amount]) => [listing.priceText(price), listing.amountText(amount), '0', '1'])

export const bookData = (symbol: SymbolMarket, side: BookSide): object => ({
  asks: levelTexts(symbol, side.asks),
  bids: levelTexts(symbol, side.bids),
  ts: String(symbol.time),
})

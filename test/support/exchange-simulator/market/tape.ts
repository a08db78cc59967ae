/** A trade of the market in whole steps of its listing. */
export interface TapeTrade {
  /** Goes up by one from trade to trade. */
  readonly id: number
  readonly time: number
  readonly price: number
  readonly amount: number
  readonly takerSide: 'buy' | 'sell'
}

/** A candle in whole steps; flat with no volume when nothing traded. */
export interface StepCandle {
  readonly openTime: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
  readonly count: number
}

/** What trades on one pair, minute by minute, for ever in both directions: a recording that starts over. */
export interface Tape {
  /** Average units of volume per minute, in steps: the scale of the order book. */
  readonly meanVolume: number
  candle(openTime: number): StepCandle
  /** In order of time; they make exactly that minute's candle. */
  trades(openTime: number): readonly TapeTrade[]
}

export const minute = 60_000

export const flat = (openTime: number, close: number): StepCandle => ({
  openTime,
  open: close,
  high: close,
  low: close,
  close,
  volume: 0,
  count: 0,
})

/** The candle of two neighbours: what their trades together would make. */
export const merged = (a: StepCandle, b: StepCandle): StepCandle => {
  if (b.count === 0) return a
  if (a.count === 0) return { ...b, openTime: a.openTime }
  return {
    openTime: a.openTime,
    open: a.open,
    high: Math.max(a.high, b.high),
    low: Math.min(a.low, b.low),
    close: b.close,
    volume: a.volume + b.volume,
    count: a.count + b.count,
  }
}

/** The candle that these trades make; flat at the last price when there are none. */
export const candleOf = (openTime: number, trades: readonly TapeTrade[], lastPrice: number): StepCandle => {
  const first = trades[0]
  if (first === undefined) return flat(openTime, lastPrice)
  let { price: high, price: low, price: close } = first
  let volume = 0
  for (const trade of trades) {
    high = Math.max(high, trade.price)
    low = Math.min(low, trade.price)
    close = trade.price
    volume += trade.amount
  }
  return { openTime, open: first.price, high, low, close, volume, count: trades.length }
}

import type { Candle, FormingCandle } from '../../../../domain/market/candle.ts'

/** A trade as it came, its pair still by the exchange's own name. */
export interface WireTrade {
  readonly marketId: string
  readonly time: number
  readonly price: number
  readonly amount: number
}

/** A candle of the stream with the closed flag that ccxt's rows drop. */
export interface WireCandle {
  readonly marketId: string
  /** The exchange's own word for the timeframe. */
  readonly interval: string
  readonly candle: Candle
}

/** How one exchange words its stream messages: each function takes a raw message and throws when it is malformed. */
export interface Wire {
  trades(message: unknown): readonly WireTrade[]
  candles(message: unknown): readonly WireCandle[]
  /** Its word for the one-minute timeframe. */
  readonly minute: string
  /** Weight that a reply's headers say is used up in the running window; null when they do not say. */
  usedWeight(headers: Readonly<Record<string, string>>): number | null
}

type CandleValues = Omit<FormingCandle, 'closed'>

export const candleOf = (values: CandleValues, closed: boolean): Candle =>
  closed ? { ...values, closed, provenance: 'stream' } : { ...values, closed }

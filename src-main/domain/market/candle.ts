/** Where a candle's values came from: the live stream, a later query, or made up because nothing traded. */
export type Provenance = 'stream' | 'backfilled' | 'synthetic'

interface CandleValues {
  /** Epoch ms. */
  readonly openTime: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  /** Units of base. */
  readonly volume: number
}

/** A finished candle: its values do not change any more. */
export interface ClosedCandle extends CandleValues {
  readonly closed: true
  readonly provenance: Provenance
}

/** The candle in progress. A type of its own, so that it can never be consumed as a finished one. */
export interface FormingCandle extends CandleValues {
  readonly closed: false
}

export type Candle = ClosedCandle | FormingCandle

/**
 * True when the values can be a candle at all: a whole millisecond since 1970, prices finite and above zero, high and
 * low around open and close, a volume that is finite and not below zero.
 */
export const isPlausible = ({ openTime, open, high, low, close, volume }: CandleValues): boolean =>
  Number.isSafeInteger(openTime) &&
  openTime >= 0 &&
  low > 0 &&
  low <= open &&
  low <= close &&
  open <= high &&
  close <= high &&
  Number.isFinite(high) &&
  Number.isFinite(volume) &&
  volume >= 0

/** A candle of no trades: flat at the last close. */
export const flatCandle = (openTime: number, close: number): ClosedCandle => ({
  openTime,
  open: close,
  high: close,
  low: close,
  close,
  volume: 0,
  closed: true,
  provenance: 'synthetic',
})

/** True when two candles tell the same; how each came does not matter. */
export const sameValues = (one: Candle, other: Candle): boolean =>
  one.openTime === other.openTime &&
  one.open === other.open &&
  one.high === other.high &&
  one.low === other.low &&
  one.close === other.close &&
  one.volume === other.volume

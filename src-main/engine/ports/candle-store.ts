import type { ClosedCandle } from '../../domain/market/candle.ts'
import type { Timeframe } from '../../domain/market/timeframe.ts'

export interface CandleSeriesName {
  readonly venueId: string
  readonly symbol: string
  readonly timeframe: Timeframe
}

/** Candles of one series. */
export interface CandleBatch extends CandleSeriesName {
  readonly candles: readonly ClosedCandle[]
}

/** market.db: candles as fetched or recorded. May be deleted and fetched again. */
export interface CandleStore {
  /** Replaces candles of the same time, except one of real trades by a synthetic one. */
  save(venueId: string, symbol: string, timeframe: Timeframe, candles: readonly ClosedCandle[]): void
  /** Newest `limit` candles that opened before the time, oldest first. */
  load(
    venueId: string,
    symbol: string,
    timeframe: Timeframe,
    before: number | null,
    limit: number,
  ): readonly ClosedCandle[]
  close(): void
}

import type { ClosedCandle } from '../../domain/market/candle.ts'
import { openTimeOf, type Timeframe } from '../../domain/market/timeframe.ts'
import type { SeriesSource } from './series-listener.ts'

/** A closed candle that the stream has not told so long after its end is asked for. */
const overdueMs = 3_000

/** Base candles that opened before this must have closed, and been told, by the venue's time. */
export const expectedUntil = ({ feed }: SeriesSource, marketTime: number): number =>
  openTimeOf(marketTime - overdueMs, feed.baseTimeframe)

/** Newest closed candles of the pair; null when the feed has no answer. */
export const newestCandles = async (
  { feed, symbol }: SeriesSource,
  timeframe: Timeframe,
  limit: number,
  fresh: boolean,
): Promise<readonly ClosedCandle[] | null> => {
  const query = { symbol, timeframe, before: null, limit }
  const asked = await feed.candles(fresh ? { ...query, fresh } : query)
  return asked.kind === 'answered' ? asked.value : null
}

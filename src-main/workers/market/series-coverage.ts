import type { ClosedCandle } from '../../domain/market/candle.ts'
import type { Timeframe } from '../../domain/market/timeframe.ts'
import type { SeriesCoverage } from '../../engine/ports/analysis.ts'

/** What a series holds and where its candles came from. */
export const coverageOf = (
  symbol: string,
  timeframe: Timeframe,
  candles: readonly ClosedCandle[],
  ready: boolean,
  counts: { readonly holes: number; readonly corrections: number },
): Omit<SeriesCoverage, 'checked' | 'differed'> => {
  const of = { stream: 0, backfilled: 0, synthetic: 0 }
  for (const { provenance } of candles) of[provenance] += 1
  return {
    symbol,
    timeframe,
    ready,
    from: candles[0]?.openTime ?? null,
    until: candles.at(-1)?.openTime ?? null,
    ...of,
    ...counts,
  }
}

import { isTimeframe, timeframeMs } from '../../domain/market/timeframe.ts'
import type { Database } from './driver.ts'
import { RowReader } from './row-reader.ts'

/** Candles kept of a series, by time: 34 days of minutes, 5 years of hours; 3.4 MB. */
export const candlesKept = 50_000
/** A series that nobody has followed for so long is forgotten. */
export const forgottenAfterMs = 90 * 86_400_000

/** Keeps market.db bounded: old candles go, and series that nobody follows any more. */
export const candleTrimmer = (database: Database): ((now: number) => void) => {
  const allSeries = database.prepare(
    `SELECT id, timeframe, (SELECT max(open_time) FROM candles WHERE series_id = series.id) AS newest FROM series`,
  )
  const removeBefore = database.prepare(
    'DELETE FROM candles WHERE series_id = @series AND open_time <= @until',
  )
  const removeSeries = database.prepare('DELETE FROM series WHERE id = @series')
  return (now) => {
    for (const row of allSeries.all()) {
      const reader = new RowReader('series', row)
      const series = reader.number('id')
      const timeframe = reader.text('timeframe')
      const span = isTimeframe(timeframe) ? timeframeMs[timeframe] : 0
      const newest = Number(row.newest ?? 0)
      if (newest + span < now - forgottenAfterMs) {
        removeBefore.run({ series, until: newest })
        removeSeries.run({ series })
      } else removeBefore.run({ series, until: newest - candlesKept * span })
    }
  }
}

import type { ClosedCandle, Provenance } from '../../domain/market/candle.ts'
import type { Timeframe } from '../../domain/market/timeframe.ts'
import type { CandleStore } from '../../engine/ports/candle-store.ts'
import type { Database, Row } from './driver.ts'
import type { Migrations } from './migrate.ts'
import { RowReader } from './row-reader.ts'

/** The tables of market.db. */
export const candleSteps: Migrations = [
  `
CREATE TABLE series (
  id INTEGER PRIMARY KEY,
  venue_id TEXT NOT NULL,
  symbol TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  UNIQUE (venue_id, symbol, timeframe)
) STRICT;

CREATE TABLE candles (
  series_id INTEGER NOT NULL REFERENCES series (id),
  open_time INTEGER NOT NULL,
  open REAL NOT NULL,
  high REAL NOT NULL,
  low REAL NOT NULL,
  close REAL NOT NULL,
  volume REAL NOT NULL,
  provenance INTEGER NOT NULL,
  PRIMARY KEY (series_id, open_time)
) STRICT, WITHOUT ROWID;
`,
]

/** A provenance's place in the list is its number in the table. */
const provenances: readonly Provenance[] = ['synthetic', 'backfilled', 'stream']
export const synthetic = 0
export const candleColumns = ['open', 'high', 'low', 'close', 'volume', 'provenance']

export const candleRow = (series: number, candle: ClosedCandle): Row => ({
  series_id: series,
  open_time: candle.openTime,
  open: candle.open,
  high: candle.high,
  low: candle.low,
  close: candle.close,
  volume: candle.volume,
  provenance: provenances.indexOf(candle.provenance),
})

const candleOf = (row: Row): ClosedCandle => {
  const reader = new RowReader('candles', row)
  return {
    openTime: reader.number('open_time'),
    open: reader.number('open'),
    high: reader.number('high'),
    low: reader.number('low'),
    close: reader.number('close'),
    volume: reader.number('volume'),
    closed: true,
    provenance: provenances[reader.number('provenance')] ?? 'backfilled',
  }
}

/** Number of a series; null for one of which nothing is kept. */
export const seriesFinder = (database: Database) => {
  const find = database.prepare(
    'SELECT id FROM series WHERE venue_id = @venue AND symbol = @symbol AND timeframe = @timeframe',
  )
  return (venue: string, symbol: string, timeframe: Timeframe): number | null => {
    const row = find.get({ venue, symbol, timeframe })
    return row === undefined ? null : new RowReader('series', row).number('id')
  }
}

export const candleLoader = (database: Database): CandleStore['load'] => {
  const seriesOf = seriesFinder(database)
  const load = database.prepare(
    `SELECT * FROM candles WHERE series_id = @series AND open_time < @before
     ORDER BY open_time DESC LIMIT @limit`,
  )
  return (venue, symbol, timeframe, before, limit) => {
    const series = seriesOf(venue, symbol, timeframe)
    if (series === null) return []
    return load
      .all({ series, limit, before: before ?? Number.MAX_SAFE_INTEGER })
      .map(candleOf)
      .reverse()
  }
}

import { existsSync, rmSync } from 'node:fs'
import type { ClosedCandle, Provenance } from '../../domain/market/candle.ts'
import type { Timeframe } from '../../domain/market/timeframe.ts'
import type { CandleStore } from '../../engine/ports/store.ts'
import { insertInto } from './columns.ts'
import { type Database, type DriverName, openDatabase, type Row } from './driver.ts'
import { isCorruption } from './inspect.ts'
import { migrate, versionOf } from './migrate.ts'
import { createPrivateFile, makePrivate, sideFilesOf } from './private-files.ts'
import { RowReader } from './row-reader.ts'
import { Transactions } from './transactions.ts'

const steps = [
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

const provenances: readonly Provenance[] = ['synthetic', 'backfilled', 'stream']
const synthetic = 0
const values = ['open', 'high', 'low', 'close', 'volume', 'provenance']

const toCandle = (row: Row): ClosedCandle => {
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

const openCandles = (database: Database): CandleStore => {
  const transactions = new Transactions(database)
  const findSeries = database.prepare(
    'SELECT id FROM series WHERE venue_id = @venue AND symbol = @symbol AND timeframe = @timeframe',
  )
  const addSeries = database.prepare(
    'INSERT INTO series (venue_id, symbol, timeframe) VALUES (@venue, @symbol, @timeframe)',
  )
  // A candle made up for want of trades never replaces one of real trades.
  const save = database.prepare(
    `${insertInto('candles', ['series_id', 'open_time', ...values])}
     ON CONFLICT (series_id, open_time) DO UPDATE SET
       ${values.map((column) => `${column} = excluded.${column}`).join(', ')}
     WHERE excluded.provenance <> ${synthetic} OR candles.provenance = ${synthetic}`,
  )
  const load = database.prepare(
    `SELECT * FROM candles WHERE series_id = @series AND open_time < @before
     ORDER BY open_time DESC LIMIT @limit`,
  )
  const seriesOf = (venue: string, symbol: string, timeframe: Timeframe): number | null => {
    const row = findSeries.get({ venue, symbol, timeframe })
    return row === undefined ? null : new RowReader('series', row).number('id')
  }
  return {
    save: (venue, symbol, timeframe, candles) =>
      transactions.run(() => {
        if (seriesOf(venue, symbol, timeframe) === null) addSeries.run({ venue, symbol, timeframe })
        const series = seriesOf(venue, symbol, timeframe)
        for (const candle of candles) {
          save.run({
            series_id: series,
            open_time: candle.openTime,
            open: candle.open,
            high: candle.high,
            low: candle.low,
            close: candle.close,
            volume: candle.volume,
            provenance: provenances.indexOf(candle.provenance),
          })
        }
      }),
    load(venue, symbol, timeframe, before, limit) {
      const series = seriesOf(venue, symbol, timeframe)
      if (series === null) return []
      const bounds = { series, limit, before: before ?? Number.MAX_SAFE_INTEGER }
      return load.all(bounds).map(toCandle).reverse()
    },
    close: () => database.close(),
  }
}

const openFile = (file: string, driver: DriverName | undefined): CandleStore => {
  if (!existsSync(file)) createPrivateFile(file)
  makePrivate(file, ...sideFilesOf(file))
  const database = openDatabase(file, { driver, busyMs: 5_000 })
  try {
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = NORMAL')
    if (versionOf(database) > steps.length) throw new UnusableCandlesError('it is of a newer version')
    migrate(database, steps)
    return openCandles(database)
  } catch (error) {
    database.close()
    throw error
  }
}

class UnusableCandlesError extends Error {}

/**
 * Opens market.db. Candles can be fetched again, so an unreadable file, found now or later, is thrown away and
 * begun anew instead of stopping anyone.
 */
export const openCandleStore = (
  file: string,
  driver?: DriverName,
  onLost: (detail: string) => void = () => {},
): CandleStore => {
  let candles: CandleStore | null = null
  const opened = (): CandleStore => {
    candles ??= openFile(file, driver)
    return candles
  }
  const orAnew = <T>(work: (store: CandleStore) => T): T => {
    try {
      return work(opened())
    } catch (error) {
      if (!isCorruption(error) && !(error instanceof UnusableCandlesError)) throw error
      candles?.close()
      candles = null
      for (const each of [file, ...sideFilesOf(file)]) rmSync(each, { force: true })
      onLost(error instanceof Error ? error.message : String(error))
      return work(opened())
    }
  }
  orAnew(() => {})
  return {
    save: (...given) => orAnew((store) => store.save(...given)),
    load: (...given) => orAnew((store) => store.load(...given)),
    close: () => candles?.close(),
  }
}

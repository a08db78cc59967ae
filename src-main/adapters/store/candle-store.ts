import { existsSync, rmSync } from 'node:fs'
import type { CandleBatch, CandleSeriesName, CandleStore } from '../../engine/ports/candle-store.ts'
import {
  candleColumns,
  candleLoader,
  candleRow,
  candleSteps,
  seriesFinder,
  synthetic,
} from './candle-rows.ts'
import { candleTrimmer } from './candle-trim.ts'
import { insertInto } from './columns.ts'
import { type Database, type DriverName, openDatabase } from './driver.ts'
import { isCorruption } from './inspect.ts'
import { migrate, versionOf } from './migrate.ts'
import { createPrivateFile, makePrivate, sideFilesOf } from './private-files.ts'
import { Transactions } from './transactions.ts'

/** market.db as its one writer has it. */
export interface CandleFile extends CandleStore {
  /** All of them in one transaction. */
  saveAll(batches: readonly CandleBatch[]): void
  /** Removes what is too old or too long unused. @param now epoch ms */
  trim(now: number): void
  /** Reads the whole series: a file that is broken there is thrown away. */
  check(series: CandleSeriesName): void
}

type OpenedCandles = Omit<CandleFile, 'check'>

const openCandles = (database: Database): OpenedCandles => {
  const transactions = new Transactions(database)
  const seriesOf = seriesFinder(database)
  const addSeries = database.prepare(
    'INSERT INTO series (venue_id, symbol, timeframe) VALUES (@venue, @symbol, @timeframe)',
  )
  // A candle made up for want of trades never replaces one of real trades.
  const saveRow = database.prepare(
    `${insertInto('candles', ['series_id', 'open_time', ...candleColumns])}
     ON CONFLICT (series_id, open_time) DO UPDATE SET
       ${candleColumns.map((column) => `${column} = excluded.${column}`).join(', ')}
     WHERE excluded.provenance <> ${synthetic} OR candles.provenance = ${synthetic}`,
  )
  const trim = candleTrimmer(database)
  const save = ({ venueId: venue, symbol, timeframe, candles }: CandleBatch): void => {
    if (seriesOf(venue, symbol, timeframe) === null) addSeries.run({ venue, symbol, timeframe })
    const series = seriesOf(venue, symbol, timeframe) ?? 0
    for (const candle of candles) saveRow.run(candleRow(series, candle))
  }
  const saveAll = (batches: readonly CandleBatch[]): void =>
    transactions.run(() => {
      for (const batch of batches) save(batch)
    })
  return {
    save: (venueId, symbol, timeframe, candles) => saveAll([{ venueId, symbol, timeframe, candles }]),
    saveAll,
    load: candleLoader(database),
    trim: (now) => transactions.run(() => trim(now)),
    close: () => database.close(),
  }
}

const openFile = (file: string, driver: DriverName | undefined): OpenedCandles => {
  if (!existsSync(file)) createPrivateFile(file)
  makePrivate(file, ...sideFilesOf(file))
  const database = openDatabase(file, { driver, busyMs: 5_000 })
  try {
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = NORMAL')
    if (versionOf(database) > candleSteps.length) throw new UnusableCandlesError('it is of a newer version')
    migrate(database, candleSteps)
    return openCandles(database)
  } catch (error) {
    database.close()
    throw error
  }
}

class UnusableCandlesError extends Error {}

interface CandleStoreOptions {
  /** The one that fits the runtime unless given. */
  readonly driver?: DriverName | undefined
  /** The file is about to be thrown away: whoever reads it must let it go, since Windows removes no open file. */
  readonly onLost?: (detail: string) => void
  /** Another file is in its place. */
  readonly onAnew?: () => void
}

/**
 * Opens market.db for its one writer. Candles can be fetched again, so an unreadable file, found now or later, is
 * thrown away and begun anew instead of stopping anyone.
 */
export const openCandleStore = (file: string, options: CandleStoreOptions = {}): CandleFile => {
  let candles: OpenedCandles | null = null
  const opened = (): OpenedCandles => {
    candles ??= openFile(file, options.driver)
    return candles
  }
  const beginAnew = (detail: string): OpenedCandles => {
    candles?.close()
    candles = null
    options.onLost?.(detail)
    for (const each of [file, ...sideFilesOf(file)]) {
      // Retries are for files only as part of a folder; readers let go within a turn of their thread.
      rmSync(each, { force: true, recursive: true, maxRetries: 10 })
    }
    const anew = opened()
    options.onAnew?.()
    return anew
  }
  const orAnew = <T>(work: (store: OpenedCandles) => T): T => {
    try {
      return work(opened())
    } catch (error) {
      if (!isCorruption(error) && !(error instanceof UnusableCandlesError)) throw error
      return work(beginAnew(error instanceof Error ? error.message : String(error)))
    }
  }
  orAnew(() => {})
  return {
    save: (...given) => orAnew((store) => store.save(...given)),
    saveAll: (batches) => orAnew((store) => store.saveAll(batches)),
    load: (...given) => orAnew((store) => store.load(...given)),
    trim: (now) => orAnew((store) => store.trim(now)),
    check({ venueId, symbol, timeframe }) {
      // By a new connection: what this one has read already it would not read again.
      candles?.close()
      candles = null
      orAnew((store) => store.load(venueId, symbol, timeframe, null, Number.MAX_SAFE_INTEGER))
    },
    close: () => candles?.close(),
  }
}

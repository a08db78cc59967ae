import { join } from 'node:path'
import { openCandleStore } from '../../../src-main/adapters/store/candle-store.ts'
import { openDatabase } from '../../../src-main/adapters/store/driver.ts'
import { seededRandom } from '../../../src-main/domain/random.ts'
import type { CandleStore } from '../../../src-main/engine/ports/candle-store.ts'
import { closedCandle } from '../../support/candles.ts'
import { inBenchFolder } from '../support/bench-folder.ts'
import type { Entry } from '../support/entry.ts'
import { interleave, timed } from '../support/interleave.ts'
import type { Measurement } from '../support/report.ts'

const seriesCount = 10
const perSeries = 100_000
const limit = 500
const minute = 60_000
const start = Date.UTC(2026, 0, 1)
const batch = 10_000

const symbolOf = (series: number) => `COIN${series}/USDT`

/** Series by series in turn, as they grow in use: a series' rows do not lie side by side in time of writing. */
const fill = (candles: CandleStore): void => {
  for (let from = 0; from < perSeries; from += batch) {
    for (let series = 0; series < seriesCount; series += 1) {
      const rows = Array.from({ length: batch }, (_, index) =>
        closedCandle(start + (from + index) * minute, { open: from + index, volume: series }),
      )
      candles.save('demo', symbolOf(series), '1m', rows)
    }
  }
}

/** The same rows in a table without any index, and the same question to it. */
const openUnindexed = (folder: string) => {
  const database = openDatabase(join(folder, 'unindexed.db'), { driver: 'better-sqlite3' })
  database.pragma('journal_mode = WAL')
  database.exec(`ATTACH '${join(folder, 'market.db')}' AS indexed`)
  database.exec('CREATE TABLE candles AS SELECT * FROM indexed.candles')
  database.exec('CREATE TABLE series AS SELECT * FROM indexed.series')
  database.exec('DETACH indexed')
  const rows = Number(database.prepare('SELECT count(*) AS count FROM candles').get()?.count)
  if (rows !== seriesCount * perSeries) throw new Error(`the copy has ${rows} rows`)
  const load = database.prepare(
    `SELECT candles.* FROM candles
     WHERE series_id = (SELECT id FROM series WHERE symbol = @symbol) AND open_time < @before
     ORDER BY open_time DESC LIMIT @limit`,
  )
  return {
    load: (symbol: string, before: number) => load.all({ symbol, before, limit }),
    close: () => database.close(),
  }
}

/** Both are asked the same questions in the same order. */
const questions = () => {
  const random = seededRandom(1)
  return () => ({
    symbol: symbolOf(Math.floor(random() * seriesCount)),
    before: start + Math.floor(limit + random() * (perSeries - limit)) * minute,
  })
}

const checkLoaded = (rows: readonly object[]): void => {
  if (rows.length !== limit) throw new Error(`${rows.length} candles were loaded, not ${limit}`)
}

/** Opening a chart: the newest 500 candles before a time, out of a million. */
export const candlesLoad: Entry = {
  names: ['candles.load-500'],
  run: (say) =>
    inBenchFolder(async (folder): Promise<readonly Measurement[]> => {
      say(`candles.load-500: filling ${seriesCount} series with ${perSeries} candles each`)
      const candles = openCandleStore(join(folder, 'market.db'), { driver: 'better-sqlite3' })
      fill(candles)
      const unindexed = openUnindexed(folder)
      const [ask, askUnindexed] = [questions(), questions()]
      try {
        const [samples = [], baseline = []] = await interleave(
          [
            () => {
              const { symbol, before } = ask()
              return timed(() => checkLoaded(candles.load('demo', symbol, '1m', before, limit)))
            },
            () => {
              const { symbol, before } = askUnindexed()
              return timed(() => checkLoaded(unindexed.load(symbol, before)))
            },
          ],
          { rounds: 100, warmUp: 10 },
        )
        return [
          {
            name: 'candles.load-500',
            unit: 'ms',
            samples,
            baselines: [{ name: 'the same query without an index', samples: baseline }],
            goal: { words: '≤ 1/100 of the unindexed query', met: ({ ratio }) => ratio >= 100 },
          },
        ]
      } finally {
        unindexed.close()
        candles.close()
      }
    }),
}

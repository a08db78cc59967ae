import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { openDatabase } from '../../../src-main/adapters/store/driver.ts'
import { tradingFileOf } from '../../../src-main/adapters/store/trading-database.ts'
import { inBenchFolder, projectRoot } from '../support/bench-folder.ts'
import { startElectron } from '../support/electron.ts'
import { writeEmptyApp } from '../support/empty-app.ts'
import type { Entry } from '../support/entry.ts'
import { interleave } from '../support/interleave.ts'
import type { Measurement } from '../support/report.ts'
import { memoryOf, type ProcessMemory } from '../support/resident-memory.ts'

const settleMs = 15_000
const periodMs = 250
const rounds = 60

const start = (appFolder: string, folder: string, name: string, options: readonly string[]) => {
  const data = join(folder, name)
  mkdirSync(data)
  return startElectron(appFolder, { appArgs: [`--user-data-dir=${data}`, ...options] })
}

/** Without decisions the memory of a demo that did not run would be reported. */
const checkTraded = (folder: string): void => {
  const database = openDatabase(tradingFileOf(folder), { driver: 'better-sqlite3', busyMs: 5_000 })
  const decisions = Number(database.prepare('SELECT count(*) AS count FROM decisions').get()?.count)
  database.close()
  if (decisions < 20) throw new Error(`the demo made only ${decisions} decisions`)
}

const lines = (own: readonly ProcessMemory[], empty: readonly ProcessMemory[]): readonly Measurement[] => {
  const line = (name: string, pick: (of: ProcessMemory) => number | null): Measurement => {
    const known = (all: readonly ProcessMemory[]) => all.map(pick).filter((size) => size !== null)
    const baselines = [{ name: "empty Electron app's main process", samples: known(empty) }]
    return { name, unit: 'MB', samples: known(own), baselines }
  }
  const all = [
    line('memory.empty-app', ({ resident }) => resident),
    line('memory.empty-app.private', ({ private: size }) => size),
  ]
  return all.filter(({ samples }) => samples.length > 0)
}

/** Main process with its worker thread; the window's processes are not in it. */
export const memory: Entry = {
  names: ['memory.empty-app', 'memory.empty-app.private'],
  run: (say) =>
    inBenchFolder(async (folder): Promise<readonly Measurement[]> => {
      say(`memory.empty-app: the demo's two bots on two pairs, ${settleMs / 1000} s after the start`)
      const own = await start(projectRoot, folder, 'own', ['--demo'])
      const empty = await start(writeEmptyApp(folder), folder, 'empty', [])
      try {
        await setTimeout(settleMs)
        const [samples = [], baseline = []] = await interleave(
          [
            async () => {
              await setTimeout(periodMs)
              return memoryOf(own.pid)
            },
            () => memoryOf(empty.pid),
          ],
          { rounds, warmUp: 0 },
        )
        await own.close()
        checkTraded(join(folder, 'own'))
        return lines(samples, baseline)
      } finally {
        await empty.close()
        await own.close()
      }
    }),
}

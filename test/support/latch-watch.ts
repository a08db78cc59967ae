import { join } from 'node:path'
import { openDatabase } from '../../src-main/adapters/store/driver.ts'

const limitMs = 10_000
const lookMs = 2

export interface LatchWatch {
  /** When a mode is halted in the database, by `performance.now()`; looked at every 2 ms. */
  halted(mode: 'paper' | 'live'): Promise<number>
  close(): void
}

/** Looks into the database beside the app that uses it. */
export const watchLatch = (folder: string): LatchWatch => {
  const database = openDatabase(join(folder, 'trading.db'), { readOnly: true })
  const latch = database.prepare('SELECT engaged FROM kill_latches WHERE mode = @mode')
  return {
    halted: async (mode) => {
      const from = performance.now()
      while (latch.get({ mode })?.engaged !== 1) {
        if (performance.now() - from > limitMs) throw new Error(`${mode} was not halted in ${limitMs} ms`)
        await new Promise((resolve) => setTimeout(resolve, lookMs))
      }
      return performance.now()
    },
    close: () => database.close(),
  }
}

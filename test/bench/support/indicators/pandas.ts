import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { startLineProgram } from '../line-program.ts'
import { minutes } from './market.ts'

const script = join(import.meta.dirname, 'pandas-window.py')
const limitMs = 60_000
/** As many as the script takes. */
const candles = 200

/** The first of the path, or the system's own, whose packages another one does not see. */
const python = ['python3', '/usr/bin/python3'].find(
  (command) => spawnSync(command, ['-c', 'import pandas'], { timeout: limitMs }).status === 0,
)

export const isPandasPresent = (): boolean => python !== undefined

/** A recalculation of all indicators over a window of 100 candles, one further at each turn. */
export interface PandasWindow {
  /** Nanoseconds. */
  recalculate(): Promise<number>
  close(): Promise<void>
}

export const startPandasWindow = async (): Promise<PandasWindow> => {
  const rows = minutes
    .slice(0, candles)
    .map(({ open, high, low, close, volume }) => [open, high, low, close, volume].join(','))
  const { ask, close } = startLineProgram(python ?? 'python3', [script])
  const ready = await ask(rows.join('\n'))
  if (ready !== 'ready') throw new Error(`pandas: ${ready}`)
  return { recalculate: async () => Number(await ask('again')) * 1e6, close }
}

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { minutes } from './market.ts'

const script = join(import.meta.dirname, 'pandas-window.py')
const limitMs = 60_000

/** The first of the path, or the system's own, whose packages another one does not see. */
const python = ['python3', '/usr/bin/python3'].find(
  (command) => spawnSync(command, ['-c', 'import pandas'], { timeout: limitMs }).status === 0,
)

export const isPandasPresent = (): boolean => python !== undefined

/** Nanoseconds of each recalculation of a window of 100 candles. */
export const pandasWindow = (): readonly number[] => {
  const rows = minutes
    .slice(0, 200)
    .map(({ open, high, low, close, volume }) => [open, high, low, close, volume])
  const input = ['open,high,low,close,volume', ...rows.map((row) => row.join(','))].join('\n')
  const { status, stdout, stderr } = spawnSync(python ?? 'python3', [script], {
    input,
    encoding: 'utf8',
    timeout: limitMs,
  })
  if (status !== 0) throw new Error(`python3: ${stderr}`)
  return stdout
    .trim()
    .split('\n')
    .map((line) => Number(line) * 1e6)
}

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FullSet } from './full-set.ts'
import { minutes, ticksOf, warmUp } from './market.ts'

const source = join(import.meta.dirname, 'c/speed.c')
const limitMs = 60_000
/** As in the program: candles between two in whose course ticks are read. */
const stride = 20

export const isCompilerPresent = (): boolean =>
  spawnSync('cc', ['--version'], { timeout: limitMs }).status === 0

const run = (command: string, args: readonly string[], input = ''): string => {
  const { status, stdout, stderr } = spawnSync(command, args, { input, encoding: 'utf8', timeout: limitMs })
  if (status !== 0) throw new Error(`${command}: ${stderr}`)
  return stdout
}

const market = (): string => {
  const ticks = minutes.flatMap((candle, index) => (index % stride === 0 ? ticksOf(candle) : []))
  const rows = [...minutes, ...ticks].map(
    ({ high, low, close, volume }) => `${high} ${low} ${close} ${volume}`,
  )
  return [String(minutes.length), ...rows].join('\n')
}

/** What the set reads of each tick, all together. */
const sumOfTicks = (): number => {
  const set = new FullSet()
  for (const candle of minutes.slice(0, warmUp)) set.commit(candle)
  let sum = 0
  for (const [index, candle] of minutes.entries()) {
    if (index % stride === 0) for (const tick of ticksOf(candle)) sum += set.peek(tick)
    set.commit(candle)
  }
  return sum
}

/**
 * Nanoseconds per candle and per tick of the same set in C, compiled for this computer.
 * @throws Error when it does not read the same
 */
export const compiledSet = (): { readonly commit: readonly number[]; readonly tick: readonly number[] } => {
  const folder = mkdtempSync(join(tmpdir(), 'indicators-'))
  try {
    const program = join(folder, 'speed')
    run('cc', ['-O3', '-o', program, source, '-lm'])
    const [sum = '', ...rounds] = run(program, [], market()).trim().split('\n')
    if (!(Math.abs(Number(sum) / sumOfTicks() - 1) < 1e-9))
      throw new Error(`the set in C reads otherwise: ${sum}`)
    const times = rounds.map((round) => round.split(' ').map(Number))
    return {
      commit: times.map(([commit = Number.NaN]) => commit),
      tick: times.map(([, tick = Number.NaN]) => tick),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLineProgram } from '../line-program.ts'
import { FullSet } from './full-set.ts'
import { minutes, ticksOf, warmUp } from './market.ts'

const source = join(import.meta.dirname, 'c/speed.c')
const limitMs = 60_000
/** As in the program: candles between two in whose course ticks are read. */
const stride = 20

export const isCompilerPresent = (): boolean =>
  spawnSync('cc', ['--version'], { timeout: limitMs }).status === 0

const compile = (program: string): void => {
  const args = ['-O3', '-o', program, source, '-lm']
  const { status, stderr } = spawnSync('cc', args, { encoding: 'utf8', timeout: limitMs })
  if (status !== 0) throw new Error(`cc: ${stderr}`)
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
  for (const [index, candle] of minutes.entries()) {
    if (index % stride === 0) for (const tick of ticksOf(candle)) set.peek(tick)
    set.commit(candle)
  }
  return set.sum
}

/** The same set in C, compiled for this computer: nanoseconds of a round of its own. */
export interface CompiledSet {
  perCommit(): Promise<number>
  perTick(): Promise<number>
  close(): Promise<void>
}

/** @throws Error when it does not read the same */
export const startCompiledSet = async (): Promise<CompiledSet> => {
  const folder = mkdtempSync(join(tmpdir(), 'indicators-'))
  const program = join(folder, 'speed')
  compile(program)
  const { ask, close } = startLineProgram(program)
  const sum = await ask(market())
  if (!(Math.abs(Number(sum) / sumOfTicks() - 1) < 1e-9))
    throw new Error(`the set in C reads otherwise: ${sum}`)
  return {
    perCommit: async () => Number(await ask('commit')),
    perTick: async () => Number(await ask('tick')),
    async close() {
      await close()
      rmSync(folder, { recursive: true })
    },
  }
}

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { FormingCandle } from '../../../../src-main/domain/market/candle.ts'
import { answerQuestions } from '../load/forked.ts'
import { FullSet } from './full-set.ts'
import { minutes, ticksOf } from './market.ts'

/** Many series with a full set each, as a worker has them that watches a whole exchange. */
export type CrowdQuestion =
  /** Makes the series and takes so many candles in each. */
  | { readonly what: 'grow'; readonly series: number; readonly candles: number }
  /** One tick, or one new candle, in every series. */
  | { readonly what: 'tick' | 'commit' }

export interface Grown {
  /** Bytes of one series with all its indicators defined. */
  readonly bytes: number
  /** Bytes by which one series grew in each candle after that. */
  readonly growth: number
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const bytesInUse = (): number => {
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Each series has candles of its own in memory, as if it had come over a socket. */
const ticks: FormingCandle[] = []
const closes = [...minutes]
let sets: readonly FullSet[] = []
let turn = 0

const run = (set: FullSet, from: number, to: number): void => {
  for (let index = from; index < to; index += 1) {
    const candle = minutes[index % minutes.length]
    if (candle !== undefined) set.commit(candle)
  }
}

const grow = (series: number, candles: number): Grown => {
  run(new FullSet(), 0, minutes.length)
  const before = bytesInUse()
  sets = Array.from({ length: series }, () => new FullSet())
  const defined = 500
  for (const set of sets) run(set, 0, defined)
  const bytes = (bytesInUse() - before) / series
  const first = sets.slice(0, 20)
  const young = bytesInUse()
  for (const set of first) run(set, defined, defined + candles)
  const growth = (bytesInUse() - young) / (first.length * candles)
  for (const [index] of sets.entries()) {
    const tick = ticksOf(closes[index % closes.length] ?? closes[0] ?? never())[8]
    if (tick !== undefined) ticks.push(tick)
  }
  return { bytes, growth }
}

const never = (): never => {
  throw new Error('there is no market')
}

const sweep = (what: 'tick' | 'commit'): number => {
  turn += 1
  const startedAt = performance.now()
  if (what === 'tick') {
    for (const [index, set] of sets.entries()) set.peek(ticks[index] ?? never())
  } else {
    for (const [index, set] of sets.entries()) set.commit(closes[(index + turn) % closes.length] ?? never())
  }
  const spent = performance.now() - startedAt
  if (sets.some(({ sum }) => Number.isNaN(sum))) throw new Error('something was not defined')
  return spent
}

answerQuestions((question: CrowdQuestion): Grown | number =>
  question.what === 'grow' ? grow(question.series, question.candles) : sweep(question.what),
)

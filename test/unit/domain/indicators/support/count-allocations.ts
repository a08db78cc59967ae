import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Indicator } from '../../../../../src-main/domain/indicators/indicator.ts'
import type { ClosedCandle, FormingCandle } from '../../../../../src-main/domain/market/candle.ts'
import { forming, wandering } from './candles.ts'
import { usualCases } from './every-indicator.ts'

/**
 * A program: prints the bytes that each indicator allocates per commit and per peek once the compiler has done its work,
 * as JSON. Of some rounds the one counts that allocated least: what each update allocates is in all of them, what the
 * compiler had still to learn is not. No garbage is collected in a round, which needs more young space than all of it
 * could allocate.
 */
const rounds = 6
const updates = 50_000

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const closed: readonly ClosedCandle[] = [...wandering(3, 10_000)]
const inProgress: readonly FormingCandle[] = closed.map(forming)

type Work = (indicator: Indicator<unknown>, candles: readonly unknown[], times: number) => void

/** A function of its own for each indicator: the compiler learns from what a function has seen. */
const workOf = (method: 'commit' | 'peek'): Work =>
  new Function(
    'indicator, candles, times',
    `for (let time = 0; time < times; time += 1) indicator.${method}(candles[time % candles.length])`,
  ) as Work

const bytesOf = (indicator: Indicator<unknown>, method: 'commit' | 'peek'): number => {
  const work = workOf(method)
  const candles = method === 'commit' ? closed : inProgress
  const allocated = Array.from({ length: rounds }, () => {
    collectGarbage()
    const before = process.memoryUsage().heapUsed
    work(indicator, candles, updates)
    return process.memoryUsage().heapUsed - before
  })
  return Math.min(...allocated) / updates
}

const measured = usualCases.map(({ name, create }) => {
  const indicator = create()
  return [name, { commit: bytesOf(indicator, 'commit'), peek: bytesOf(indicator, 'peek') }]
})
process.stdout.write(JSON.stringify(Object.fromEntries(measured)))

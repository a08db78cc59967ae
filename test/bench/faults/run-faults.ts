import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { FaultOptions } from '../../support/faults/fault-options.ts'
import { faultKinds } from '../../support/faults/judge.ts'
import type { Unprotected } from '../../support/faults/protection-watch.ts'
import { runKilledSeed } from '../../support/faults/run-killed-seed.ts'
import { runSeed, type SeedResult } from '../../support/faults/run-seed.ts'
import { type Scorecard, scorecardOf } from '../../support/faults/scorecard.ts'
import { linesOf, type Measurement } from '../support/report.ts'
import type { Output } from '../support/run-entries.ts'
import type { SeedShare } from './seeds-worker.ts'

const saidEvery = 500

/** Seeds 1 to `count`, shared among the computer's cores. */
const runSeeds = async (count: number, say: Output['say']): Promise<readonly SeedResult[]> => {
  const results: SeedResult[] = []
  const workers = availableParallelism()
  const share = async (first: number) => {
    const workerData: SeedShare = { first, last: count, step: workers }
    const worker = new Worker(new URL('./seeds-worker.ts', import.meta.url), { workerData })
    worker.on('message', (result: SeedResult) => {
      results.push(result)
      if (results.length % saidEvery === 0) say(`${results.length} of ${count} seeds`)
    })
    await once(worker, 'exit')
  }
  await Promise.all(Array.from({ length: workers }, (_, index) => share(index + 1)))
  if (results.length < count) throw new Error(`only ${results.length} of ${count} seeds were run`)
  return results.sort((one, other) => one.seed - other.seed)
}

/**
 * Seconds by the world's clock, by whether the exchange could be asked for a stop meanwhile: the longest of each seed,
 * and of all of them.
 */
const unprotectedLines = (unprotected: readonly Unprotected[]): readonly Measurement[] =>
  unprotected.length === 0
    ? []
    : (['reachable', 'unreachable'] as const).flatMap((exchange) => {
        const seconds = unprotected.map((each) => each[exchange] / 1_000)
        return [
          { name: `faults.unprotected.${exchange}`, unit: 's', samples: seconds },
          { name: `faults.unprotected-longest.${exchange}`, unit: 's', samples: [Math.max(...seconds)] },
        ]
      })

const measurementsOf = (scorecard: Scorecard): readonly Measurement[] => {
  const { seeds, orders, fills, crashes, powerLosses, kills, found, unprotected } = scorecard
  const counted = { seeds, orders, fills, crashes, 'power-losses': powerLosses, kills }
  return [
    ...Object.entries(counted).map(([what, count]) => ({
      ...{ name: `faults.${what}`, unit: 'counted', samples: [count] },
    })),
    ...unprotectedLines(unprotected),
    ...faultKinds.map(
      (kind): Measurement => ({
        ...{ name: `faults.${kind.replaceAll(' ', '-')}`, unit: 'found', samples: [found[kind]] },
        goal: { words: 'none', met: ({ median }) => median === 0 },
      }),
    ),
  ]
}

/** @returns the exit code: 1 when the judge found anything */
export const runFaults = async (options: FaultOptions, { print, say }: Output): Promise<number> => {
  const startedAt = performance.now()
  const again = async (seed: number, kill: boolean) => [await (kill ? runKilledSeed(seed) : runSeed(seed))]
  const results =
    options.kind === 'seed' ? await again(options.seed, options.kill) : await runSeeds(options.count, say)
  const scorecard = scorecardOf(results)
  for (const line of measurementsOf(scorecard).flatMap(linesOf)) print(JSON.stringify(line))
  for (const failure of scorecard.failures) say(failure)
  say(`${results.length} seeds took ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  return scorecard.failures.length === 0 ? 0 : 1
}

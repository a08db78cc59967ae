import { parentPort, workerData } from 'node:worker_threads'
import { runKilledSeed } from '../../support/faults/run-killed-seed.ts'
import { runSeed } from '../../support/faults/run-seed.ts'

/** Of so many seeds, one is a real process that is killed. */
const killedOneIn = 50

export interface SeedShare {
  readonly first: number
  readonly last: number
  readonly step: number
}

/** Runs its share of the seeds and tells of each. */
const { first, last, step }: SeedShare = workerData
for (let seed = first; seed <= last; seed += step) {
  parentPort?.postMessage(await (seed % killedOneIn === 0 ? runKilledSeed(seed) : runSeed(seed)))
}

import { expect, test } from 'vitest'
import { runKilledSeeds } from '../../support/faults/run-killed-seed.ts'
import { scorecardOf } from '../../support/faults/scorecard.ts'

const seeds = 200
const perTest = 25
/** Others than those that run without a process of their own. */
const first = 1_001

for (let from = first; from < first + seeds; from += perTest) {
  test(`seeds ${from} to ${from + perTest - 1}: a process killed between two writes leaves books that the next one sets right`, async () => {
    const all = Array.from({ length: perTest }, (_, index) => from + index)
    const { kills, failures } = scorecardOf(await runKilledSeeds(all, 2))
    expect(kills).toBe(perTest)
    expect(failures).toEqual([])
  })
}

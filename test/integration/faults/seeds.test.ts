import { expect, test } from 'vitest'
import { inNewFolder } from '../../support/faults/folders.ts'
import { finish, runSeed, type SeedResult } from '../../support/faults/run-seed.ts'
import { play } from '../../support/faults/scenario.ts'
import { scheduleOf } from '../../support/faults/schedule.ts'
import { scorecardOf } from '../../support/faults/scorecard.ts'
import { World, type WorldRecord } from '../../support/faults/world.ts'

const seeds = 300
const perTest = 25

const results: SeedResult[] = []

for (let from = 1; from <= seeds; from += perTest) {
  test(`seeds ${from} to ${from + perTest - 1}: whatever goes wrong, our books are the exchange’s`, async () => {
    for (let seed = from; seed < from + perTest; seed += 1) results.push(await runSeed(seed))
    expect(scorecardOf(results.slice(-perTest)).failures).toEqual([])
  })
}

/** Found among 10,000 others. */
test.each([5518, 6554, 6638, 8156, 9138])(
  'seed %i: a stop that fills while it is being changed, or before its change is known, is as large as the exchange says',
  async (seed) => {
    expect((await runSeed(seed)).findings).toEqual([])
  },
)

/** One of ten in 1,200: the market falls through the stop before the exchange has it. */
test('seed 1493: a position whose stop the exchange refuses, since the market has passed it, is sold at once', async () => {
  await play(scheduleOf(1493), (_, store, { findings }) => {
    expect(findings).toEqual([])
    const journal = store.journal.page({ limit: 10_000, before: null }, null)
    const refusal = journal.find(
      ({ event, facts }) => event === 'order.rejected' && facts.code === 'WOULD_TRIGGER',
    )
    const sale = journal.find(
      ({ event, facts }) => event === 'order.submitting' && facts.reason === 'order.trailing-stop-hit',
    )
    expect(refusal).toBeDefined()
    expect(sale?.seenAt).toBe(refusal?.seenAt)
  })
})

test('those seeds hold enough to go wrong', () => {
  const { orders, fills, crashes, powerLosses } = scorecardOf(results)
  expect(orders).toBeGreaterThan(seeds * 5)
  expect(fills).toBeGreaterThan(seeds * 5)
  expect(crashes).toBeGreaterThan(seeds / 2)
  expect(powerLosses).toBeGreaterThan(seeds / 4)
})

/** Three answers lost one after the other, as a few seeds have it; most positions are protected within two seconds. */
const longestUnprotectedMs = 20_000

test('nothing lies unprotected for long at an exchange that can be reached', () => {
  const reachable = scorecardOf(results)
    .unprotected.map((each) => each.reachable)
    .sort((one, other) => one - other)
  expect(reachable.at(-1)).toBeLessThanOrEqual(longestUnprotectedMs)
  expect(reachable[Math.floor(reachable.length / 2)]).toBeLessThanOrEqual(4_000)
})

test('a seed replays exactly', async () => {
  const recordOf = async (seed: number): Promise<readonly WorldRecord[]> => {
    const records: WorldRecord[] = []
    await inNewFolder((folder) =>
      finish(new World(scheduleOf(seed), (record) => records.push(record)), folder),
    )
    return records
  }
  for (const seed of [7, 24, 111]) expect(await recordOf(seed)).toEqual(await recordOf(seed))
})

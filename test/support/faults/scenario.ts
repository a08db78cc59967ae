import type { Store } from '../../../src-main/engine/ports/store.ts'
import { inNewFolder, openStoreIn } from './folders.ts'
import type { SeedResult } from './run-seed.ts'
import { finish } from './run-seed.ts'
import type { Schedule } from './schedule.ts'
import { World } from './world.ts'

/** One bot with a stop at five per cent on a deep market, and what a test says of the rest. */
export const scenario = (change: Partial<Schedule>): Schedule => ({
  seed: 1,
  rules: {
    seed: 1,
    fee: 'quote',
    reusesIds: true,
    hasStops: false,
    amendsStops: false,
    replacesStops: false,
    preparesOrders: true,
    isDeep: true,
  },
  startAt: Date.UTC(2026, 0, 1),
  bots: [
    {
      symbol: 'BTC/USDT',
      limits: { allocation: '1000', tradeRatio: '1', stopLoss: '0.05', coolDownSeconds: '0' },
    },
  ],
  steps: [],
  crashes: [],
  endsAt: 0,
  ...change,
})

/** Runs it like a seed, and gives what is left of it to be looked at. */
export const play = (
  schedule: Schedule,
  look: (world: World, store: Store, result: SeedResult) => void,
): Promise<void> =>
  inNewFolder(async (folder) => {
    const world = new World(schedule)
    const result = await finish(world, folder)
    const opened = openStoreIn(folder)
    try {
      look(world, opened.store, result)
    } finally {
      opened.close()
    }
  })

import { inNewFolder, openStoreIn } from './folders.ts'
import { type Finding, judge } from './judge.ts'
import type { Tamper } from './life.ts'
import { PowerLoss } from './power-loss.ts'
import type { Unprotected } from './protection-watch.ts'
import { RunningLife } from './run-life.ts'
import { scheduleOf } from './schedule.ts'
import { World } from './world.ts'

export interface SeedResult {
  readonly seed: number
  readonly findings: readonly Finding[]
  readonly orders: number
  readonly fills: number
  /** Processes that ended between two writes. */
  readonly crashes: number
  /** Of these, those that the computer's power ended. */
  readonly powerLosses: number
  /** Of these, processes that were really killed. */
  readonly kills: number
  /** Longest that coins lay without a stop order; null where none has to be. */
  readonly unprotected: Unprotected | null
}

const unprotectedIn = ({ schedule, protection }: World): Unprotected | null => {
  const isDue = schedule.rules.hasStops && schedule.bots.every(({ limits }) => limits.stopLoss !== '0')
  return isDue ? protection.longest : null
}

/** Runs what is left of a world's schedule on a data folder, lets it settle, and judges. */
export const finish = async (world: World, folder: string, tamper?: Tamper): Promise<SeedResult> => {
  const { seed, crashes } = world.schedule
  let powerLosses = 0
  for (;;) {
    const crash = crashes[world.lives]
    const opened = openStoreIn(folder)
    const outlives = crash?.outlives ?? null
    const power = outlives === null ? null : new PowerLoss(folder, outlives)
    const running = new RunningLife(world, {
      store: opened.store,
      diesAtUse: crash?.atUse ?? null,
      power,
      ...(tamper === undefined ? {} : { tamper }),
    })
    try {
      await running.runSchedule()
      if (!running.isDead && crash === undefined) {
        await running.settle()
        const findings = [...judge(world, running.life.engine, opened.store)]
        if (running.startFailure !== null)
          findings.push({ kind: 'unsettled books', text: `it did not start: ${running.startFailure}` })
        const { orders } = world.books
        const fills = orders.reduce((sum, order) => sum + order.fills.length, 0)
        return {
          seed,
          findings,
          orders: orders.length,
          fills,
          crashes: crashes.length,
          powerLosses,
          kills: 0,
          unprotected: unprotectedIn(world),
        }
      }
    } finally {
      running.end()
      power?.strike()
      opened.close()
      power?.settle()
      if (power !== null) powerLosses += 1
    }
    world.passWithoutApp(crash?.downMs ?? 1_000)
  }
}

/** One seed in this process: a crash is the engine abandoned between two writes. */
export const runSeed = (seed: number, tamper?: Tamper): Promise<SeedResult> =>
  inNewFolder((folder) => finish(new World(scheduleOf(seed)), folder, tamper))

import { appendFileSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { openStoreIn } from './folders.ts'
import { RunningLife } from './run-life.ts'
import { scheduleOf } from './schedule.ts'
import { World } from './world.ts'
import { recordsIn } from './world-records.ts'

/**
 * The first life of a seed on a data folder, in a process of its own that kills itself between two writes: at the one
 * that the seed names, or after the last. What it did to the world is in the folder by then.
 */
flushCompileCache()
const [seed = '', folder = ''] = process.argv.slice(2)
const file = recordsIn(folder)
const world = new World(scheduleOf(Number(seed)), (record) =>
  appendFileSync(file, `${JSON.stringify(record)}\n`),
)
const kill = () => {
  process.kill(process.pid, 'SIGKILL')
}
const { store } = openStoreIn(folder)
const diesAtUse = world.schedule.crashes[0]?.atUse ?? null
const running = new RunningLife(world, { store, diesAtUse, kill })
await running.runSchedule()
kill()

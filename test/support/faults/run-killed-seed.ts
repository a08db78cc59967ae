import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inNewFolder } from './folders.ts'
import { finish, type SeedResult } from './run-seed.ts'
import { scheduleOf } from './schedule.ts'
import { World } from './world.ts'
import { readRecords } from './world-records.ts'

const program = join(import.meta.dirname, 'killed-process.ts')
/** Compiled once: a process is there several times sooner. */
const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'auronex-compile-cache') }

/**
 * One seed whose first life is a real process that is killed with SIGKILL between two writes. What it leaves on disk
 * is opened by the next life, which is in this process.
 */
export const runKilledSeed = (seed: number): Promise<SeedResult> =>
  inNewFolder(async (folder) => {
    const child = spawn(process.execPath, [program, String(seed), folder], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env,
    })
    const [code, signal] = await once(child, 'exit')
    if (signal !== 'SIGKILL')
      throw new Error(`the process of seed ${seed} was not killed but ended with ${code}`)
    const world = new World(scheduleOf(seed))
    world.restore(readRecords(folder))
    world.passWithoutApp(world.schedule.crashes[0]?.downMs ?? 1_000)
    const result = await finish(world, folder)
    return { ...result, crashes: Math.max(result.crashes, 1), kills: 1 }
  })

/** Several at a time, as each waits for a process of its own; results in the order of the seeds. */
export const runKilledSeeds = async (
  seeds: readonly number[],
  atOnce: number,
): Promise<readonly SeedResult[]> => {
  const results: SeedResult[] = []
  const waiting = seeds.entries()
  const work = async () => {
    for (const [index, seed] of waiting) results[index] = await runKilledSeed(seed)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return results
}

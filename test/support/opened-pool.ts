import { demoVenue } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import { MarketPool } from '../../src-main/adapters/market-pool/market-pool.ts'
import type { AnalysisMessage } from '../../src-main/engine/ports/analysis.ts'
import { FakeClock } from './fake-clock.ts'
import { type ScriptedLink, scriptedLink } from './scripted-link.ts'
import { memoryLog } from './test-engine.ts'

/** A pool with the venues open, and the workers that it started, oldest first. */
export const openedPool = (...venues: string[]) => {
  const workers: ScriptedLink[] = []
  const log = memoryLog()
  const clock = new FakeClock()
  const start = () => {
    const worker = scriptedLink()
    workers.push(worker)
    return worker.link
  }
  const pool = new MarketPool({ start, clock, log })
  const heard: AnalysisMessage[] = []
  const end = pool.subscribe((message) => heard.push(message))
  for (const id of venues) void pool.openVenue({ ...demoVenue, id })
  for (const worker of workers) {
    worker.openAll()
    worker.sent.splice(0)
  }
  const worker = (index: number): ScriptedLink => {
    const found = workers[index]
    if (found === undefined) throw new Error(`no worker ${index} of ${workers.length}`)
    return found
  }
  return { workers, worker, log, pool, heard, end, clock }
}

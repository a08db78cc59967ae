import type { ProcessFacts } from './views/engine-view.ts'

let before = { cpu: process.cpuUsage(), at: performance.now() }
let cpuRatio = 0

/** Share of one core since about a second ago, and resident memory of this process with its workers. */
export const processFacts = (): ProcessFacts => {
  const at = performance.now()
  if (at - before.at > 1_000) {
    const used = process.cpuUsage(before.cpu)
    cpuRatio = (used.user + used.system) / 1000 / (at - before.at)
    before = { cpu: process.cpuUsage(), at }
  }
  return { cpuRatio, memoryBytes: process.memoryUsage.rss() }
}

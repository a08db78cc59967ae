import type { Entry, Say } from './entry.ts'
import { linesOf } from './report.ts'

export interface Output {
  /** Takes one line of JSON. */
  readonly print: (line: string) => void
  readonly say: Say
}

/**
 * Runs what measures any of the names and prints the lines of those names as soon as they are known. One that
 * fails is told and leaves the others alone.
 * @returns whether all of them ran
 */
export const runEntries = async (
  entries: readonly Entry[],
  names: ReadonlySet<string>,
  { print, say }: Output,
): Promise<boolean> => {
  let allRan = true
  for (const entry of entries) {
    if (!entry.names.some((name) => names.has(name))) continue
    const startedAt = performance.now()
    try {
      const measured = await entry.run(say)
      const lines = measured.filter(({ name }) => names.has(name)).flatMap(linesOf)
      for (const line of lines) print(JSON.stringify(line))
      say(`${entry.names[0]}: took ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
    } catch (error) {
      allRan = false
      const reason = error instanceof Error ? error.message : String(error)
      say(`${entry.names.join(', ')} could not be measured: ${reason}`)
    }
  }
  return allRan
}

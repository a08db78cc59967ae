import type { Entry } from './entry.ts'
import { output } from './output.ts'
import { runEntries } from './run-entries.ts'
import { choose } from './selection.ts'

/** @returns the exit code: 1 when something could not be measured, 2 for a prefix of nothing */
export const runBench = async (entries: readonly Entry[], prefixes: readonly string[]): Promise<number> => {
  const { say } = output
  const selection = choose(entries, prefixes)
  if (selection.kind === 'unknown') {
    say(`No benchmark begins with "${selection.prefix}". Usage: npm run bench -- [PREFIX…]`)
    say(`Benchmarks: ${entries.flatMap((entry) => entry.names).join(', ')}`)
    return 2
  }
  return (await runEntries(entries, selection.names, output)) ? 0 : 1
}

import type { Entry } from './entry.ts'
import { runEntries } from './run-entries.ts'
import { choose } from './selection.ts'

/** Standard output is for the lines alone: one JSON object each. */
const print = (line: string) => process.stdout.write(`${line}\n`)
const say = (text: string) => process.stderr.write(`${text}\n`)

/** @returns the exit code: 1 when something could not be measured, 2 for a prefix of nothing */
export const runBench = async (entries: readonly Entry[], prefixes: readonly string[]): Promise<number> => {
  const selection = choose(entries, prefixes)
  if (selection.kind === 'unknown') {
    say(`No benchmark begins with "${selection.prefix}". Usage: npm run bench -- [PREFIX…]`)
    say(`Benchmarks: ${entries.flatMap((entry) => entry.names).join(', ')}`)
    return 2
  }
  return (await runEntries(entries, selection.names, { print, say })) ? 0 : 1
}

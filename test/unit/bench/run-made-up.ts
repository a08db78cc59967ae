import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const bench = join(import.meta.dirname, '../../bench')
const urlOf = (file: string) => JSON.stringify(pathToFileURL(join(bench, file)).href)

export interface Ran {
  readonly code: number | null
  readonly lines: readonly unknown[]
  readonly said: string
}

const run = (args: readonly string[]): Ran => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  const lines = stdout.split('\n').filter((line) => line !== '')
  return { code: status, lines: lines.map((line): unknown => JSON.parse(line)), said: stderr }
}

/**
 * Runs made-up benchmarks in a process of their own, as the real ones run.
 * @param entries source text of a list of entries; `to(n)` is the list 1 … n
 */
export const runMadeUp = (entries: string, prefixes: readonly string[] = []): Ran =>
  run([
    '--input-type=module',
    '--eval',
    `const { runBench } = await import(${urlOf('support/run-bench.ts')})
     const to = (last) => Array.from({ length: last }, (_, index) => last - index)
     process.exitCode = await runBench(${entries}, ${JSON.stringify(prefixes)})`,
  ])

/** The real command line. */
export const runReal = (...prefixes: readonly string[]): Ran => run([join(bench, 'run.ts'), ...prefixes])

import type { Output } from './run-entries.ts'

/** Standard output is for the lines alone: one JSON object each. */
export const output: Output = {
  print: (line) => process.stdout.write(`${line}\n`),
  say: (text) => process.stderr.write(`${text}\n`),
}

import { entries } from './entries.ts'
import { runBench } from './support/run-bench.ts'

process.exitCode = await runBench(entries, process.argv.slice(2))

import { faultOptions } from '../support/faults/fault-options.ts'
import { output } from './support/output.ts'

const args = process.argv.slice(2)
const faults = faultOptions(args)
// Loaded only when it is asked for: either needs much of the app.
if (faults === null) {
  const [{ entries }, { runBench }] = await Promise.all([
    import('./entries.ts'),
    import('./support/run-bench.ts'),
  ])
  process.exitCode = await runBench(entries, args)
} else {
  const { runFaults } = await import('./faults/run-faults.ts')
  process.exitCode = await runFaults(faults, output)
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './paths.mjs'
import { formatSeconds } from './report.mjs'
import { runTool, runVitest, toolScript } from './tools.mjs'

/** More at once would only slow each other down on the machines this has to be fast on. */
const atOnce = 2

/** @typedef {import('./tools.mjs').Outcome} Outcome */
/** @typedef {{ name: string, run: () => Promise<Outcome> }} Part */

/** The slowest part comes first, so that the others fit beside it. */
const parts = () => {
  const typed = ['tsconfig.json', 'tsconfig.web.json'].filter((file) => existsSync(join(projectRoot, file)))
  return [
    { name: 'architecture and unit tests', run: () => runVitest(['architecture', 'unit', 'scripts']) },
    {
      name: 'format and lint',
      run: () => runTool([toolScript('@biomejs/biome', 'biome'), 'ci', '--colors=off', '.']),
    },
    ...typed.map((file) => ({
      name: `types (${file})`,
      run: () => runTool([toolScript('typescript', 'tsc'), '--noEmit', '-p', file]),
    })),
    { name: 'dead code', run: () => runTool([toolScript('knip', 'knip'), '--no-progress']) },
  ]
}

/** @param {readonly Outcome[]} outcomes */
export const addUp = (outcomes) => ({
  ok: outcomes.every((outcome) => outcome.ok),
  passed: outcomes.reduce((sum, outcome) => sum + outcome.passed, 0),
  failed: outcomes.reduce((sum, outcome) => sum + outcome.failed, 0),
  output: '',
})

/**
 * Runs one part, gives it one line with its time, and shows what it printed only when it failed.
 * @param {Part} part
 * @param {import('./report.mjs').Report} report
 * @returns {Promise<Outcome>}
 */
export const runPart = async (part, report) => {
  const startedMs = Date.now()
  const outcome = await part.run()
  const tests = outcome.passed + outcome.failed > 0 && outcome.ok ? `, ${outcome.passed} tests` : ''
  const verdict = outcome.ok ? 'passed' : 'FAILED'
  report.line(`${part.name}: ${verdict} in ${formatSeconds(Date.now() - startedMs)}${tests}`)
  if (!outcome.ok) report.line(outcome.output.trimEnd())
  return outcome
}

/**
 * Everything that needs no running app: format, lint, types, dead code, architecture and unit tests.
 * @param {import('./report.mjs').Report} report
 */
export const runChecks = async (report) => {
  const waiting = parts()
  /** @type {Outcome[]} */
  const outcomes = []
  const worker = async () => {
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      outcomes.push(await runPart(part, report))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return addUp(outcomes)
}

#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { addUp, runChecks, runPart } from './setup/checks.mjs'
import { runDesktopTests } from './setup/desktop-tests.mjs'
import { rerunUnderSuitableNode } from './setup/node-runtime.mjs'
import { prepareBuild, prepareDependencies } from './setup/prepare.mjs'
import { createReport, runMain, SetupError } from './setup/report.mjs'
import { runVitest } from './setup/tools.mjs'

const report = createReport()

/** A set-up that fails is a failure of its stage, and the stages after it are still worth running. */
const asOutcome =
  (/** @type {() => Promise<import('./setup/tools.mjs').Outcome | void>} */ work) => async () => {
    try {
      return (await work()) ?? { ok: true, passed: 0, failed: 0, output: '' }
    } catch (error) {
      if (!(error instanceof SetupError)) throw error
      return { ok: false, passed: 0, failed: 1, output: `${error.message}\n${error.remedy}` }
    }
  }

/** In the order of what fails soonest; each has a name that "npm test -- NAME" runs alone. */
const stages = [
  { name: 'check', run: () => runChecks(report) },
  { name: 'contract', run: () => runVitest(['contract']) },
  { name: 'integration', run: () => runVitest(['integration']) },
  { name: 'renderer', run: () => runVitest(['renderer']) },
  { name: 'build', run: asOutcome(() => prepareBuild(report)) },
  { name: 'e2e', run: asOutcome(() => runDesktopTests(report)) },
]

await runMain(async () => {
  const wanted = process.argv.slice(2)
  const unknown = wanted.find((name) => !stages.some((stage) => stage.name === name))
  if (unknown !== undefined) {
    process.stderr.write(
      `Unknown stage ${unknown}. Usage: npm test -- [${stages.map((s) => s.name).join('|')}]...\n`,
    )
    return 2
  }
  const finished = await rerunUnderSuitableNode(fileURLToPath(import.meta.url), wanted, report)
  if (finished !== undefined) return finished

  await prepareDependencies(report)
  const outcomes = []
  for (const stage of stages.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    outcomes.push(await runPart(stage, report))
  }
  const total = addUp(outcomes)
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
  return total.ok ? 0 : 1
})

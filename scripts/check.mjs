#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { runChecks } from './setup/checks.mjs'
import { rerunUnderSuitableNode } from './setup/node-runtime.mjs'
import { prepareDependencies } from './setup/prepare.mjs'
import { createReport, formatSeconds, runMain } from './setup/report.mjs'

await runMain(async () => {
  const report = createReport()
  const finished = await rerunUnderSuitableNode(fileURLToPath(import.meta.url), process.argv.slice(2), report)
  if (finished !== undefined) return finished
  await prepareDependencies(report)
  const startedMs = Date.now()
  const { ok } = await runChecks(report)
  report.line(`check: ${ok ? 'passed' : 'FAILED'} in ${formatSeconds(Date.now() - startedMs)}`)
  return ok ? 0 : 1
})

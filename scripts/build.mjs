#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { rerunUnderSuitableNode } from './setup/node-runtime.mjs'
import { prepareBuild, prepareDependencies } from './setup/prepare.mjs'
import { createReport, runMain } from './setup/report.mjs'

await runMain(async () => {
  const report = createReport()
  const finished = await rerunUnderSuitableNode(fileURLToPath(import.meta.url), process.argv.slice(2), report)
  if (finished !== undefined) return finished
  await prepareDependencies(report)
  await prepareBuild(report)
  report.line('The build in out/ is current')
  return 0
})

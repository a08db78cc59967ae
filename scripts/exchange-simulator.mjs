#!/usr/bin/env node
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rerunUnderSuitableNode } from './setup/node-runtime.mjs'
import { projectRoot } from './setup/paths.mjs'
import { createReport, runMain } from './setup/report.mjs'
import { runForeground } from './setup/run.mjs'

await runMain(async () => {
  const args = process.argv.slice(2)
  const report = createReport()
  const finished = await rerunUnderSuitableNode(fileURLToPath(import.meta.url), args, report)
  if (finished !== undefined) return finished
  const main = join(projectRoot, 'test/support/exchange-simulator/main.ts')
  return await runForeground(process.execPath, [main, ...args], { cwd: projectRoot })
})

#!/usr/bin/env node
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDisplay } from './setup/display.mjs'
import { rerunUnderSuitableNode } from './setup/node-runtime.mjs'
import { environmentWithNode } from './setup/npm.mjs'
import { projectRoot } from './setup/paths.mjs'
import { prepareAll } from './setup/prepare.mjs'
import { createReport, runMain } from './setup/report.mjs'
import { runForeground } from './setup/run.mjs'

await runMain(async () => {
  const args = process.argv.slice(2)
  const report = createReport()
  const finished = await rerunUnderSuitableNode(fileURLToPath(import.meta.url), args, report)
  if (finished !== undefined) return finished

  const electron = await prepareAll(report)
  const display = await openDisplay(report, { endsWithLastWindow: false })
  // the entries that measure the app find the same Electron that a start would use
  const env = { ...environmentWithNode(display.env), AURONEX_ELECTRON: electron.path }
  try {
    return await runForeground(process.execPath, [join('test', 'bench', 'run.ts'), ...args], {
      cwd: projectRoot,
      env,
    })
  } finally {
    display.close()
  }
})

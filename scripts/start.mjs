#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { openDisplay } from './setup/display.mjs'
import { electronCommand } from './setup/electron-command.mjs'
import { rerunUnderSuitableNode } from './setup/node-runtime.mjs'
import { parseStartOptions, usage } from './setup/options.mjs'
import { projectRoot } from './setup/paths.mjs'
import { prepareAll } from './setup/prepare.mjs'
import { createReport, formatSeconds, runMain } from './setup/report.mjs'
import { runForeground } from './setup/run.mjs'

await runMain(async () => {
  const startedMs = Date.now()
  const args = process.argv.slice(2)
  const options = parseStartOptions(args, { allowElectronFlags: process.env.AURONEX_E2E === '1' })
  if (options.kind === 'invalid') {
    process.stderr.write(`Unknown or incomplete option ${options.argument}. ${usage}\n`)
    return 2
  }
  if (options.kind === 'help') {
    process.stdout.write(`${usage}\n`)
    return 0
  }
  const report = createReport()
  const finished = await rerunUnderSuitableNode(fileURLToPath(import.meta.url), args, report)
  if (finished !== undefined) return finished

  const electron = await prepareAll(report)
  const display = await openDisplay(report)
  report.line(`Starting on Electron ${electron.version} after ${formatSeconds(Date.now() - startedMs)}`)
  const { command, commandArgs, env } = electronCommand(electron.path, options, display)
  try {
    return await runForeground(command, commandArgs, { cwd: projectRoot, env })
  } finally {
    display.close()
  }
})

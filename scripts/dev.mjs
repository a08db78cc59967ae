#!/usr/bin/env node
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDisplay } from './setup/display.mjs'
import { electronCommand, sandboxFlags } from './setup/electron-command.mjs'
import { rerunUnderSuitableNode } from './setup/node-runtime.mjs'
import { parseStartOptions, usage } from './setup/options.mjs'
import { projectRoot } from './setup/paths.mjs'
import { prepareDependencies, prepareElectron } from './setup/prepare.mjs'
import { createReport, runMain } from './setup/report.mjs'
import { runForeground } from './setup/run.mjs'

await runMain(async () => {
  const args = process.argv.slice(2)
  const options = parseStartOptions(args)
  if (options.kind !== 'run') {
    process.stderr.write(`${usage.replace('npm start', 'npm run dev')}\n`)
    return options.kind === 'help' ? 0 : 2
  }
  const report = createReport()
  const finished = await rerunUnderSuitableNode(fileURLToPath(import.meta.url), args, report)
  if (finished !== undefined) return finished

  await prepareDependencies(report)
  const electron = await prepareElectron(report)
  const display = await openDisplay(report)
  const { env } = electronCommand(electron.path, options, display)
  const builder = join('node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  // electron-vite puts what follows "--" behind the app's folder
  const command = [
    builder,
    'dev',
    ...(sandboxFlags().length > 0 ? ['--noSandbox'] : []),
    '--',
    ...options.appArgs,
  ]
  try {
    return await runForeground(process.execPath, command, {
      cwd: projectRoot,
      env: { ...env, ELECTRON_EXEC_PATH: electron.path },
    })
  } finally {
    display.close()
  }
})

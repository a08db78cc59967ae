import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environmentWithNode } from './npm.mjs'
import { projectRoot } from './paths.mjs'
import { runCaptured } from './run.mjs'

/** A stage that hangs must not hang the whole run. */
const limitMs = 20 * 60_000

/** What failed is printed into logs as well as terminals. */
const plainEnvironment = () => {
  const { FORCE_COLOR: _, ...env } = environmentWithNode()
  return { ...env, NO_COLOR: '1' }
}

/** @typedef {{ ok: boolean, passed: number, failed: number, output: string }} Outcome */

/**
 * The script behind a development tool's command, to be run by this Node.js: the links in node_modules/.bin
 * are something else on Windows.
 * @param {string} packageName
 * @param {string} bin
 */
export const toolScript = (packageName, bin, root = projectRoot) => {
  const folder = join(root, 'node_modules', ...packageName.split('/'))
  const { bin: bins } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bins === 'string' ? bins : bins[bin])
}

/**
 * Runs a tool that only says yes or no; a no counts as one failure.
 * @param {readonly string[]} args
 * @returns {Promise<Outcome>}
 */
export const runTool = async (args) => {
  const signal = AbortSignal.timeout(limitMs)
  const { code, output } = await runCaptured(process.execPath, args, {
    cwd: projectRoot,
    env: plainEnvironment(),
    signal,
  })
  return { ok: code === 0, passed: 0, failed: code === 0 ? 0 : 1, output }
}

/**
 * Adds up Vitest's JSON report. A file that breaks before its first test has no failed test, and counts as one.
 * @param {{ numPassedTests: number, numFailedTests: number,
 *   testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 */
export const countTests = (report) => {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken }
}

/**
 * Runs some of Vitest's projects and counts their tests.
 * @param {readonly string[]} projects
 * @param {(vitest: readonly string[], env: NodeJS.ProcessEnv) =>
 *   { command: string, args: readonly string[], env: NodeJS.ProcessEnv }} [wrap] puts the run into another session
 * @returns {Promise<Outcome>}
 */
export const runVitest = async (
  projects,
  wrap = (args, env) => ({ command: process.execPath, args, env }),
) => {
  const folder = await mkdtemp(join(tmpdir(), 'auronex-tests-'))
  const file = join(folder, 'report.json')
  const args = [
    toolScript('vitest', 'vitest'),
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]
  try {
    const run = wrap(args, plainEnvironment())
    const signal = AbortSignal.timeout(limitMs)
    const { code, output } = await runCaptured(run.command, run.args, {
      cwd: projectRoot,
      env: run.env,
      signal,
    })
    const counts = existsSync(file)
      ? countTests(JSON.parse(await readFile(file, 'utf8')))
      : { passed: 0, failed: 0 }
    const failed = code === 0 ? counts.failed : Math.max(1, counts.failed)
    return { ok: code === 0 && failed === 0, passed: counts.passed, failed, output }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

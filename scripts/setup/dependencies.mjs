import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runNpm } from './npm.mjs'
import { SetupError } from './report.mjs'
import { firstLines } from './run.mjs'

const stampOf = (/** @type {string} */ root) => join(root, 'node_modules', '.auronex-lock')

const lockHash = async (/** @type {string} */ root) =>
  createHash('sha256')
    .update(await readFile(join(root, 'package-lock.json')))
    .digest('hex')

const readPackages = async (/** @type {string} */ file) =>
  /** @type {Record<string, { version?: string, integrity?: string, optional?: boolean }>} */ (
    JSON.parse(await readFile(file, 'utf8')).packages ?? {}
  )

/** npm notes what it installed; when that is what the lock file asks for, installing again would gain nothing. */
const matchesInstalled = async (/** @type {string} */ root) => {
  try {
    const wanted = await readPackages(join(root, 'package-lock.json'))
    const installed = await readPackages(join(root, 'node_modules', '.package-lock.json'))
    return (
      Object.keys(installed).every((path) => path in wanted) &&
      Object.entries(wanted).every(([path, entry]) => {
        const found = installed[path]
        if (path === '' || (!found && entry.optional)) return true
        return found?.version === entry.version && found?.integrity === entry.integrity
      })
    )
  } catch {
    return false
  }
}

/** Whether node_modules is what the lock file asks for. */
export const dependenciesAreCurrent = async (/** @type {string} */ root) => {
  const [hash, stamp] = await Promise.all([lockHash(root), readFile(stampOf(root), 'utf8').catch(() => '')])
  if (stamp === hash) return true
  if (!(await matchesInstalled(root))) return false
  await writeFile(stampOf(root), hash)
  return true
}

const commonArguments = ['--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']

/**
 * npm calls a lock file out of step as well when the registry in use lacks a package for some other platform;
 * an ordinary install keeps to the locked versions and can do without those.
 */
const blamesLockFile = (/** @type {string} */ output) =>
  output.includes('npm ci') && output.includes('in sync')

/** No dependency needs its install script here, so none is run. */
export const installDependencies = async (/** @type {string} */ root) => {
  const hash = await lockHash(root)
  let result = await runNpm(['ci', ...commonArguments], root)
  if (result.code !== 0 && blamesLockFile(result.output)) {
    result = await runNpm(['install', '--no-save', ...commonArguments], root)
  }
  if (result.code !== 0) {
    throw new SetupError(
      `npm could not install the dependencies:\n${firstLines(result.output)}`,
      "Check the network connection and npm's registry and proxy settings, then start again.",
    )
  }
  await writeFile(stampOf(root), hash)
}

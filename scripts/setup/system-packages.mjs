import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { SetupError } from './report.mjs'
import { lastLines, runCaptured } from './run.mjs'

/** Debian packages that hold the libraries Electron and the keychain need. */
export const libraryPackages = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libsecret-1-0',
  'libnotify4',
]
export const displayPackages = ['xvfb']

/** A real Secret Service and notification server for the end-to-end tests. */
export const desktopPackages = ['dbus-x11', 'gnome-keyring', 'dunst']

/** The path of a program, or undefined. */
export const findProgram = (/** @type {string} */ name, path = process.env.PATH ?? '') => {
  for (const folder of [...path.split(delimiter), '/usr/sbin', '/sbin']) {
    const file = join(folder, name)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // the next folder may have it
    }
  }
  return undefined
}

const isRoot = () => process.getuid?.() === 0

/** Newer Debian and Ubuntu releases renamed libraries for 64-bit time: libgtk-3-0 became libgtk-3-0t64. */
const namesInThisRelease = (/** @type {readonly string[]} */ packages) =>
  Promise.all(
    packages.map(async (name) => {
      const { output } = await runCaptured('apt-cache', ['pkgnames', name])
      return output.split('\n').includes(`${name}t64`) ? `${name}t64` : name
    }),
  )

/** A placeholder of dpkg-query, spelt so that it cannot be taken for one of JavaScript. */
const statusFormat = ['$', '{db:Status-Status}'].join('')

/** Which of these Debian packages are not installed. */
export const missingSystemPackages = async (/** @type {readonly string[]} */ packages) => {
  const names = await namesInThisRelease(packages)
  const states = await Promise.all(
    names.map((name) => runCaptured('dpkg-query', ['--show', '--showformat', statusFormat, name])),
  )
  return packages.filter((_, index) => states[index]?.output !== 'installed')
}

/**
 * The command a person without root rights is told to run.
 * @param {readonly string[]} packages
 * @param {boolean} hasApt
 */
export const installAdvice = (packages, hasApt) =>
  hasApt
    ? `Run: sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}`
    : `Install what your distribution calls Debian's ${packages.join(', ')}, then start again.`

/**
 * Installs Debian packages where that is possible, else says which command does.
 * @param {readonly string[]} packages
 * @param {string} what a sentence on what is missing
 * @param {import('./report.mjs').Report} report
 */
export const installSystemPackages = async (packages, what, report) => {
  const hasApt = findProgram('apt-get') !== undefined
  if (!hasApt || !isRoot()) {
    const names = hasApt ? await namesInThisRelease(packages) : packages
    throw new SetupError(what, installAdvice(names, hasApt))
  }
  await report.step(`${what} Installing ${packages.join(' ')}`, async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const update = await runCaptured('apt-get', ['update', '-q'], { env })
    const names = await namesInThisRelease(packages)
    const args = ['install', '-y', '-q', '--no-install-recommends', ...names]
    const { code, output } = await runCaptured('apt-get', args, { env })
    if (code === 0) return
    throw new SetupError(
      `apt-get could not install ${names.join(' ')}:\n${lastLines(update.code === 0 ? output : update.output + output)}`,
      'Check the network and the package sources, then start again.',
    )
  })
}

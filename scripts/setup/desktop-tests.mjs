import { fileURLToPath } from 'node:url'
import { prepareAll } from './prepare.mjs'
import { desktopPackages, displayPackages, findProgram, installSystemPackages } from './system-packages.mjs'
import { runVitest } from './tools.mjs'

const programs = ['Xvfb', 'dbus-run-session', 'dbus-send', 'gnome-keyring-daemon', 'dunst']

/** @param {import('./report.mjs').Report} report */
const ensureDesktopPrograms = async (report) => {
  const missing = programs.filter((program) => findProgram(program) === undefined)
  if (process.platform !== 'linux' || missing.length === 0) return
  const what = `The end-to-end tests need programs that this system lacks: ${missing.join(', ')}.`
  await installSystemPackages([...displayPackages, ...desktopPackages], what, report)
}

/**
 * The end-to-end tests, in the real Electron; on Linux with a Secret Service and a notification server of
 * their own, so that they never touch the keyring of the person who runs them.
 * @param {import('./report.mjs').Report} report
 */
export const runDesktopTests = async (report) => {
  await ensureDesktopPrograms(report)
  await prepareAll(report)
  if (process.platform !== 'linux') return runVitest(['e2e'])
  const session = fileURLToPath(new URL('desktop-session.mjs', import.meta.url))
  return runVitest(['e2e'], (vitest, env) => ({
    command: 'dbus-run-session',
    args: ['--', process.execPath, session, process.execPath, ...vitest],
    env,
  }))
}

import { resolve } from 'node:path'

export const usage =
  'Usage: npm start -- [--demo] [--user-data-dir=DIR] [--exit-after=SECONDS] [--screenshot=FILE] [--help]'

/**
 * Paths are made absolute because Electron runs in the project's folder, not in the caller's.
 * @type {Readonly<Record<string, (value: string, folder: string) => string | undefined>>}
 */
const valued = {
  '--user-data-dir': (value, folder) => (value === '' ? undefined : resolve(folder, value)),
  '--screenshot': (value, folder) => (value === '' ? undefined : resolve(folder, value)),
  '--exit-after': (value) => (/^\d+(\.\d+)?$/.test(value) && Number(value) > 0 ? value : undefined),
}

/**
 * @typedef {{ kind: 'run', appArgs: string[], electronFlags: string[] } | { kind: 'help' } |
 *   { kind: 'invalid', argument: string }} StartOptions
 */

/**
 * Sorts the start script's arguments into the app's own and, for a test driver that adds its own
 * (inspector and debugging ports), flags for Electron. Without a driver an unknown option is an error.
 * @param {readonly string[]} args
 * @param {{ folder?: string, allowElectronFlags?: boolean }} context
 * @returns {StartOptions}
 */
export const parseStartOptions = (args, { folder = process.cwd(), allowElectronFlags = false } = {}) => {
  /** @type {string[]} */
  const appArgs = []
  /** @type {string[]} */
  const electronFlags = []
  for (const argument of args) {
    const [name = '', ...rest] = argument.split('=')
    const read = Object.hasOwn(valued, name) ? valued[name] : undefined
    if (argument === '--help') return { kind: 'help' }
    if (argument === '--demo') {
      appArgs.push(argument)
    } else if (read && rest.length > 0) {
      const value = read(rest.join('='), folder)
      if (value === undefined) return { kind: 'invalid', argument }
      appArgs.push(`${name}=${value}`)
    } else if (!read && allowElectronFlags && /^--[a-z]/.test(argument)) {
      electronFlags.push(argument)
    } else {
      return { kind: 'invalid', argument }
    }
  }
  return { kind: 'run', appArgs, electronFlags }
}

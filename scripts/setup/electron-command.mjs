import { projectRoot } from './paths.mjs'

const noSandbox = '--no-sandbox'

/** Chromium's sandbox refuses to run for root; nobody but root gets the flag. */
export const sandboxFlags = (uid = process.getuid?.()) => (uid === 0 ? [noSandbox] : [])

/** Where there is no desktop, Chromium reports each service it misses; fatal errors are still shown. */
const quietFlag = '--log-level=3'

/**
 * Electron's own flags stand before the app's folder, the app's options after it.
 * @param {string} command
 * @param {{ electronFlags: readonly string[], appArgs: readonly string[] }} options
 * @param {{ env: NodeJS.ProcessEnv, virtual: boolean }} display
 */
export const electronCommand = (
  command,
  { electronFlags, appArgs },
  { env: environment, virtual },
  uid = process.getuid?.(),
) => {
  // set in some editors' terminals, and Electron would be plain Node.js with it
  const { ELECTRON_RUN_AS_NODE: _, ...env } = environment
  const flags = [...new Set([...sandboxFlags(uid), ...(virtual ? [quietFlag] : []), ...electronFlags])]
  return { command, commandArgs: [...flags, projectRoot, ...appArgs], env }
}

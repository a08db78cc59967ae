import { projectRoot } from './paths.mjs'

const noSandbox = '--no-sandbox'

/** Chromium's sandbox refuses to run for root; nobody but root gets the flag. */
export const sandboxFlags = (uid = process.getuid?.()) => (uid === 0 ? [noSandbox] : [])

/**
 * Electron's own flags stand before the app's folder, the app's options after it.
 * @param {string} command
 * @param {{ electronFlags: readonly string[], appArgs: readonly string[] }} options
 * @param {NodeJS.ProcessEnv} environment
 */
export const electronCommand = (
  command,
  { electronFlags, appArgs },
  environment,
  uid = process.getuid?.(),
) => {
  // set in some editors' terminals, and Electron would be plain Node.js with it
  const { ELECTRON_RUN_AS_NODE: _, ...env } = environment
  const flags = [...new Set([...sandboxFlags(uid), ...electronFlags])]
  return { command, commandArgs: [...flags, projectRoot, ...appArgs], env }
}

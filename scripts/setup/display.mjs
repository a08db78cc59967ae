import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { SetupError } from './report.mjs'
import { displayPackages, findProgram, installSystemPackages } from './system-packages.mjs'

const screen = '1600x1000x24'
const startMs = 15_000

/** @typedef {{ env: NodeJS.ProcessEnv, virtual: boolean, close: () => void }} Display */

export const hasDisplay = (env = process.env, platform = process.platform) =>
  platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)

const readDisplayNumber = (/** @type {import('node:stream').Readable} */ pipe) =>
  new Promise((/** @type {(text: string) => void} */ resolve) => {
    let text = ''
    pipe.on('data', (chunk) => {
      text += chunk
      if (text.includes('\n')) resolve(text.trim())
    })
    pipe.on('end', () => resolve(''))
  })

/**
 * Starts a virtual screen on a free display number. It has a process group of its own, so that Ctrl+C reaches
 * the app first and not the screen below it; with `endsWithLastWindow` it also ends by itself when its
 * last program does, should this process be killed.
 * @param {{ endsWithLastWindow?: boolean }} options
 * @returns {Promise<Display & { name: string }>}
 */
export const startVirtualDisplay = async ({ endsWithLastWindow = true } = {}) => {
  const lifetime = endsWithLastWindow ? ['-terminate', '5'] : ['-noreset']
  const args = ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', ...lifetime]
  const server = spawn(findProgram('Xvfb') ?? 'Xvfb', args, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true,
  })
  const close = () => {
    if (server.exitCode === null) server.kill('SIGTERM')
  }
  const pipe = /** @type {import('node:stream').Readable} */ (server.stdio[3])
  const timeout = new Promise((/** @type {(text: string) => void} */ resolve) =>
    setTimeout(() => resolve(''), startMs).unref(),
  )
  const failure = once(server, 'error').then(() => '')
  const number = await Promise.race([readDisplayNumber(pipe), timeout, failure])
  if (!/^\d+$/.test(number)) {
    close()
    throw new SetupError(
      'The virtual screen (Xvfb) did not start.',
      'Set DISPLAY to a running X server, or run "Xvfb :99" to see why it fails.',
    )
  }
  server.unref()
  pipe.destroy()
  const name = `:${number}`
  return { name, env: { ...process.env, DISPLAY: name }, virtual: true, close }
}

/**
 * The environment that Electron's windows need: the session's own screen, or a virtual one.
 * @param {import('./report.mjs').Report} report
 * @param {{ endsWithLastWindow?: boolean }} options
 * @returns {Promise<Display>}
 */
export const openDisplay = async (report, options = {}) => {
  if (hasDisplay()) return { env: { ...process.env }, virtual: false, close: () => {} }
  if (!findProgram('Xvfb')) {
    const what =
      'There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set) and no virtual screen (Xvfb).'
    await installSystemPackages(displayPackages, what, report)
  }
  const display = await startVirtualDisplay(options)
  report.line(`No display: running on a virtual screen (Xvfb ${display.name})`)
  return display
}

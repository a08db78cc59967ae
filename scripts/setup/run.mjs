import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const forwarded = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/** Electron takes a second signal as "die at once", so one that arrives twice in a row is passed on once. */
const repeatMs = 1000

/** The shell's convention for a process ended by a signal. */
const exitCodeOf = (/** @type {number | null} */ code, /** @type {NodeJS.Signals | null} */ signal) =>
  code ?? 128 + (signal ? constants.signals[signal] : 1)

/**
 * Runs a program in the foreground: same terminal, signals passed on, its exit code returned.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>}
 */
export const runForeground = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: 'inherit' })
    /** @type {Map<string, number>} */
    const lastMs = new Map()
    const handlers = forwarded.map((signal) => {
      const handler = () => {
        // Ctrl+C reaches the whole foreground group, the child has had it from the terminal already.
        if (signal === 'SIGINT' && process.stdin.isTTY) return
        const now = Date.now()
        if (now - (lastMs.get(signal) ?? 0) < repeatMs) return
        lastMs.set(signal, now)
        child.kill(signal)
      }
      process.on(signal, handler)
      return { signal, handler }
    })
    const release = () => {
      for (const { signal, handler } of handlers) process.off(signal, handler)
    }
    child.once('error', (error) => {
      release()
      reject(error)
    })
    child.once('exit', (code, signal) => {
      release()
      resolve(exitCodeOf(code, signal))
    })
  })

/** @type {Set<import('node:child_process').ChildProcess>} */
const inBackground = new Set()

/** @type {{ signal: NodeJS.Signals, handler: () => void }[]} */
const endings = forwarded.map((signal) => ({
  signal,
  handler: () => {
    for (const child of inBackground) child.kill(signal)
    process.exit(exitCodeOf(null, signal))
  },
}))

/**
 * A set-up that is ended takes its programs with it: an npm left running would go on writing while the next
 * start installs into the same folder.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void} to be called when the program has ended
 */
const endWithUs = (child) => {
  if (inBackground.size === 0) for (const { signal, handler } of endings) process.on(signal, handler)
  inBackground.add(child)
  return () => {
    inBackground.delete(child)
    if (inBackground.size === 0) for (const { signal, handler } of endings) process.off(signal, handler)
  }
}

/**
 * Runs a program in the background and keeps what it prints, both streams in the order they came.
 * A program that cannot be started answers with code 127 and the reason, as a shell would.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, input?: string, shell?: boolean, signal?: AbortSignal }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export const runCaptured = (command, args, { input, ...options } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: 'pipe' })
    /** @type {Buffer[]} */
    const chunks = []
    const output = () => Buffer.concat(chunks).toString('utf8')
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.stderr.on('data', (chunk) => chunks.push(chunk))
    child.stdin.on('error', () => {})
    child.stdin.end(input ?? '')
    const release = endWithUs(child)
    const settle = (/** @type {number} */ code, text = output()) => {
      release()
      resolve({ code, output: text })
    }
    child.once('error', (error) => settle(127, `${output()}${error.message}`))
    child.once('close', (code, signal) => settle(exitCodeOf(code, signal)))
  })

/** The last lines of a failed program: enough to see the reason, not a wall of text. */
export const lastLines = (/** @type {string} */ output, count = 15) =>
  output.trimEnd().split('\n').slice(-count).join('\n')

/** npm names the reason first and ends with advice. */
export const firstLines = (/** @type {string} */ output, count = 12) =>
  output.trimEnd().split('\n').slice(0, count).join('\n')

/** A failure that the user can act on: one sentence on what failed, one on what to do. */
export class SetupError extends Error {
  /**
   * @param {string} what
   * @param {string} remedy
   */
  constructor(what, remedy) {
    super(what)
    this.name = 'SetupError'
    this.remedy = remedy
  }
}

export const formatSeconds = (/** @type {number} */ milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`

/** How often a log that is no terminal hears about a long download. */
const quietProgressMs = 10_000

/**
 * Writes to standard error only: standard output belongs to the app's JSON line.
 * @param {{ write(text: string): unknown, isTTY?: boolean | undefined }} stream
 */
export const createReport = (stream = process.stderr) => {
  const clearLine = () => {
    if (stream.isTTY) stream.write('\r\u001b[2K')
  }
  const line = (/** @type {string} */ text) => stream.write(`${text}\n`)

  const progressOf = (/** @type {string} */ label) => {
    let lastMs = Date.now()
    return (/** @type {string} */ text) => {
      if (stream.isTTY) {
        stream.write(`\r\u001b[2K${label} ... ${text}`)
      } else if (Date.now() - lastMs >= quietProgressMs) {
        lastMs = Date.now()
        line(`${label} ... ${text}`)
      }
    }
  }

  /**
   * Runs one step and gives it one line with its time; a failed step leaves its line to the failure.
   * @template T
   * @param {string} label
   * @param {(progress: (text: string) => void) => Promise<T> | T} work
   * @returns {Promise<T>}
   */
  const step = async (label, work) => {
    const startedMs = Date.now()
    if (stream.isTTY) stream.write(`${label} ...`)
    try {
      const result = await work(progressOf(label))
      clearLine()
      line(`${label}: ${formatSeconds(Date.now() - startedMs)}`)
      return result
    } catch (error) {
      clearLine()
      throw error
    }
  }

  return { line, step }
}

/** @typedef {ReturnType<typeof createReport>} Report */

/**
 * Runs a script's main function and turns its outcome into an exit code.
 * @param {() => Promise<number>} main
 */
export const runMain = async (main) => {
  try {
    process.exitCode = await main()
  } catch (error) {
    const text =
      error instanceof SetupError
        ? `${error.message}\n${error.remedy}`
        : `The set-up stopped on an error of its own.\n${error instanceof Error ? error.stack : error}`
    process.stderr.write(`${text}\n`)
    process.exitCode = 1
  }
}

import { type Transferable, Worker } from 'node:worker_threads'
import type { Ping, Pong } from './thread-messages.ts'

interface ThreadLimits {
  /** A worker that has not ended by then is ended from outside: a quit must not wait for a thread that hangs. */
  readonly closeMs: number
  /** Between two pings. */
  readonly pingMs: number
}

const usual: ThreadLimits = { closeMs: 2_000, pingMs: 2_000 }
/**
 * Pings without an answer after which a thread hangs: 10 s of an event loop that does not turn, where the longest
 * turn of a healthy one, reading an exchange's markets, takes 0.2 s. Counted, since after the computer's sleep a
 * deadline would be over before the thread could answer.
 */
const mostUnanswered = 5
/** Until its first answer it is still being loaded, from a disk that may be slow. */
const mostWhileStarting = 15

/** Both ends of a thread's channel. */
export interface ThreadLink<Command, Report> {
  send(command: Command, transfer?: readonly Transferable[]): void
  onReport(listener: (report: Report) => void): void
  /** The thread ended by itself, or hung and was ended. */
  onFailure(listener: (error: Error) => void): void
  /** The thread is gone, whatever ended it. */
  readonly ended: Promise<void>
  /** Asks it to end, and ends it when it does not. */
  close(): Promise<void>
}

/**
 * Starts a worker in a thread of its own. One that hangs is ended and has failed like one that ends by itself.
 * @param path the worker's module; it answers each ping with a pong and ends when it is told to close
 * @param workerData handed to it as it is
 */
export const workerLink = <Command, Report>(
  path: string,
  workerData: object,
  limits: Partial<ThreadLimits> = {},
): ThreadLink<Command, Report> => {
  const { closeMs, pingMs } = { ...usual, ...limits }
  const worker = new Worker(path, { workerData })
  const reportListeners: ((report: Report) => void)[] = []
  const failureListeners: ((error: Error) => void)[] = []
  let closing: Promise<void> | null = null
  let unanswered = 0
  let most = mostWhileStarting
  const fail = (error: Error): void => {
    clearInterval(pings)
    // An error is followed by the thread's end: it fails once.
    for (const listener of failureListeners.splice(0)) if (closing === null) listener(error)
  }
  const pings = setInterval(() => {
    if (unanswered >= most) {
      fail(new Error(`the worker has not answered for ${(most * pingMs) / 1_000} s`))
      void worker.terminate()
      return
    }
    unanswered += 1
    worker.postMessage({ kind: 'ping' } satisfies Ping)
  }, pingMs)
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  worker.on('message', (message: Report | Pong) => {
    if (isPong(message)) {
      unanswered = 0
      most = mostUnanswered
    } else for (const listener of reportListeners) listener(message)
  })
  worker.on('error', fail)
  worker.on('exit', (code) => fail(new Error(`the worker ended with code ${code}`)))
  const end = async () => {
    clearInterval(pings)
    worker.postMessage({ kind: 'close' })
    const limit = setTimeout(() => void worker.terminate(), closeMs)
    await ended
    clearTimeout(limit)
  }
  return {
    ended,
    send: (command, transfer = []) => worker.postMessage(command, transfer),
    onReport: (listener) => reportListeners.push(listener),
    onFailure: (listener) => failureListeners.push(listener),
    close: () => {
      closing ??= end()
      return closing
    },
  }
}

const isPong = (message: unknown): message is Pong => (message as Pong).kind === 'pong'

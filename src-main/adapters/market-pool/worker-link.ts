import { Worker } from 'node:worker_threads'
import type { WorkerLink, WorkerReport } from './protocol.ts'

/** A worker that has not ended by then is ended from outside: a quit must not wait for a thread that hangs. */
const usualCloseMs = 2_000

/**
 * Starts a market worker in a thread of its own.
 * @param path the worker's module
 * @param workerData handed to it as it is
 */
export const workerLink = (path: string, workerData: object, closeMs = usualCloseMs): WorkerLink => {
  const worker = new Worker(path, { workerData })
  let closing: Promise<void> | null = null
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  const end = async () => {
    worker.postMessage({ kind: 'close' })
    const limit = setTimeout(() => void worker.terminate(), closeMs)
    await exited
    clearTimeout(limit)
  }
  return {
    send: (command) => worker.postMessage(command),
    onReport: (listener) => worker.on('message', (report: WorkerReport) => listener(report)),
    onFailure: (listener) => {
      worker.on('error', listener)
      worker.on('exit', (code) => {
        if (closing === null) listener(new Error(`the market worker ended with code ${code}`))
      })
    },
    close: () => {
      closing ??= end()
      return closing
    },
  }
}

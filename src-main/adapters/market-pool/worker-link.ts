import { Worker } from 'node:worker_threads'
import type { WorkerLink, WorkerReport } from './protocol.ts'

/**
 * Starts a market worker in a thread of its own.
 * @param path the worker's module
 * @param workerData handed to it as it is
 */
export const workerLink = (path: string, workerData: object): WorkerLink => {
  const worker = new Worker(path, { workerData })
  let closing = false
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  return {
    send: (command) => worker.postMessage(command),
    onReport: (listener) => worker.on('message', (report: WorkerReport) => listener(report)),
    onFailure: (listener) => {
      worker.on('error', listener)
      worker.on('exit', (code) => {
        if (!closing) listener(new Error(`the market worker ended with code ${code}`))
      })
    },
    close: async () => {
      closing = true
      worker.postMessage({ kind: 'close' })
      await exited
    },
  }
}

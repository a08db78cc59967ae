import { Worker } from 'node:worker_threads'
import type { BackupJob } from '../workers/backup.worker.ts'

const usualLimitMs = 10 * 60_000

/**
 * Backs up in a thread of its own, by a connection of its own: writing a large database out takes longer than main
 * may stand still.
 * @param path the worker's module
 * @returns the backup's file name
 */
export const backUpInThread = (path: string, job: BackupJob, limitMs = usualLimitMs): Promise<string> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(path, { workerData: job })
    const limit = setTimeout(() => void worker.terminate(), limitMs)
    worker.once('message', (file: string) => resolve(file))
    worker.once('error', reject)
    worker.once('exit', (code) => {
      clearTimeout(limit)
      reject(new Error(`the backup ended with code ${code} before it was whole`))
    })
  })

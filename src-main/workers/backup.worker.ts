import { parentPort, workerData } from 'node:worker_threads'
import { backUp } from '../adapters/store/backups.ts'
import { openDatabase } from '../adapters/store/driver.ts'
import { tradingFileOf } from '../adapters/store/trading-database.ts'

export interface BackupJob {
  /** The data folder, which main has open. */
  readonly folder: string
  /** Epoch ms; names the backup. */
  readonly now: number
}

const { folder, now } = workerData as BackupJob
const database = openDatabase(tradingFileOf(folder), { busyMs: 5_000 })
try {
  parentPort?.postMessage(backUp(database, folder, now))
} finally {
  database.close()
}

import { openDatabase } from '../../../src-main/adapters/store/driver.ts'
import { tradingFileOf } from '../../../src-main/adapters/store/trading-database.ts'

/** Leaves a database that is sound and of which no engine can start: the settings of every bot are no settings. */
export const breakEngineStart = (folder: string): void => {
  const database = openDatabase(tradingFileOf(folder), { busyMs: 2_000 })
  database.exec("UPDATE bots SET settings = '[]'")
  database.close()
}

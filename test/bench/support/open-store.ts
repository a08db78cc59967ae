import type { DriverName } from '../../../src-main/adapters/store/driver.ts'
import { openDataFolder, type ReadyDataFolder } from '../../../src-main/adapters/store/open-data-folder.ts'

/** A data folder as the app opens it, with the same flushing to disk. */
export const openStore = (folder: string, driver: DriverName = 'better-sqlite3'): ReadyDataFolder => {
  const opened = openDataFolder({ folder, now: Date.now, driver })
  if (opened.kind !== 'ready') throw new Error(`the new data folder is ${opened.kind}`)
  return opened
}

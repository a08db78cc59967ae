import { existsSync } from 'node:fs'
import type { CandleStore } from '../../engine/ports/candle-store.ts'
import { candleLoader, candleSteps } from './candle-rows.ts'
import { type DriverName, openDatabase } from './driver.ts'
import { versionOf } from './migrate.ts'

/** The writer holds the file to itself only while it opens or closes it. */
const busyMs = 250

interface OpenedFile {
  readonly load: CandleStore['load']
  readonly close: () => void
}

/** market.db as everyone but its writer has it: opened when it is first read, and again once it was let go. */
export interface CandleReader {
  /** Nothing while there is no file, or none of this version. @throws what SQLite throws for a broken file */
  readonly load: CandleStore['load']
  /** The file is being replaced. */
  letGo(): void
}

const openFile = (file: string, driver: DriverName | undefined): OpenedFile | null => {
  if (!existsSync(file)) return null
  const database = openDatabase(file, { driver, busyMs, readOnly: true })
  try {
    if (versionOf(database) === candleSteps.length) {
      return { load: candleLoader(database), close: () => database.close() }
    }
    database.close()
    return null
  } catch (error) {
    database.close()
    throw error
  }
}

export const openCandleReader = (file: string, driver?: DriverName): CandleReader => {
  let opened: OpenedFile | null = null
  return {
    load(...given) {
      opened ??= openFile(file, driver)
      return opened?.load(...given) ?? []
    },
    letGo() {
      opened?.close()
      opened = null
    },
  }
}

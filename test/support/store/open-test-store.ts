import type { DriverName } from '../../../src-main/adapters/store/driver.ts'
import { openDataFolder } from '../../../src-main/adapters/store/open-data-folder.ts'
import type { Store } from '../../../src-main/engine/ports/store.ts'
import { newFolder } from './new-folder.ts'

export interface TestStore {
  readonly store: Store
  readonly folder: string
  /** Closes everything and removes the folder. */
  close(): void
}

/** A store on real files in a new folder of its own. */
export const openTestStore = (driver?: DriverName): TestStore => {
  const folder = newFolder()
  const opened = openDataFolder({ folder: folder.path, now: () => 0, driver, flushing: 'at-once' })
  if (opened.kind !== 'ready') throw new Error(`the new data folder is ${opened.kind}`)
  return {
    store: opened.store,
    folder: folder.path,
    close() {
      opened.close()
      folder.remove()
    },
  }
}

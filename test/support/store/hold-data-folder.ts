import type { DriverName } from '../../../src-main/adapters/store/driver.ts'
import { openDataFolder } from '../../../src-main/adapters/store/open-data-folder.ts'

/** A process of its own that opens a data folder, says what came of it, and keeps it until it is killed. */
const [folder, driver] = process.argv.slice(2)
if (folder === undefined) throw new Error('which folder?')

// The laxest there is: what is private anyhow is so by our doing.
process.umask(0)

const inUse: unknown[] = []

/** Keeps the store but, as a careless caller might, not the lock. */
const open = (): string => {
  const opened = openDataFolder({ folder, now: Date.now, driver: driver as DriverName })
  if (opened.kind === 'locked') return `locked ${opened.pid}`
  if (opened.kind === 'ready') {
    opened.store.transaction(() => opened.store.settings.set('written-by', String(process.pid)))
    opened.backups.now(Date.now())
    inUse.push(opened.store)
  }
  return opened.kind
}

const said = open()
// Collects what nothing refers to any more: the lock must outlive it.
const { gc } = globalThis as { gc?: () => void }
gc?.()
process.stdout.write(`${said}\n`)
setInterval(() => inUse.length + Number(gc?.()), 100)

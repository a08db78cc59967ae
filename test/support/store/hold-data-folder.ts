import type { DriverName } from '../../../src-main/adapters/store/driver.ts'
import { openDataFolder } from '../../../src-main/adapters/store/open-data-folder.ts'

/** A process of its own that opens a data folder, says what came of it, and keeps it until it is killed. */
const [folder, driver] = process.argv.slice(2)
if (folder === undefined) throw new Error('which folder?')

const opened = openDataFolder({ folder, now: Date.now, driver: driver as DriverName })
if (opened.kind === 'ready') {
  opened.store.settings.set('written-by', String(process.pid))
  setInterval(() => {}, 1_000)
  // Whatever is not referred to any more goes now: the lock must outlive it.
  ;(globalThis as { gc?: () => void }).gc?.()
}
process.stdout.write(`${opened.kind}${opened.kind === 'locked' ? ` ${opened.pid}` : ''}\n`)

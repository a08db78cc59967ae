import { globalShortcut } from 'electron'
import type { Log } from '../engine/ports/log.ts'

const accelerator = 'CommandOrControl+Shift+X'

/** The kill switch from anywhere on the desktop; where another program has the keys, the menu's still work. Returns its end. */
export const listenForKillShortcut = (log: Log, press: () => void): (() => void) => {
  if (!globalShortcut.register(accelerator, press)) {
    log.warn('kill.shortcut-taken', { accelerator })
    return () => {}
  }
  return () => globalShortcut.unregister(accelerator)
}

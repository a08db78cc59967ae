import { execFile } from 'node:child_process'

const answerLimitMs = 1_000
const askBus = [
  '--session',
  '--print-reply',
  '--dest=org.freedesktop.DBus',
  '/org/freedesktop/DBus',
  'org.freedesktop.DBus.NameHasOwner',
  'string:org.kde.StatusNotifierWatcher',
]

/**
 * Whether an icon in the tray can be seen: plain GNOME has no tray, and a desktop can lose its tray while we run. On
 * Linux the bus is asked each time; without its word there is none.
 */
export const hasTrayHost = (platform: NodeJS.Platform): Promise<boolean> => {
  if (platform !== 'linux') return Promise.resolve(true)
  return new Promise((resolve) => {
    execFile('dbus-send', askBus, { timeout: answerLimitMs }, (error, output) =>
      resolve(error === null && output.includes('boolean true')),
    )
  })
}

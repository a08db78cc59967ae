import type { NotificationSettings } from '../../src-preload/contract/notification-settings.ts'
import type { Language } from '../../src-preload/contract/values.ts'
import type { Clock } from '../engine/ports/clock.ts'
import type { Log } from '../engine/ports/log.ts'
import { keepAwake } from './keep-awake.ts'
import { listenForKillShortcut } from './kill-shortcut.ts'
import type { MenuActions } from './menu.ts'
import { Mute } from './mute.ts'
import { notifyDesktop } from './notify/notifications.ts'
import type { TradingSession } from './trading-session.ts'
import { openTray } from './tray/app-tray.ts'

/** Where in main the kill switch can be pressed. */
export type PressSource = 'shortcut' | 'menu' | 'tray'

interface PresenceParts {
  readonly session: TradingSession
  readonly clock: Clock
  readonly log: Log
  readonly language: () => Language
  readonly notifications: () => NotificationSettings
  readonly resources: string
  readonly actions: MenuActions
  readonly engageBy: (source: PressSource) => void
  /** Brings the window to the front, at a route when one is given. */
  readonly open: (route?: string) => void
  readonly quit: () => void
}

/** Everything of the app on the desktop besides its window: it works while the window hangs or is hidden. Returns its end. */
export const beginPresence = (parts: PresenceParts): (() => void) => {
  const { session, clock, log, language, resources, open } = parts
  const { engine } = session
  const mute = new Mute({
    clock,
    read: parts.notifications,
    write: (notifications) => void session.handlers['settings.update']({ notifications }),
  })
  const ends = [
    notifyDesktop({ engine, language, open, settings: parts.notifications }),
    listenForKillShortcut(log, () => parts.engageBy('shortcut')),
    keepAwake(engine),
    openTray({
      engine,
      clock,
      language,
      resources,
      actions: {
        show: () => open(),
        pauseAll: parts.actions.pauseAll,
        engageKillSwitch: () => parts.engageBy('tray'),
        toggleMute: mute.toggle,
        isMuted: () => mute.isOn,
        quit: parts.quit,
      },
    }),
  ]
  return () => {
    for (const end of ends.reverse()) end()
  }
}

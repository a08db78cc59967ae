import { Notification } from 'electron'
import type { NotificationSettings } from '../../../src-preload/contract/notification-settings.ts'
import type { Language } from '../../../src-preload/contract/values.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Alert } from '../../engine/ports/alerts.ts'
import { notificationText } from './notification-texts.ts'
import { groupOf, showingOf } from './policy.ts'

/** The newest are kept from being collected, so that a click on them still works. */
const kept = 50

interface NotifierParts {
  readonly engine: Engine
  readonly language: () => Language
  readonly settings: () => NotificationSettings
  /** Brings the window to the front at a route. */
  readonly open: (route: string) => void
}

/** Copies alerts to the desktop as the settings want it; the inbox in the app is the record. Returns the end. */
export const notifyDesktop = ({ engine, language, settings, open }: NotifierParts): (() => void) => {
  const shown = new Map<string, Notification>()
  const keep = (group: string, notification: Notification): void => {
    shown.delete(group)
    shown.set(group, notification)
    const oldest = shown.keys().next()
    if (shown.size > kept && oldest.done !== true) shown.delete(oldest.value)
  }
  const show = (alert: Alert): void => {
    const showing = showingOf(alert, settings(), new Date())
    const text = notificationText(language(), alert)
    if (showing === 'none' || text === null) return
    const group = groupOf(alert)
    // Not every desktop knows what an id is for: the one before is taken away here.
    shown.get(group)?.close()
    const notification = new Notification({
      ...text,
      id: group,
      groupId: alert.botId ?? alert.venueId ?? 'app',
      silent: !(settings().sound && alert.severity !== 'info'),
      urgency: alert.severity === 'critical' ? 'critical' : 'normal',
      timeoutType: showing === 'sticky' ? 'never' : 'default',
    })
    notification.on('click', () => {
      open(alert.target ?? '/alerts')
      void engine.command(({ alerts }) => alerts.markSeen([alert.id]))
    })
    notification.show()
    keep(group, notification)
  }
  return engine.changes.subscribe((change) => {
    if (change.kind === 'alert' && Notification.isSupported()) show(change.alert)
  })
}

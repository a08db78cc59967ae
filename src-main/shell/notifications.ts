import { Notification } from 'electron'
import type { Language } from '../../src-preload/contract/values.ts'
import type { Engine } from '../engine/engine.ts'
import { notificationText } from './texts.ts'

/** The newest are kept from being collected, so that a click on them still works. */
const kept = 50

interface NotifierParts {
  readonly engine: Engine
  readonly language: () => Language
  /** Whether the user wants to hear of nothing but what is critical. */
  readonly isMuted: () => boolean
  /** Brings the window to the front at a route. */
  readonly open: (route: string) => void
}

/** Copies warnings and critical alerts to the desktop; the inbox in the app is the record. Returns the end. */
export const notifyDesktop = ({ engine, language, open, isMuted }: NotifierParts): (() => void) => {
  const shown: Notification[] = []
  return engine.changes.subscribe((change) => {
    if (change.kind !== 'alert' || change.alert.severity === 'info' || !Notification.isSupported()) return
    const { alert } = change
    if (isMuted() && alert.severity !== 'critical') return
    const text = notificationText(language(), alert.text)
    if (text === null) return
    const critical = alert.severity === 'critical'
    const notification = new Notification({
      ...text,
      urgency: critical ? 'critical' : 'normal',
      timeoutType: critical ? 'never' : 'default',
    })
    notification.on('click', () => open(alert.target ?? '/overview'))
    notification.show()
    shown.push(notification)
    if (shown.length > kept) shown.shift()
  })
}

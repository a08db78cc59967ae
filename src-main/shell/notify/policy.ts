import {
  canMute,
  isMuted,
  type Mutable,
  type NotificationSettings,
} from '../../../src-preload/contract/notification-settings.ts'
import type { Alert } from '../../engine/ports/alerts.ts'

/** "sticky" ones stay until they are dismissed. */
export type Showing = 'none' | 'passing' | 'sticky'

/** Plain information that reaches the desktop, where real money is meant. */
const toldOfLive = ['alert.trade-opened', 'alert.trade-closed', 'alert.stop-hit', 'alert.take-profit-hit']

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** @param now the local date */
const isQuiet = ({ mutedUntil, quietHours }: NotificationSettings, now: Date): boolean => {
  if (mutedUntil !== null && now.getTime() < mutedUntil) return true
  if (quietHours === null) return false
  const [from, until] = [minutesOf(quietHours.from), minutesOf(quietHours.until)]
  const minute = now.getHours() * 60 + now.getMinutes()
  return from <= until ? minute >= from && minute < until : minute >= from || minute < until
}

export const mutableOf = ({ severity, mode, text, botId, venueId }: Alert): Mutable => ({
  severity,
  mode,
  code: text.code,
  sourceId: botId ?? venueId,
})

/** Plain information that reaches it whatever the money: nobody looked at the app meanwhile. */
const alwaysTold = ['alert.slept', 'alert.slept-holding']

const isTold = ({ mode, text: { code } }: Alert): boolean =>
  alwaysTold.includes(code) || (mode === 'live' && toldOfLive.includes(code))

/** How an alert reaches the desktop. What is critical about real money passes everything that keeps others back. */
export const showingOf = (alert: Alert, settings: NotificationSettings, now: Date): Showing => {
  const about = mutableOf(alert)
  if (!canMute(about)) return 'sticky'
  if (alert.severity === 'info' && !isTold(alert)) return 'none'
  if (isMuted(settings, about) || isQuiet(settings, now)) return 'none'
  return alert.severity === 'critical' ? 'sticky' : 'passing'
}

/** One notification at a time about the same thing: a newer one takes its place. */
export const groupOf = (alert: Alert): string =>
  alert.matter ?? `${alert.text.code} ${alert.botId ?? alert.venueId ?? alert.mode ?? ''}`

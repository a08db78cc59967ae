import { z } from 'zod'
import { sentenceCodes } from './codes.ts'
import { epochMs, identifier } from './values.ts'

/** "HH:MM", by this computer's clock. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Alerts like one that was muted: of the same kind, about the same bot or exchange. */
const mute = z.strictObject({ code: z.enum(sentenceCodes), sourceId: identifier.nullable() })

/** What of the alerts reaches toasts and the desktop; the inbox keeps them all. */
export const notificationSettings = z.strictObject({
  /** Nothing until then; null: not muted. */
  mutedUntil: epochMs.nullable(),
  /** Each day, over midnight where it ends before it begins; null: never. */
  quietHours: z.strictObject({ from: timeOfDay, until: timeOfDay }).nullable(),
  sound: z.boolean(),
  muted: z.array(mute).max(200),
})

export type NotificationSettings = z.infer<typeof notificationSettings>

export const usualNotifications: NotificationSettings = {
  mutedUntil: null,
  quietHours: null,
  sound: true,
  muted: [],
}

export interface Mutable {
  readonly severity: 'info' | 'warning' | 'critical'
  readonly mode: 'paper' | 'live' | null
  readonly code: string
  readonly sourceId: string | null
}

/** What is critical about real money is never kept back. */
export const canMute = ({ severity, mode }: Mutable): boolean => !(severity === 'critical' && mode === 'live')

export const isMuted = ({ muted }: NotificationSettings, alert: Mutable): boolean =>
  canMute(alert) && muted.some(({ code, sourceId }) => code === alert.code && sourceId === alert.sourceId)

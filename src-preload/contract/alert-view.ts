import { z } from 'zod'
import { epochMs, identifier, mode, sentence } from './values.ts'

export const alertView = z.object({
  id: identifier,
  severity: z.enum(['info', 'warning', 'critical']),
  text: sentence,
  /** Route in the window, for example "/bots/<id>". */
  target: z.string().nullable(),
  /** By this computer's clock. */
  raisedAt: epochMs,
  seen: z.boolean(),
  /** Whom it is about; a bot's or an exchange's name, null for the app itself. */
  source: z.object({
    kind: z.enum(['bot', 'exchange', 'app']),
    id: identifier.nullable(),
    name: z.string().nullable(),
  }),
  /** Of the money that it is about; null where it is about none. */
  mode: mode.nullable(),
  /** What it tells of lasts until something ends it. */
  lasts: z.boolean(),
  resolvedAt: epochMs.nullable(),
})

export type AlertView = z.infer<typeof alertView>

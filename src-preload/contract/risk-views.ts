import { z } from 'zod'
import { breakerRules } from './codes.ts'
import { decimalText, epochMs, identifier, mode } from './values.ts'

/** What ends it if the user does not: a time, the user's next day, nothing, or that its cause has gone. */
export const breakerEnds = ['cool-down', 'day', 'manual', 'recovery'] as const

/** A circuit breaker that is not closed: entries of its scope are halted, or let through one at a time as a probe. */
export const breakerView = z.object({
  id: z.string().min(1).max(200),
  rule: z.enum(breakerRules),
  scope: z.enum(['bot', 'account', 'venue', 'pair', 'engine']),
  /** Whose entries: a bot's name, an account, a pair or a market. */
  subject: z.string(),
  botId: identifier.nullable(),
  /** Null where it halts the entries of both modes. */
  mode: mode.nullable(),
  state: z.enum(['open', 'half-open']),
  /** Market time for a bot or an account, else this computer's clock; as is `resetsAt`. */
  trippedAt: epochMs,
  /** Null when no clock ends it. */
  resetsAt: epochMs.nullable(),
  ends: z.enum(breakerEnds),
  value: decimalText,
  limit: decimalText,
  unit: z.enum(['count', 'ratio', 'seconds', 'money']),
  /** Of amounts of money. */
  currency: z.string().nullable(),
})

export const riskRequests = {
  /** Closes it: what was lost or counted until now no longer counts. The reason is kept in the journal. */
  'risk.resetBreaker': {
    input: z.strictObject({ id: z.string().min(1).max(200), reason: z.string().max(500) }),
    output: z.object({}),
  },
} as const

export type BreakerView = z.infer<typeof breakerView>

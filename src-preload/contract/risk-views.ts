import { z } from 'zod'
import { botSettings, parameterSpec } from './bot-settings.ts'
import { breakerRules, parameterKeys } from './codes.ts'
import { decimalText, epochMs, identifier, mode, symbol } from './values.ts'
import { journalView } from './views.ts'

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

/** What is used of a limit now. */
const use = {
  used: decimalText,
  limit: decimalText,
  unit: z.enum(['count', 'money', 'ratio', 'seconds']),
  /** Of amounts of money. */
  currency: z.string().nullable(),
}

export const limitUse = z.object({
  key: z.enum(parameterKeys),
  /** Which pair or asset, where the limit is one for each: that which uses most of it. */
  about: z.string().nullable(),
  ...use,
})

/** Whose limits: an account's, or those of all bots of a mode. */
export const limitScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('account'), id: identifier }),
  z.strictObject({ kind: z.literal('mode'), id: mode }),
])

/** When limits that were loosened begin to hold; null when none waits. */
const loosensAt = epochMs.nullable()

/** Limits in force with what is used of them; of what is measured at each order only, the worst of the day. */
export const limitsView = z.object({
  scopes: z.array(
    z.object({
      scope: limitScope,
      mode,
      uses: z.array(limitUse),
      loosensAt,
      /** Of an account, on its market's clock: the hour UTC at which its day begins, and what is left of it. */
      day: z.object({ startHour: z.number().int(), leftMs: z.number() }).nullable(),
    }),
  ),
  /** What is held of each asset over all accounts of a mode, by the currency it is priced in. */
  assets: z.array(z.object({ mode, asset: z.string(), ...use })),
})

/** What settings let a bot lose at most, as changes of equity, ≤ 0; without gaps and slippage. */
export const plannedRisk = z.object({
  currency: z.string(),
  /** What one entry may cost at most. */
  entry: decimalText,
  trade: decimalText,
  stopsHit: decimalText,
  day: decimalText,
  /** False where the settings name no stop: then a trade may lose all of it. */
  hasStop: z.boolean(),
})

/** The same of one bot. */
export const botLimits = z.object({ uses: z.array(limitUse), loosensAt })

export const riskRequests = {
  /** For settings as they are being typed; null while they cannot be valid. `botId`: of the bot that is being changed. */
  'risk.planned': {
    input: z.strictObject({
      venueId: identifier,
      symbol,
      limits: botSettings.shape.limits,
      botId: identifier.nullable(),
    }),
    output: z.object({ risk: plannedRisk.nullable() }),
  },
  /** When the kill switch was engaged and lifted, newest first. */
  'risk.killHistory': { input: z.strictObject({}), output: z.object({ entries: z.array(journalView) }) },
  /** All limits of a scope as they were set last, with what may be set. */
  'risk.limits': {
    input: z.strictObject({ scope: limitScope }),
    output: z.object({ specs: z.array(parameterSpec), values: z.record(z.string(), z.string()) }),
  },
  /** Tighter limits hold at once; looser ones of real money after a delay. Answers when, or null for at once. */
  'risk.updateLimits': {
    input: z.strictObject({ scope: limitScope, values: z.record(z.string().max(40), z.string().max(40)) }),
    output: z.object({ loosensAt }),
  },
  /** Closes it: what was lost or counted until now no longer counts. The reason is kept in the journal. */
  'risk.resetBreaker': {
    input: z.strictObject({ id: z.string().min(1).max(200), reason: z.string().max(500) }),
    output: z.object({}),
  },
} as const

export type PlannedRisk = z.infer<typeof plannedRisk>
export type LimitScope = z.infer<typeof limitScope>
export type BotLimits = z.infer<typeof botLimits>
export type LimitUse = z.infer<typeof limitUse>
export type LimitsView = z.infer<typeof limitsView>
export type BreakerView = z.infer<typeof breakerView>

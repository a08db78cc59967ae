import { z } from 'zod'
import { parameterSpec } from './bot-settings.ts'
import { parameterKeys } from './codes.ts'
import { errorCodes } from './replies.ts'
import { decimalText, epochMs, identifier, symbol } from './values.ts'

/** What an account's money is: real, an exchange's own for tests, or that of a simulator on this computer. */
export const accountBadges = ['live', 'testnet', 'simulator'] as const

const liveAccount = z.object({
  id: identifier,
  name: z.string(),
  venueId: identifier,
  venueName: z.string(),
  badge: z.enum(accountBadges),
  /** Its key is accepted and its books are settled. */
  isReady: z.boolean(),
})

export const liveView = z.object({
  /** Whether the user has turned live trading on. */
  isOn: z.boolean(),
  accounts: z.array(liveAccount),
  /** A live bot runs: the window shows it wherever one looks. */
  isTrading: z.boolean(),
  /** A bot that starts by itself then, unless that is cancelled. */
  arming: z.object({ botName: z.string(), startsAt: epochMs }).nullable(),
  /** Why the last one was not started. */
  refused: z.object({ botName: z.string(), code: z.enum(errorCodes) }).nullable(),
})

/** What the user is about to confirm, in main's own words and numbers. */
export const liveProposal = z.object({
  id: identifier,
  /** To be typed exactly. */
  phrase: z.string(),
  expiresAt: epochMs,
  account: liveAccount,
  /** Others that it may enter through, while its limit allows that. */
  alsoThrough: z.array(liveAccount),
  symbols: z.array(symbol),
  currency: z.string(),
  allocated: decimalText,
  /** What the first entry is worth at most, and its fee. */
  firstTrade: decimalText,
  firstFee: decimalText,
  /** Limits that hold for it, its own among them, as they are in force. */
  limits: z.array(
    z.object({
      scope: z.enum(['mode', 'account', 'bot']),
      /** The account whose limit it is; null for the other scopes. */
      accountId: identifier.nullable(),
      key: z.enum(parameterKeys),
      kind: parameterSpec.shape.kind,
      value: decimalText,
    }),
  ),
  /** Of the paper bot that is cloned; null for a live bot that is started again. */
  record: z
    .object({
      days: z.number().int(),
      trades: z.number().int(),
      drawdownRatio: decimalText,
      /** Too short a run to say much. */
      isThin: z.boolean(),
    })
    .nullable(),
})

export type LiveView = z.infer<typeof liveView>
export type LiveProposal = z.infer<typeof liveProposal>

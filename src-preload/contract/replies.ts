import { z } from 'zod'
import { fieldErrorCodes } from './codes.ts'
import { facts } from './values.ts'

export const errorCodes = [
  'FORBIDDEN_SENDER',
  'UNKNOWN_REQUEST',
  'BAD_REQUEST',
  'NOT_FOUND',
  'INVALID_SETTINGS',
  'BOT_NOT_STOPPED',
  'BOT_HAS_POSITION',
  'BOT_NAME_TAKEN',
  'WRONG_STATE',
  'KILL_SWITCH_ENGAGED',
  'CONFIRMATION_MISMATCH',
  'CONFIRMATION_REQUIRED', // a live bot starts only by way of main's own question
  'CONFIRMATION_EXPIRED',
  'NO_LIVE_ACCOUNT',
  'LIVE_OFF',
  'REASON_REQUIRED',
  'ORDER_NOT_OPEN',
  'POSITION_CLOSING',
  'POSITION_TOO_SMALL', // less than the exchange takes in one order
  'NO_MARKET_DATA',
  'TRADING_BLOCKED',
  'VENUE_UNREACHABLE',
  'VENUE_EXISTS',
  'VENUE_IN_USE',
  'RESTORE_FAILED',
  'RUNTIME_UNSUPPORTED', // no security updates: it may not hold keys to real money
  'KEYCHAIN_UNAVAILABLE',
  'KEY_REFUSED', // {cause}
  'KEY_TOO_POWERFUL', // it may withdraw or transfer
  'KEY_UNCHECKED',
  'KEY_OF_ANOTHER',
  'ACCOUNT_EXISTS',
  'ACCOUNT_IN_USE',
  'INTERNAL',
] as const

/** A field that was refused: where, why (a translation key) and the facts to word it. */
export const fieldError = z.object({
  path: z.string(),
  code: z.enum(fieldErrorCodes),
  facts: facts.optional(),
})

export const replyError = z.object({
  code: z.enum(errorCodes),
  /** For logs and for codes that the window does not know; the window words the code itself. */
  message: z.string(),
  facts: facts.optional(),
  fields: z.array(fieldError).optional(),
})

export type ErrorCode = (typeof errorCodes)[number]
export type FieldError = z.infer<typeof fieldError>
export type ReplyError = z.infer<typeof replyError>
export type Reply<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: ReplyError }

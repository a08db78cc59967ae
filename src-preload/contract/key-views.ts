import { z } from 'zod'
import { decimalText, epochMs, identifier } from './values.ts'

/** What a key may do, in the exchange's own word. */
export const keyPermissions = z.object({
  read: z.boolean(),
  trade: z.boolean(),
  withdraw: z.boolean(),
  /** Move money out of the account, if only to another of the same owner. */
  transfer: z.boolean(),
  /** Only from addresses that were named at the exchange. */
  addressLimited: z.boolean(),
})

/** What keeps the computer's keychain from being used. */
export const keychainProblems = ['library-missing', 'service-missing', 'locked', 'other'] as const

/** Why an account with a key is not open. */
export const accountClosures = [
  'keychain-unavailable',
  'key-missing',
  'key-refused',
  'key-too-powerful',
  'exchange-unreachable',
  'runtime-unsupported',
] as const

/** An account that is opened with a key, and what is known of the key: never the key itself. */
export const accountView = z.object({
  id: identifier,
  venueId: identifier,
  name: z.string(),
  state: z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['opening', 'open']), since: epochMs }),
    z.object({
      kind: z.literal('closed'),
      since: epochMs,
      reason: z.enum(accountClosures),
      /** In the words of the exchange or the system; may be empty. */
      cause: z.string(),
      /** When it is tried again by itself. */
      retryAt: epochMs.nullable(),
    }),
  ]),
  /** Since when the exchange refuses the key although the account was opened with it; null: it does not. */
  refusedSince: epochMs.nullable(),
  /** Last characters of the public half. */
  lastFour: z.string(),
  addedAt: epochMs,
  usedAt: epochMs.nullable(),
  /** Null when the exchange does not tell: the user has looked. */
  permissions: keyPermissions.nullable(),
  /** Where it is reached when not where its exchange is; null: as the exchange. */
  addresses: z.object({ restUrl: z.string().nullable(), wsUrl: z.string().nullable() }).optional(),
})

export const keychainView = z.object({
  /** Null when a key can be kept. */
  problem: z.enum(keychainProblems).nullable(),
  cause: z.string(),
})

/** What the exchange says of a key that was tried. */
export const keyReport = z.object({
  permissions: keyPermissions.nullable(),
  /** Exchange's clock less this computer's, ms. */
  clockOffsetMs: z.number().nullable(),
  balances: z.array(z.object({ asset: z.string(), total: decimalText })),
})

export type AccountView = z.infer<typeof accountView>
export type KeychainView = z.infer<typeof keychainView>
export type KeyPermissionsView = z.infer<typeof keyPermissions>
export type KeyReportView = z.infer<typeof keyReport>

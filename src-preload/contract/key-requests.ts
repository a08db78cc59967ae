import { z } from 'zod'
import { keychainView, keyReport } from './key-views.ts'
import { identifier } from './values.ts'
import { accountPlace, ownAddresses } from './venue-place.ts'

/** Goes towards the engine only, and from there into the keychain. Pasted texts bring blanks along. */
const credentials = z.strictObject({
  apiKey: z.string().trim().min(1).max(500),
  /** Long enough for a private key. */
  secret: z.string().trim().min(1).max(10_000),
  password: z.string().trim().min(1).max(500).nullable(),
})
const offered = {
  credentials,
  /** The user has looked that it can neither withdraw nor transfer; wanted where the exchange does not tell. */
  isChecked: z.boolean(),
}
const byId = z.strictObject({ id: identifier })
const done = z.object({})

/** Keys of exchanges. Every secret is write-only: nothing that is answered, told or kept in the window has it. */
export const keyRequests = {
  'keys.keychain': { input: z.strictObject({}), output: keychainView },
  /** Asks the exchange what the key is good for, and keeps nothing. */
  'keys.test': { input: z.strictObject({ place: accountPlace, credentials }), output: keyReport },
  /**
   * Adds the account that the key opens, and connects its exchange where that is not done yet; addresses that differ
   * from those of a connected one are the account's own. Refused when the key may withdraw or transfer.
   */
  'keys.add': {
    input: z.strictObject({ place: accountPlace, name: z.string().trim().min(1).max(60), ...offered }),
    output: z.object({ id: identifier }),
  },
  /** Another key for the same account, which is reached at these addresses from now on; null: as its exchange. */
  'keys.rotate': {
    input: z.strictObject({ id: identifier, addresses: ownAddresses, ...offered }),
    output: done,
  },
  /** Only while nothing depends on it; the account's history stays. */
  'keys.remove': { input: byId, output: done },
  /** Opens an account again without waiting for the next try. */
  'keys.retry': { input: byId, output: done },
} as const

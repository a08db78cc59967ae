import type { Market } from '../../domain/market/market.ts'
import type { Balance, Exchange } from './exchange.ts'
import type { Credentials } from './secrets.ts'
import type { VenueConfig } from './venue.ts'

/** What a key may do, in the exchange's own word. */
export interface KeyPermissions {
  readonly read: boolean
  readonly trade: boolean
  readonly withdraw: boolean
  /** Move money out of this account, if only to another of the same owner. */
  readonly transfer: boolean
  /** Only from addresses that were named at the exchange. */
  readonly addressLimited: boolean
}

/** What an exchange says when it is asked with a key. */
export interface KeyReport {
  /** Whose account it is, in the exchange's numbers; null when it does not tell. */
  readonly owner: string | null
  /** Null when it does not tell: nobody knows then. */
  readonly permissions: KeyPermissions | null
  /** Exchange's clock less ours, ms; null when it could not be measured. */
  readonly clockOffsetMs: number | null
  readonly balances: readonly Balance[]
}

export type KeyCheck =
  | { readonly kind: 'accepted'; readonly report: KeyReport }
  /** The exchange itself says that it does not take the key. */
  | { readonly kind: 'refused'; readonly cause: string }
  /** Nobody knows: it was not reached, or was not understood. */
  | { readonly kind: 'failed'; readonly cause: string }

/** What has to be done before an account's exchange can be asked anything. */
export interface SignedSide {
  /** Opens the account, or opens it anew, with these credentials. A `resynchronise` event follows. */
  open(venue: VenueConfig, credentials: Credentials): Promise<KeyCheck>
  /** Nothing is sent for it any more, until it is opened again. */
  shut(): void
}

export interface LiveAccount {
  /** Until the account was opened whatever is asked of it fails, and whatever is sent to it is certainly not sent. */
  readonly exchange: Exchange
  readonly signed: SignedSide
  close(): void
}

/** The signed side of all accounts at real exchanges. It keeps no credentials longer than it takes to hand them over. */
export interface LiveAccounts {
  /** Asks what a key is good for. Nothing of it remains. */
  check(venue: VenueConfig, credentials: Credentials): Promise<KeyCheck>
  /** The exchange as this account sees it, there at once. */
  account(accountId: string, markets: readonly Market[]): LiveAccount
  /** Accounts that were open and are not any more: to be opened again. Returns the function that ends the subscription. */
  onLost(listener: (accountIds: readonly string[], cause: string) => void): () => void
  end(): Promise<void>
}

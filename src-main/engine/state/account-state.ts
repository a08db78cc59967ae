/** Why an account cannot be opened. */
export type AccountClosure =
  /** There is no keychain that could be asked for its key. */
  | 'keychain-unavailable'
  /** The keychain has no key of it. */
  | 'key-missing'
  /** The exchange does not take the key. */
  | 'key-refused'
  /** The key may withdraw or transfer money. */
  | 'key-too-powerful'
  | 'exchange-unreachable'
  /** This runtime gets no security updates, and the exchange is not on this computer. */
  | 'runtime-unsupported'

/** Whether an account's exchange can be asked about it. Times by our clock. */
export type AccountState =
  | { readonly kind: 'opening'; readonly since: number }
  | { readonly kind: 'open'; readonly since: number }
  | {
      readonly kind: 'closed'
      readonly since: number
      readonly reason: AccountClosure
      readonly cause: string
      /** When it is tried again by itself; null when something has to be done first. */
      readonly retryAt: number | null
    }

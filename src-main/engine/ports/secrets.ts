/**
 * What an account signs its requests with. It is in the keychain, and in memory while it is handed over or signed
 * with: nowhere else, and in no log.
 */
export interface Credentials {
  readonly apiKey: string
  readonly secret: string
  /** The passphrase of exchanges that have one. */
  readonly password: string | null
}

/** Why the computer's keychain cannot be used. */
export type KeychainProblem =
  /** What speaks with it is not installed. */
  | 'library-missing'
  /** Nobody on this computer offers one. */
  | 'service-missing'
  | 'locked'
  | 'other'

/** An answer of the keychain, or why it gives none: which never means that there is no entry. */
export type FromKeychain<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'unavailable'; readonly problem: KeychainProblem; readonly cause: string }

/** The operating system's own keychain, one entry per account. There is no other place for a secret. */
export interface Secrets {
  /** Finds out whether a secret could be kept now, by keeping and forgetting one that is none. */
  check(): Promise<FromKeychain<null>>
  /** Replaces what was kept of the account. */
  keep(accountId: string, credentials: Credentials): Promise<FromKeychain<null>>
  /** Null when nothing is kept of the account. */
  read(accountId: string): Promise<FromKeychain<Credentials | null>>
  forget(accountId: string): Promise<FromKeychain<null>>
}

/** Names for things, as a dependency so that runs can be repeated. */
export interface Ids {
  /** A new id, unique for ever on this computer: letters, digits and dashes, at most 32 characters. */
  next(kind: 'bot' | 'order' | 'position' | 'alert' | 'account'): string
}

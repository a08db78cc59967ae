/** What the user agreed to when the bot went live. */
export interface LiveTerms {
  /** Whether its first trades are a quarter of the size. */
  readonly quarterFirst: boolean
  /** Whether it goes on by itself after a restart, once the books were settled; otherwise it stays stopped. */
  readonly resumes: boolean
  /** The paper bot it was cloned from. */
  readonly clonedFrom: string
  /** Accounts besides its own that it may enter through, each confirmed by name; used while its limit allows it. */
  readonly alsoThrough: readonly string[]
}

/** Trades of a live bot that are a quarter of the size, unless the user wanted none. */
export const firstTrades = 10

/** @param trades counts those of the bot so far, open ones and those on their way included; asked for only where it matters */
export const isFirstTrade = (terms: LiveTerms | undefined, trades: () => number): boolean =>
  terms?.quarterFirst === true && trades() < firstTrades

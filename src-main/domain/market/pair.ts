/** What is traded for what. */
export interface Pair {
  readonly base: string
  readonly quote: string
}

/** Both assets of a pair in the unified form BASE/QUOTE, for one that is no longer listed. */
export const pairOf = (symbol: string): Pair => {
  const [base = '', quote = ''] = symbol.split(':')[0]?.split('/') ?? []
  return { base, quote }
}

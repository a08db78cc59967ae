/** Which trades of a pair matter to whoever waits for a price: those at or below one, and at or above another. */
export interface TradeFilter {
  readonly atOrBelow: number
  readonly atOrAbove: number
}

export const everyTrade: TradeFilter = { atOrBelow: Number.POSITIVE_INFINITY, atOrAbove: 0 }

/** Whatever matters to one of them. */
export const widestOf = (filters: Iterable<TradeFilter>): TradeFilter => {
  let [atOrBelow, atOrAbove] = [0, Number.POSITIVE_INFINITY]
  for (const filter of filters) {
    atOrBelow = Math.max(atOrBelow, filter.atOrBelow)
    atOrAbove = Math.min(atOrAbove, filter.atOrAbove)
  }
  return { atOrBelow, atOrAbove }
}

export const lets = ({ atOrBelow, atOrAbove }: TradeFilter, price: number): boolean =>
  price <= atOrBelow || price >= atOrAbove

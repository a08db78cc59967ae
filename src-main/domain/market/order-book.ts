/** Price in quote and units of base that are offered at it. Floats: they are compared, never sent. */
export type BookLevel = readonly [price: number, amount: number]

/** What is offered on a pair: the best price of each side comes first. */
export interface OrderBook {
  readonly bids: readonly BookLevel[]
  readonly asks: readonly BookLevel[]
}

const isSide = (levels: readonly BookLevel[], goesUp: boolean): boolean =>
  levels.every(([price, amount], index) => {
    const [before] = levels[index - 1] ?? []
    const inOrder = before === undefined || (goesUp ? price > before : price < before)
    return inOrder && Number.isFinite(price) && price > 0 && Number.isFinite(amount) && amount > 0
  })

/** True when it can be a book at all: sides in order, amounts above zero, and nobody bids what another asks. */
export const isPlausibleBook = ({ bids, asks }: OrderBook): boolean => {
  const [bid] = bids[0] ?? []
  const [ask] = asks[0] ?? []
  return isSide(bids, false) && isSide(asks, true) && (bid === undefined || ask === undefined || bid < ask)
}

export interface Taking {
  /** What was there of the amount that was wanted, units of base. */
  readonly amount: number
  /** Quote paid or received for it, without fees. */
  readonly value: number
}

/** What a market order for the amount meets in the levels, best first. */
export const takeFrom = (levels: readonly BookLevel[], wanted: number): Taking => {
  let amount = 0
  let value = 0
  for (const [price, offered] of levels) {
    const part = Math.min(offered, wanted - amount)
    if (part <= 0) break
    amount += part
    value += part * price
  }
  return { amount, value }
}

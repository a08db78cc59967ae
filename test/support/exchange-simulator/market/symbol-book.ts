/** One level: price and amount in whole steps. */
export type BookLevel = readonly [price: number, amount: number]

export interface BookSide {
  readonly bids: readonly BookLevel[]
  readonly asks: readonly BookLevel[]
}

export interface BookChange extends BookSide {
  /** Id before and after the change; a level with amount 0 is gone. */
  readonly from: number
  readonly to: number
}

const mixed = (value: number, salt: number): number => {
  let hash = Math.imul(value ^ salt, 0x9e3779b1)
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return ((hash ^ (hash >>> 13)) >>> 0) / 4_294_967_296
}

/**
 * The book around the last trade: levels are where the seed puts them, their amounts depend on the price alone, and
 * what was taken from a level comes back when the book moves.
 */
export class SymbolBook {
  readonly depth: number
  readonly #salt: number
  readonly #mean: number
  #version = 1
  #bid = 0
  #ask = 0
  readonly #taken = new Map<number, number>()

  constructor(salt: number, meanVolume: number, depth: number) {
    this.#salt = salt
    this.#mean = meanVolume
    this.depth = depth
  }

  get version(): number {
    return this.#version
  }
  get bid(): BookLevel {
    return [this.#bid, this.#amount(this.#bid)]
  }
  get ask(): BookLevel {
    return [this.#ask, this.#amount(this.#ask)]
  }

  /** After a trade: the taker met the other side's best price. True when the book moved. */
  follow(price: number, takerSide: 'buy' | 'sell'): boolean {
    const spread = Math.max(1, Math.round(price / 10_000))
    const bid = Math.max(1, takerSide === 'sell' ? price : price - spread)
    const ask = bid + spread
    if (bid === this.#bid && ask === this.#ask) return false
    this.#bid = bid
    this.#ask = ask
    this.#version += 1
    this.#taken.clear()
    return true
  }

  levels(depth = this.depth): BookSide {
    const gap = Math.max(1, Math.round((this.#ask - this.#bid) / 2))
    const bids: BookLevel[] = []
    const asks: BookLevel[] = []
    for (let level = 0; level < Math.min(depth, this.depth); level += 1) {
      // Deeper levels sit on a fixed grid, so that a small move leaves them as they were.
      const below = level === 0 ? this.#bid : Math.floor(this.#bid / gap) * gap - level * gap
      const above = level === 0 ? this.#ask : Math.ceil(this.#ask / gap) * gap + level * gap
      if (below > 0) bids.push([below, this.#amount(below)])
      asks.push([above, this.#amount(above)])
    }
    return { bids, asks }
  }

  /** Takes from a level until the book moves. */
  take(price: number, amount: number): void {
    this.#taken.set(price, (this.#taken.get(price) ?? 0) + amount)
  }
  /** What is left of a level for somebody who takes it now. */
  available(level: BookLevel): number {
    return Math.max(0, level[1] - (this.#taken.get(level[0]) ?? 0))
  }

  #amount(price: number): number {
    return Math.max(1, Math.round(this.#mean * (0.1 + mixed(price, this.#salt) * 0.4)))
  }
}

const missing = (before: readonly BookLevel[], after: readonly BookLevel[]): BookLevel[] => {
  const now = new Map(after)
  const old = new Map(before)
  const gone = before.filter(([price]) => !now.has(price)).map(([price]): BookLevel => [price, 0])
  return [...gone, ...after.filter(([price, amount]) => old.get(price) !== amount)]
}

/** The levels that turn one book into the other. */
export const bookChange = (before: BookSide, after: BookSide): BookSide => ({
  bids: missing(before.bids, after.bids),
  asks: missing(before.asks, after.asks),
})

import { times, type Units, units } from '../exchange-simulator/units.ts'
import { pairs } from './pairs.ts'
import { filledOf, type VenueBooks } from './venue-books.ts'

/** How often it looks. */
export const everyMs = 1_000
/** What is worth less cannot be sold, and no stop can be placed for it: each of three bots can leave almost 5 on a pair. */
const dust = units('20')
/** The app tells its user after ten seconds; it may have to ask for a fill first. */
const toldWithinMs = 20_000

/** For how long coins lay unprotected, by whether the exchange could be asked for a stop meanwhile, ms. */
export interface Unprotected {
  readonly reachable: number
  readonly unreachable: number
}

interface Spell {
  reachable: number
  unreachable: number
  /** Without a break, and with nobody told. */
  untold: number
}

/** How long the exchange has coins of ours for which nothing waits there to sell them. */
export class ProtectionWatch {
  readonly found: string[] = []
  #longest: Unprotected = { reachable: 0, unreachable: 0 }
  readonly #books: VenueBooks
  readonly #spells = new Map<string, Spell>()

  constructor(books: VenueBooks) {
    this.#books = books
  }

  /** The longest spells of each kind. */
  get longest(): Unprotected {
    return this.#longest
  }

  /**
   * Call every second of the app's life.
   * @param isTold whether the user was told that a position in the pair is unprotected
   */
  look(isReachable: boolean, isTold: (symbol: string) => boolean): void {
    for (const { symbol, base } of pairs) {
      if (this.#isCovered(symbol, base)) this.#spells.delete(symbol)
      else this.#goOn(symbol, isReachable, isTold(symbol))
    }
  }

  /** Pairs of which coins lie there now with nothing to sell them. */
  uncovered(): readonly string[] {
    return pairs.filter(({ symbol, base }) => !this.#isCovered(symbol, base)).map(({ symbol }) => symbol)
  }

  #goOn(symbol: string, isReachable: boolean, isTold: boolean): void {
    const spell = this.#spells.get(symbol)
    if (spell === undefined) {
      this.#spells.set(symbol, { reachable: 0, unreachable: 0, untold: 0 })
      return
    }
    spell[isReachable ? 'reachable' : 'unreachable'] += everyMs
    spell.untold = isReachable && !isTold ? spell.untold + everyMs : 0
    if (spell.untold === toldWithinMs)
      this.found.push(`${symbol} is unprotected for ${toldWithinMs} ms, and nobody is told`)
    this.#longest = {
      reachable: Math.max(this.#longest.reachable, spell.reachable),
      unreachable: Math.max(this.#longest.unreachable, spell.unreachable),
    }
  }

  #isCovered(symbol: string, base: string): boolean {
    let open: Units = this.#books.balance(base)
    for (const order of this.#books.orders) {
      const sells = order.symbol === symbol && order.side === 'sell' && order.status === 'open'
      if (sells) open -= order.amount - filledOf(order)
    }
    return times(open, this.#books.price(symbol)) < dust
  }
}

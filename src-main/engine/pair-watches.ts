import type { Analysis } from './ports/analysis.ts'
import type { Books } from './state/books.ts'

/** Keeps pairs watched on which no bot may be working: a position is worth its last price. */
export class PairWatches {
  readonly #books: Books
  readonly #analysis: Analysis
  readonly #watches = new Map<string, () => void>()

  constructor(books: Books, analysis: Analysis) {
    this.#books = books
    this.#analysis = analysis
  }

  /** Call when a position was opened, changed or closed. */
  onPosition(id: string): void {
    const position = this.#books.positions.get(id)
    const venueId = position === undefined ? '' : this.#books.account(position.accountId).book.account.venueId
    const symbol = position?.symbol ?? ''
    this.#watch(id, position !== undefined, () => this.#analysis.watchQuotes(venueId, symbol))
  }

  end(): void {
    for (const end of this.#watches.values()) end()
    this.#watches.clear()
  }

  #watch(id: string, on: boolean, begin: () => () => void): void {
    const known = this.#watches.get(id)
    if (on && known === undefined) this.#watches.set(id, begin())
    if (!on) {
      known?.()
      this.#watches.delete(id)
    }
  }
}

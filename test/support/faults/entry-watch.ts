import type { OrderRequest } from '../../../src-main/domain/orders/order.ts'

interface Sending {
  readonly symbol: string
  readonly at: number
  /** How often the exchange has denied it since. */
  denials: number
}

/** An exchange refuses what was signed longer ago: a denial after that is the last word. */
export const signatureHoldsMs = 5_000

/**
 * Notes every entry that was sent while something stood against it, by what the exchange told the app and the user
 * told the bots: it knows nothing of what the engine believes.
 */
export class EntryWatch {
  readonly found: string[] = []
  readonly #now: () => number
  readonly #onFound: (text: string) => void
  /** The newest sending of each order. */
  readonly #sendings = new Map<string, Sending>()
  /** Orders of which the app was told that their fate is unknown. */
  readonly #doubts = new Set<string>()
  /** Orders that the exchange was heard of, maybe before the answer about them was given up. */
  readonly #heard = new Set<string>()
  readonly #against = new Set<string>()

  constructor(now: () => number, onFound: (text: string) => void) {
    this.#now = now
    this.#onFound = onFound
  }

  /** Something that forbids any entry from now on, until `allow`. */
  forbid(why: string): void {
    this.#against.add(why)
  }

  allow(why: string): void {
    this.#against.delete(why)
  }

  onSubmit({ clientOrderId, purpose, symbol }: OrderRequest): void {
    if (purpose === 'entry') {
      for (const why of this.#against) this.#note(`${clientOrderId}: entry while ${why}`)
      for (const id of this.#doubts) {
        if (this.#sendings.get(id)?.symbol === symbol)
          this.#note(`${clientOrderId}: entry while ${id} is unknown`)
      }
    }
    this.#sendings.set(clientOrderId, { symbol, at: this.#now(), denials: 0 })
  }

  onUnknown(clientOrderId: string): void {
    if (!this.#heard.has(clientOrderId)) this.#doubts.add(clientOrderId)
  }

  /** The exchange was heard of the order. */
  onWord(clientOrderId: string): void {
    this.#heard.add(clientOrderId)
    this.#doubts.delete(clientOrderId)
  }

  onDenied(clientOrderId: string): void {
    const sending = this.#sendings.get(clientOrderId)
    if (sending === undefined) return
    sending.denials += 1
    const isLast = this.#now() - sending.at >= signatureHoldsMs
    if (isLast && sending.denials >= 2) this.#doubts.delete(clientOrderId)
  }

  #note(text: string): void {
    this.#onFound(text)
    this.found.push(text)
  }
}

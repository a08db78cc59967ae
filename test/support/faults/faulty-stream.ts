import type { Clock } from '../../../src-main/engine/ports/clock.ts'
import type { Balance, ExchangeEvent } from '../../../src-main/engine/ports/exchange.ts'
import type { EntryWatch } from './entry-watch.ts'
import type { Choices } from './random-choices.ts'
import type { Weather } from './weather.ts'

interface FaultyStreamParts {
  readonly weather: Weather
  readonly watch: EntryWatch
  readonly clock: Clock
  readonly choices: Choices
  readonly balances: () => readonly Balance[]
}

/** Between two tries to open the stream. */
const retryMs = 1_000
/** An order that was granted must be told of within this time, or the adapter gives the stream up. */
const echoMs = 5_000

const orderOf = (event: ExchangeEvent): string | null => {
  if (event.kind === 'filled') return event.fill.clientOrderId
  return 'clientOrderId' in event ? event.clientOrderId : null
}

/** The account's own events: told in order and at once, unless the weather is against it. */
export class FaultyStream {
  readonly #parts: FaultyStreamParts
  readonly #listeners = new Set<(event: ExchangeEvent) => void>()
  readonly #told = new Set<string>()
  #isOpen = false
  /** Events of an ended connection are never heard. */
  #epoch = 0
  #newestAt = 0

  constructor(parts: FaultyStreamParts) {
    this.#parts = parts
    parts.clock.after(parts.choices.whole(20, 500), () => this.#open('the account was opened'))
    parts.clock.every(retryMs, () => this.#check())
  }

  subscribe(listener: (event: ExchangeEvent) => void): () => void {
    this.#listeners.add(listener)
    if (!this.#isOpen) listener({ kind: 'hearing', isHeard: false })
    return () => this.#listeners.delete(listener)
  }

  /** The order was granted: what the stream does not tell of it makes the stream doubtful. */
  expect(clientOrderId: string): void {
    const epoch = this.#epoch
    if (!this.#isOpen) return
    this.#parts.clock.after(echoMs, () => {
      if (this.#told.has(clientOrderId) || epoch !== this.#epoch || !this.#isOpen) return
      this.#lose()
      this.#open(`it was not told what became of ${clientOrderId}`)
    })
  }

  tell(event: ExchangeEvent): void {
    const { weather, choices } = this.#parts
    this.#check()
    if (!this.#isOpen || weather.is('events-lost')) return
    const isOfOrder = orderOf(event) !== null
    if (isOfOrder && weather.take(['event-missing']) !== null) return
    this.#deliver(event, this.#delay())
    if (weather.is('events-doubled')) this.#deliver(event, this.#delay() + choices.whole(0, 20_000))
  }

  #delay(): number {
    const { weather, choices, clock } = this.#parts
    if (weather.is('events-shuffled')) return choices.whole(0, 3_000)
    if (weather.is('events-late')) return choices.whole(1_000, 30_000)
    // One connection: nothing overtakes what was told before.
    const at = Math.max(clock.monotonic() + choices.whole(1, 40), this.#newestAt)
    this.#newestAt = at
    return at - clock.monotonic()
  }

  #deliver(event: ExchangeEvent, afterMs: number): void {
    const epoch = this.#epoch
    this.#parts.clock.after(afterMs, () => {
      if (epoch === this.#epoch) this.#emit(event)
    })
  }

  #check(): void {
    const { weather } = this.#parts
    const isPossible = weather.isReachable && !weather.is('stream-down')
    if (this.#isOpen && !isPossible) {
      this.#lose()
      this.#epoch += 1
    } else if (!this.#isOpen && isPossible && this.#epoch > 0) this.#open('the stream was lost')
  }

  #lose(): void {
    this.#isOpen = false
    this.#emit({ kind: 'hearing', isHeard: false })
  }

  #open(cause: string): void {
    const { weather, balances } = this.#parts
    this.#epoch += 1
    if (!weather.isReachable || weather.is('stream-down')) return
    this.#isOpen = true
    this.#emit({ kind: 'hearing', isHeard: true })
    this.#emit({ kind: 'balances', balances: balances() })
    this.#emit({ kind: 'resynchronise', cause })
  }

  #emit(event: ExchangeEvent): void {
    const id = orderOf(event)
    if (id !== null) {
      this.#told.add(id)
      this.#parts.watch.onWord(id)
    }
    for (const listener of this.#listeners) listener(event)
  }
}

import { seededRandom } from '../../../../domain/random.ts'
import type { Clock } from '../../../../engine/ports/clock.ts'
import type { Asked, Balance, ExchangeEvent } from '../../../../engine/ports/exchange.ts'
import type { Log } from '../../../../engine/ports/log.ts'
import type { ServerClock } from '../server-clock.ts'
import { AccountEvents } from './account-events.ts'
import type { AccountNames } from './account-names.ts'
import { AccountStream } from './account-stream.ts'
import type { BalanceBook } from './balance-book.ts'
import { EchoWatch, type Expectation, type Word } from './echo-watch.ts'
import type { SigningExchange } from './signing-exchange.ts'
import type { OrderNews, StreamWire, WireNews } from './wire/account-wire.ts'

interface AccountFeedParts {
  readonly exchange: SigningExchange
  readonly name: string
  readonly wires: readonly StreamWire[]
  readonly names: AccountNames
  readonly serverClock: ServerClock
  readonly clock: Clock
  readonly log: Log
  readonly describe: (error: unknown) => string
  readonly seed: number
  readonly deadlineMs: number
  readonly echoMs: number
  readonly balances: BalanceBook
  readonly askBalances: () => Promise<Asked<readonly Balance[]>>
}

/** A stream waits so long for the others to open too. */
const togetherMs = 3_000

/** What an exchange tells of an account by itself: the events that the messages of its streams amount to. */
export class AccountFeed {
  readonly #parts: AccountFeedParts
  readonly #events: AccountEvents
  readonly #streams: readonly AccountStream[]
  readonly #echo: EchoWatch
  /** Why streams have opened that nobody was told of yet. */
  readonly #opened = new Set<string>()
  #isHeard = false
  #endWaiting = () => {}
  readonly #listeners = new Set<(event: ExchangeEvent) => void>()

  constructor(parts: AccountFeedParts) {
    const { clock, name, seed, echoMs, serverClock, exchange } = parts
    this.#parts = parts
    this.#events = new AccountEvents({ clock, tell: (event) => this.#emit(event) })
    this.#streams = parts.wires.map(
      (wire, index) =>
        new AccountStream({
          ...parts,
          wire,
          name: `${name} ${wire.name}`,
          random: seededRandom(seed + index),
          // A signature that was refused may have carried a wrong time.
          beforeRetry: () => serverClock.measure(),
          onNews: (news) => this.#onNews(news),
          onOpened: (cause) => this.#onOpened(cause),
          onLost: () => this.#tellHearing(),
        }),
    )
    exchange.handleMessage = (client, message) => {
      for (const stream of this.#streams) stream.take(client, message)
    }
    this.#echo = new EchoWatch({
      clock,
      withinMs: echoMs,
      onSilent: (id) => this.doubt(`it was not told what became of ${id}`),
    })
    serverClock.onMeasured((offsetMs) => this.#emit({ kind: 'clock', offsetMs }))
    for (const stream of this.#streams) stream.start()
  }

  get isOpen(): boolean {
    return this.#streams.every(({ isOpen }) => isOpen)
  }

  subscribe(listener: (event: ExchangeEvent) => void): () => void {
    this.#listeners.add(listener)
    if (!this.#isHeard) listener({ kind: 'hearing', isHeard: false })
    return () => this.#listeners.delete(listener)
  }

  /**
   * Call before asking for something that the streams must tell of. Null while one is down: what is missed then is
   * asked for anyway.
   */
  expect(clientOrderId: string, word: Word): Expectation | null {
    return this.isOpen ? this.#echo.expect(clientOrderId, word) : null
  }

  doubt(cause: string): void {
    for (const stream of this.#streams) stream.doubt(cause)
  }

  close(): void {
    this.#listeners.clear()
    this.#echo.forget()
    this.#endWaiting()
    for (const stream of this.#streams) stream.end()
  }

  /** What ends one stream mostly ends them all: one asking is for all that open about the same time. */
  #onOpened(cause: string): void {
    // What was asked before is asked for again: this stream will not tell of it.
    this.#echo.forget()
    this.#opened.add(cause)
    this.#tellHearing()
    this.#endWaiting()
    const tell = () => void this.#tellOpened()
    if (this.isOpen) tell()
    else this.#endWaiting = this.#parts.clock.after(togetherMs, tell)
  }

  /** Only all streams together tell everything. */
  #tellHearing(): void {
    if (this.isOpen === this.#isHeard) return
    this.#isHeard = this.isOpen
    this.#emit({ kind: 'hearing', isHeard: this.#isHeard })
  }

  async #tellOpened(): Promise<void> {
    const { log, name, askBalances, serverClock } = this.#parts
    const cause = [...this.#opened].join('; ')
    this.#opened.clear()
    log.info('account.opened', { account: name, cause })
    if (serverClock.offsetMs !== null) this.#emit({ kind: 'clock', offsetMs: serverClock.offsetMs })
    // The streams tell changes alone: they need something to begin with.
    const balances = await askBalances()
    if (balances.kind === 'answered') this.#emit({ kind: 'balances', balances: balances.value })
    this.#emit({ kind: 'resynchronise', cause })
  }

  #onNews(news: readonly WireNews[]): void {
    const { names, clock, balances } = this.#parts
    const counted: (() => void)[] = []
    for (const each of news) {
      switch (each.kind) {
        case 'order':
          counted.push(this.#onOrder(each.order))
          break
        case 'fill': {
          const fill = names.fill(each.fill, clock.now())
          this.#echo.heard(fill.clientOrderId, 'known')
          this.#events.onFill(fill)
          break
        }
        case 'balances': {
          const all = balances.change(each.balances)
          if (all !== null) this.#emit({ kind: 'balances', balances: all })
          break
        }
      }
    }
    for (const check of counted) check()
  }

  /** Returns what is to be checked once the whole message was taken: it may bring the order's fill as well. */
  #onOrder(order: OrderNews): () => void {
    const id = this.#parts.names.clientOrderId(order.clientId, order.exchangeOrderId)
    this.#echo.heard(id, order.status === 'open' ? 'known' : 'ended')
    this.#events.onOrder(id, order)
    return () => this.#events.expectFills(id, order.filled)
  }

  #emit(event: ExchangeEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}

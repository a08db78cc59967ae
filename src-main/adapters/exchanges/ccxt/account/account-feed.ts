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
  readonly wire: StreamWire
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

/** What an exchange tells of an account by itself: the events that its stream's messages amount to. */
export class AccountFeed {
  readonly #parts: AccountFeedParts
  readonly #events: AccountEvents
  readonly #stream: AccountStream
  readonly #echo: EchoWatch
  readonly #listeners = new Set<(event: ExchangeEvent) => void>()

  constructor(parts: AccountFeedParts) {
    const { clock, name, seed, echoMs, serverClock } = parts
    this.#parts = parts
    this.#events = new AccountEvents({ clock, tell: (event) => this.#emit(event) })
    this.#stream = new AccountStream({
      ...parts,
      name: `${name} account`,
      random: seededRandom(seed),
      // A signature that was refused may have carried a wrong time.
      beforeRetry: () => serverClock.measure(),
      onNews: (news) => this.#onNews(news),
      onOpened: (cause) => void this.#onOpened(cause),
    })
    this.#echo = new EchoWatch({
      clock,
      withinMs: echoMs,
      onSilent: (id) => this.#stream.doubt(`it was not told what became of ${id}`),
    })
    this.#stream.start()
  }

  get isOpen(): boolean {
    return this.#stream.isOpen
  }

  subscribe(listener: (event: ExchangeEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Call before asking for something that the stream must tell of. Null while it is down: what is missed then is
   * asked for anyway.
   */
  expect(clientOrderId: string, word: Word): Expectation | null {
    return this.#stream.isOpen ? this.#echo.expect(clientOrderId, word) : null
  }

  doubt(cause: string): void {
    this.#stream.doubt(cause)
  }

  close(): void {
    this.#listeners.clear()
    this.#echo.forget()
    this.#stream.end()
  }

  async #onOpened(cause: string): Promise<void> {
    const { log, name, askBalances } = this.#parts
    // What was asked before is asked for again: this stream will not tell of it.
    this.#echo.forget()
    log.info('account.opened', { account: name, cause })
    // The stream tells changes alone: they need something to begin with.
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

import { z } from 'zod'
import type { Market } from '../../domain/market/market.ts'
import { noOrders, type OrderCapabilities, plainSpot } from '../../domain/orders/capabilities.ts'
import { type Exchange, type ExchangeEvent, type Lateness, usualLateMs } from '../../engine/ports/exchange.ts'
import { type CallAnswer, type CallAsked, type CallName, exchangeCalls } from './exchange-calls.ts'
import { readAs } from './port-values.ts'
import type { AccountTerms } from './protocol.ts'

/** What came back from the worker: its answer, or why there is none. */
export type Reply =
  | { readonly kind: 'answer'; readonly value: unknown }
  | { readonly kind: 'unsent' | 'unanswered'; readonly cause: string }

interface RemoteExchangeParts {
  readonly markets: readonly Market[]
  readonly ask: (call: CallName, asked: unknown) => Promise<Reply>
}

/** An account's exchange that is asked in another thread. */
export class RemoteExchange implements Exchange {
  readonly markets: readonly Market[]
  readonly #ask: RemoteExchangeParts['ask']
  readonly #symbols: ReadonlySet<string>
  readonly #listeners = new Set<(event: ExchangeEvent) => void>()
  #terms: AccountTerms | null = null

  constructor({ markets, ask }: RemoteExchangeParts) {
    this.markets = markets
    this.#ask = ask
    this.#symbols = new Set(markets.map(({ symbol }) => symbol))
  }

  /** Until the account was opened, what every exchange has. */
  capabilities(symbol: string): OrderCapabilities {
    if (this.#terms === null) return this.#symbols.has(symbol) ? plainSpot : noOrders
    const { sets, of } = this.#terms.capabilities
    return sets[of[symbol] ?? -1] ?? noOrders
  }

  get lateMs(): Lateness {
    return this.#terms?.lateMs ?? usualLateMs
  }

  submit(...asked: CallAsked<'submit'>): Promise<CallAnswer<'submit'>> {
    return this.#call('submit', asked)
  }
  cancel(...asked: CallAsked<'cancel'>): Promise<CallAnswer<'cancel'>> {
    return this.#call('cancel', asked)
  }
  amend(...asked: CallAsked<'amend'>): Promise<CallAnswer<'amend'>> {
    return this.#call('amend', asked)
  }
  order(...asked: CallAsked<'order'>): Promise<CallAnswer<'order'>> {
    return this.#call('order', asked)
  }
  openOrders(): Promise<CallAnswer<'openOrders'>> {
    return this.#call('openOrders', [])
  }
  fills(...asked: CallAsked<'fills'>): Promise<CallAnswer<'fills'>> {
    return this.#call('fills', asked)
  }
  recentFills(...asked: CallAsked<'recentFills'>): Promise<CallAnswer<'recentFills'>> {
    return this.#call('recentFills', asked)
  }
  balances(): Promise<CallAnswer<'balances'>> {
    return this.#call('balances', [])
  }

  subscribe(listener: (event: ExchangeEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  opened(terms: AccountTerms): void {
    this.#terms = terms
  }

  tell(event: ExchangeEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  async #call<N extends CallName>(name: N, asked: CallAsked<N>): Promise<CallAnswer<N>> {
    const call = exchangeCalls[name]
    const reply = await this.#ask(name, z.encode(call.asked, asked))
    if (reply.kind !== 'answer') return call[reply.kind](reply.cause)
    // What cannot be understood was done all the same, or not: nobody knows.
    return readAs(call.answer, reply.value) ?? call.unanswered('the account worker answered something else')
  }
}

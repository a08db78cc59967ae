import { z } from 'zod'
import type { Market } from '../../domain/market/market.ts'
import { noOrders, type OrderCapabilities, plainSpot } from '../../domain/orders/capabilities.ts'
import {
  type Exchange,
  type ExchangeEvent,
  type Lateness,
  type PreparedOrder,
  usualLateMs,
} from '../../engine/ports/exchange.ts'
import { type CallAnswer, type CallAsked, type CallName, exchangeCalls } from './exchange-calls.ts'
import { readAs } from './port-values.ts'
import type { AccountTerms } from './protocol.ts'

/** What came back from the worker: its answer, or why there is none. */
export type Reply =
  | { readonly kind: 'answer'; readonly value: unknown }
  | { readonly kind: 'unsent' | 'unanswered'; readonly cause: string }

/** As the port's `PreparedOrder`. */
export interface PreparedAsking {
  send(): Promise<Reply>
  drop(): void
}

interface RemoteExchangeParts {
  readonly markets: readonly Market[]
  readonly ask: (call: CallName, asked: unknown) => Promise<Reply>
  readonly prepare: (asked: unknown) => PreparedAsking
}

/** An account's exchange that is asked in another thread. */
export class RemoteExchange implements Exchange {
  readonly markets: readonly Market[]
  readonly #parts: RemoteExchangeParts
  readonly #symbols: ReadonlySet<string>
  readonly #listeners = new Set<(event: ExchangeEvent) => void>()
  #terms: AccountTerms | null = null

  constructor(parts: RemoteExchangeParts) {
    this.markets = parts.markets
    this.#parts = parts
    this.#symbols = new Set(parts.markets.map(({ symbol }) => symbol))
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
  prepare(...asked: CallAsked<'submit'>): PreparedOrder {
    const { send, drop } = this.#parts.prepare(z.encode(exchangeCalls.submit.asked, asked))
    return { send: async () => answerIn('submit', await send()), drop }
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
    return answerIn(name, await this.#parts.ask(name, z.encode(exchangeCalls[name].asked, asked)))
  }
}

const answerIn = <N extends CallName>(name: N, reply: Reply): CallAnswer<N> => {
  const call = exchangeCalls[name]
  if (reply.kind !== 'answer') return call[reply.kind](reply.cause)
  // What cannot be understood was done all the same, or not: nobody knows.
  return readAs(call.answer, reply.value) ?? call.unanswered('the account worker answered something else')
}

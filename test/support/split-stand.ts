import { expect } from 'vitest'
import type { LiveTerms } from '../../src-main/domain/live/live-terms.ts'
import { text } from '../../src-main/domain/money/decimal.ts'
import { fullSpot } from '../../src-main/domain/orders/capabilities.ts'
import type { OrderPurpose, OrderRequest } from '../../src-main/domain/orders/order.ts'
import type { Position } from '../../src-main/domain/positions/position.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import type { JournalEntry } from '../../src-main/engine/ports/store.ts'
import type { BotRuntime } from '../../src-main/engine/state/roster.ts'
import { FakeClock } from './fake-clock.ts'
import { HandExchange } from './hand-exchange.ts'
import { startRoutingEngine } from './routing-engine.ts'
import { startLiveBot } from './start-live-bot.ts'
import { openTestStore } from './store/open-test-store.ts'
import { demoBot, unguarded } from './test-engine.ts'
import { oneLevel, type VenueBooks } from './two-venue-market.ts'

export const never = (): never => {
  throw new Error('there is none')
}

const limits = {
  ...unguarded,
  ...{ coolDownSeconds: '0', cheapestAccount: '1', splitEntries: '1', stopLoss: '0.05', maxPositions: '1' },
}

/** A bot with real money that may enter through two accounts, on the cheaper of which is about a third of an entry. */
export class SplitStand {
  readonly opened = openTestStore()
  clock = new FakeClock()
  own = SplitStand.exchange('10000')
  other = SplitStand.exchange('10000')
  books: VenueBooks = { demo: oneLevel(56_000), other: oneLevel(55_000, 0.006) }
  #engine: Engine | null = null

  static exchange(money: string): HandExchange {
    return Object.assign(new HandExchange({ USDT: money }), { capabilities: () => fullSpot })
  }

  get engine(): Engine {
    return this.#engine ?? never()
  }
  get positions(): readonly Position[] {
    return [...this.engine.books.positions.values()]
  }
  get bot(): BotRuntime {
    return [...this.engine.roster.all()][0] ?? never()
  }

  async start(ids: string): Promise<void> {
    this.clock = new FakeClock(this.clock.now())
    const { opened, clock, books } = this
    const exchanges = { 'live-1': this.own, 'live-2': this.other }
    this.#engine = await startRoutingEngine({ store: opened.store, clock, exchanges, books, ids })
  }

  async begin(change: Record<string, string> = {}, terms: Partial<LiveTerms> = {}): Promise<void> {
    await this.start('a')
    const settings = {
      ...demoBot('Split', 'BTC/USDT', { ...limits, ...change }),
      parameters: { fast: '2', slow: '3' },
    }
    await this.engine.command((e) => startLiveBot(e, settings, { alsoThrough: ['live-2'], ...terms }))
  }

  async close(): Promise<void> {
    await this.#engine?.stop()
    this.opened.close()
  }

  async until(holds: () => boolean): Promise<void> {
    for (let tries = 0; tries < 400 && !holds(); tries += 1) await this.clock.advance(500)
    expect(holds()).toBe(true)
  }
  entered(): Promise<void> {
    return this.until(() => this.own.sent.length + this.other.sent.length > 0)
  }
  async bothHeld(): Promise<void> {
    await this.entered()
    await this.fill(this.own, 'entry')
    await this.fill(this.other, 'entry')
  }
  /** All of the first order of its kind that was sent there. */
  async fill(exchange: HandExchange, purpose: OrderPurpose, at = '55000'): Promise<void> {
    const order = this.sent(exchange, purpose)[0] ?? never()
    exchange.fill(order.clientOrderId, text(order.quantity), at)
    await this.clock.advance(0)
  }

  sent(exchange: HandExchange, purpose: OrderPurpose): readonly OrderRequest[] {
    return exchange.sent.filter((order) => order.purpose === purpose)
  }
  /** Of what was sent to each exchange. */
  sizes(purpose: OrderPurpose): readonly (readonly string[])[] {
    return [this.own, this.other].map((exchange) =>
      this.sent(exchange, purpose).map((order) => text(order.quantity)),
    )
  }
  /** Newest first. */
  journal(event: string): readonly JournalEntry[] {
    return this.opened.store.journal
      .page({ limit: 500, before: null }, null)
      .filter((entry) => entry.event === event)
  }
}

import { type Cash, noCash, notional, toNumber } from '../../domain/money/decimal.ts'
import type { Order } from '../../domain/orders/order.ts'
import { dayMs } from '../../domain/risk/loss-track.ts'
import type { BookedFill, Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { BotRuntime } from '../state/roster.ts'
import type { LossDesk } from './loss-desk.ts'
import { slippageOf } from './slippage-of.ts'

interface DayExtremesParts {
  readonly books: Books
  readonly store: {
    readonly orders: Pick<Store['orders'], 'largestEntries'>
    readonly fills: Pick<Store['fills'], 'worstOf'>
  }
  readonly losses: Pick<LossDesk, 'nextDayAt'>
}

interface Extreme {
  readonly size: number
  readonly order: Order
  /** When the day that it belongs to is over, on the market's clock. */
  readonly until: number
}

/** Whose slippage is asked for, and the pairs that it may have traded today. */
type Trader = Pick<BotRuntime, 'lastExitAt'> & {
  readonly bot: Pick<BotRuntime['bot'], 'id' | 'accountId'> & {
    readonly settings: Pick<BotRuntime['bot']['settings'], 'symbols'>
  }
}

/**
 * What is measured at each order only, kept as the worst since the day began: the largest order that an account sent in
 * a currency to enter, and how far a bot's fills were from what was expected. What was before the app began is read
 * from disk when it is first asked for.
 */
export class DayExtremes {
  readonly #parts: DayExtremesParts
  readonly #orders = new Map<string, Extreme>()
  readonly #slippages = new Map<string, Extreme>()
  /** Until when the day lasts that was read, by account or bot. */
  readonly #read = new Map<string, number>()

  constructor(parts: DayExtremesParts) {
    this.#parts = parts
  }

  onPlaced(order: Order): void {
    if (order.purpose !== 'entry') return
    const { books } = this.#parts
    const quote = books.market(books.venueOf(order.accountId), order.symbol)?.quote ?? ''
    const size = toNumber(order.expected) * toNumber(order.quantity)
    this.#keep(this.#orders, `${order.accountId} ${quote}`, size, order, order.marketTime)
  }

  onBooked(booked: BookedFill): void {
    const { order, fill } = booked
    this.#keep(this.#slippages, order.botId, slippageOf(booked), order, fill.marketTime)
  }

  largestOrder(
    accountId: string,
    currency: string,
  ): { readonly value: Cash; readonly symbol: string | null } {
    this.#readDay(accountId, accountId, (from, to) => {
      for (const order of this.#parts.store.orders.largestEntries(accountId, from, to)) this.onPlaced(order)
    })
    const order = this.#of(this.#orders, `${accountId} ${currency}`, accountId)?.order
    if (order === undefined) return { value: noCash(currency), symbol: null }
    return { value: notional(order.expected, order.quantity, currency), symbol: order.symbol }
  }

  /** Share of the expected price, never below 0. */
  worstSlippage(trader: Trader): { readonly share: number; readonly symbol: string | null } {
    const { id, accountId, settings } = trader.bot
    const { books, store } = this.#parts
    this.#readDay(`bot ${id}`, accountId, (from, to) => {
      const held = [...books.positions.ofBot(id)].map(({ symbol }) => symbol)
      for (const symbol of new Set([...settings.symbols, ...trader.lastExitAt.keys(), ...held])) {
        const worst = store.fills.worstOf(id, symbol, from, to)
        if (worst !== null) this.onBooked(worst)
      }
    })
    const worst = this.#of(this.#slippages, id, accountId)
    if (worst === undefined || worst.size <= 0) return { share: 0, symbol: null }
    return { share: worst.size, symbol: worst.order.symbol }
  }

  /** Once a day: of what comes later this hears. */
  #readDay(whose: string, accountId: string, read: (from: number, to: number) => void): void {
    const until = this.#parts.losses.nextDayAt(accountId)
    if (this.#read.get(whose) === until) return
    this.#read.set(whose, until)
    read(until - dayMs, until)
  }

  #keep(extremes: Map<string, Extreme>, key: string, size: number, order: Order, marketTime: number): void {
    const until = this.#parts.losses.nextDayAt(order.accountId)
    // One of an earlier day, as when the app began with an order under way.
    if (marketTime < until - dayMs) return
    const known = this.#of(extremes, key, order.accountId)
    if (known === undefined || known.size < size) extremes.set(key, { size, order, until })
  }

  #of(extremes: Map<string, Extreme>, key: string, accountId: string): Extreme | undefined {
    const known = extremes.get(key)
    return known?.until === this.#parts.losses.nextDayAt(accountId) ? known : undefined
  }
}

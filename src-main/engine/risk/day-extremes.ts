import { type Cash, noCash, notional, toNumber } from '../../domain/money/decimal.ts'
import type { Order } from '../../domain/orders/order.ts'
import type { BookedFill } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { LossDesk } from './loss-desk.ts'
import { slippageOf } from './slippage-of.ts'

interface DayExtremesParts {
  readonly books: Books
  readonly losses: Pick<LossDesk, 'nextDayAt'>
}

interface Extreme {
  readonly size: number
  readonly order: Order
  /** When the day that it belongs to is over, on the market's clock. */
  readonly until: number
}

/**
 * What is measured at each order only, kept as the worst since the day began, or since the app did: the largest order
 * that an account sent in a currency to enter, and how far a bot's fills were from what was expected.
 */
export class DayExtremes {
  readonly #parts: DayExtremesParts
  readonly #orders = new Map<string, Extreme>()
  readonly #slippages = new Map<string, Extreme>()

  constructor(parts: DayExtremesParts) {
    this.#parts = parts
  }

  onPlaced(order: Order): void {
    if (order.purpose !== 'entry') return
    const { books } = this.#parts
    const quote = books.market(books.venueOf(order.accountId), order.symbol)?.quote ?? ''
    const size = toNumber(order.expected) * toNumber(order.quantity)
    this.#keep(this.#orders, `${order.accountId} ${quote}`, size, order)
  }

  onBooked(booked: BookedFill): void {
    const { order } = booked
    this.#keep(this.#slippages, order.botId, slippageOf(booked), order)
  }

  largestOrder(
    accountId: string,
    currency: string,
  ): { readonly value: Cash; readonly symbol: string | null } {
    const order = this.#of(this.#orders, `${accountId} ${currency}`, accountId)?.order
    if (order === undefined) return { value: noCash(currency), symbol: null }
    return { value: notional(order.expected, order.quantity, currency), symbol: order.symbol }
  }

  /** Share of the expected price, never below 0. */
  worstSlippage(
    botId: string,
    accountId: string,
  ): { readonly share: number; readonly symbol: string | null } {
    const worst = this.#of(this.#slippages, botId, accountId)
    if (worst === undefined || worst.size <= 0) return { share: 0, symbol: null }
    return { share: worst.size, symbol: worst.order.symbol }
  }

  #keep(extremes: Map<string, Extreme>, key: string, size: number, order: Order): void {
    const known = this.#of(extremes, key, order.accountId)
    if (known !== undefined && known.size >= size) return
    extremes.set(key, { size, order, until: this.#parts.losses.nextDayAt(order.accountId) })
  }

  #of(extremes: Map<string, Extreme>, key: string, accountId: string): Extreme | undefined {
    const known = extremes.get(key)
    return known?.until === this.#parts.losses.nextDayAt(accountId) ? known : undefined
  }
}

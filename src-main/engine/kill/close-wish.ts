import { type Order, stateOf } from '../../domain/orders/order.ts'
import type { Position } from '../../domain/positions/position.ts'
import { sentence } from '../../domain/sentence.ts'
import type { Exits } from '../bots/exits.ts'
import type { OrderDesk } from '../orders/order-desk.ts'
import type { Clock } from '../ports/clock.ts'
import type { KillWish } from '../ports/kill-store.ts'
import type { Books } from '../state/books.ts'
import type { KillWishes } from './kill-wishes.ts'

interface CloseWishParts {
  readonly books: Books
  readonly clock: Clock
  readonly exits: Exits
  readonly orders: OrderDesk
  readonly wishes: KillWishes
}

/** A sale that the exchange refuses this often is not sent again before the user asks for it. */
const mostSales = 4
/** An order that stands in the way is asked to end again after so long without its end. */
const wordMs = 10_000

/** Takes the closing of one position further: what locks it is cancelled, then it is sold, until it is gone. */
export class CloseWish {
  readonly #parts: CloseWishParts

  constructor(parts: CloseWishParts) {
    this.#parts = parts
  }

  step(wish: KillWish): void {
    const { books, orders, wishes } = this.#parts
    const sale = wish.saleId === null ? null : orders.known(wish.saleId)
    const position = books.positions.get(wish.targetId)
    if (sale !== null && books.orders.has(sale.clientOrderId)) this.#follow(wish, sale)
    else if (position === undefined) wishes.progress(wish, { state: 'done', reason: null })
    else if (sale !== null && stateOf(sale) !== 'filled') this.#saleEnded(wish, sale)
    else if (wishes.isDue(wish.id) && this.#clearWay(wish, position)) this.#sell(wish, position)
  }

  #follow(wish: KillWish, sale: Order): void {
    const { wishes } = this.#parts
    const state = stateOf(sale)
    if (state === 'unknown') wishes.progress(wish, { state: 'sent', reason: sentence('kill.sale-unknown') })
    else if (state === 'submitting') wishes.progress(wish, { state: 'sent', reason: null })
    else wishes.progress(wish, { state: 'accepted', reason: null })
  }

  #saleEnded(wish: KillWish, sale: Order): void {
    const { wishes } = this.#parts
    wishes.waitFor(wish.id, wish.attempts >= mostSales ? null : wishes.delayAfter(wish.attempts))
    const { rejection } = sale.facts
    const reason =
      rejection === null
        ? sentence('kill.sale-ended', { state: stateOf(sale) })
        : sentence('kill.sale-refused', { code: rejection })
    wishes.progress(wish, { state: 'failed', reason, saleId: null })
  }

  /** True when nothing of the bot is under way there on the pair. What rests there is cancelled, a sale in progress is waited for. */
  #clearWay(wish: KillWish, position: Position): boolean {
    const { books, exits, orders, wishes } = this.#parts
    const isFree = exits.claim(position.id)
    const locks = [...books.orders.values()].filter(
      ({ order: { botId, symbol, accountId } }) =>
        botId === position.botId && symbol === position.symbol && accountId === position.accountId,
    )
    if (locks.length === 0 && isFree) return true
    wishes.waitFor(wish.id, wordMs)
    wishes.progress(wish, { state: 'waiting', reason: sentence('kill.order-in-the-way') })
    for (const { order } of locks) {
      const rests = order.purpose === 'entry' || order.type !== 'market'
      if (rests && order.purpose !== 'protection') orders.cancel(order)
    }
    return false
  }

  #sell(wish: KillWish, position: Position): void {
    const { books, clock, exits, orders, wishes } = this.#parts
    const { venueId } = books.account(position.accountId).book.account
    const venue = books.venues.get(venueId)
    if (venue === undefined || venue.state === 'down') {
      wishes.progress(wish, { state: 'waiting', reason: sentence('kill.no-connection') })
      return
    }
    const reason = sentence('order.closed-by-kill')
    const planned = exits.plan(position, reason, venue.marketTime ?? clock.now())
    if (planned.ok) {
      const saleId = planned.value.clientOrderId
      const sent = wishes.with(wish, { state: 'sent', reason: null, saleId, attempts: wish.attempts + 1 })
      orders.place(planned.value, () => wishes.write(sent))
      wishes.remember(sent)
    } else if (planned.error === 'NO_MARKET_DATA') {
      wishes.progress(wish, { state: 'waiting', reason: sentence('kill.no-price') })
    } else this.#belowMinimum(wish)
  }

  /** What was to be sold is sold, or there never was enough for a sale. */
  #belowMinimum(wish: KillWish): void {
    const { wishes } = this.#parts
    const sold = wish.saleId !== null
    wishes.waitFor(wish.id, null)
    const reason = sentence(sold ? 'kill.dust-left' : 'kill.too-small')
    wishes.progress(wish, { state: sold ? 'done' : 'failed', reason })
  }
}

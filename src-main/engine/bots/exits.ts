import { minQuantity, type Price, type Quantity, subtractQuantity } from '../../domain/money/decimal.ts'
import type { Order } from '../../domain/orders/order.ts'
import type { Position } from '../../domain/positions/position.ts'
import { sellableOf } from '../../domain/positions/sellable.ts'
import { ok, type Result, refused } from '../../domain/result.ts'
import type { Sentence } from '../../domain/sentence.ts'
import type { OrderDesk } from '../orders/order-desk.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import { newOrder } from './new-order.ts'

interface ExitsParts {
  readonly books: Books
  readonly clock: Clock
  readonly ids: Ids
  readonly orders: OrderDesk
  readonly store: Store
}

/** Dust: what is left is below the exchange's minimum, so that it would refuse the sale. */
export type NoExit = 'NO_MARKET_DATA' | 'DUST'

/** Takes back what holds a position's coins; true when they are free already, else `free` is called once they are. */
interface CoinGuard {
  claim(positionId: string, free?: () => void): boolean
}

/** An entry that stands before a sale and does not end is cancelled again no sooner. */
const takeBackEveryMs = 3_000

/** Sales of positions at the market, whole or in part. */
export class Exits {
  readonly #parts: ExitsParts
  /** When the entry of each bot, account and pair was last taken back for a sale. */
  readonly #takenBackAt = new Map<string, number>()
  #guard: CoinGuard | null = null

  constructor(parts: ExitsParts) {
    this.#parts = parts
  }

  /** Set once at start: what protects positions sells through this desk. */
  guardWith(guard: CoinGuard): void {
    this.#guard = guard
  }

  /** True when nothing holds the position's coins; else they are being freed, and a later call says when. */
  claim(positionId: string): boolean {
    return this.#guard?.claim(positionId) ?? true
  }

  /**
   * The order that would sell all that can be sold, or a part of it; nothing is sent. A part that leaves less than can
   * be sold takes that along.
   * @param unheard what the market is taken to pay while no price of it was heard
   */
  plan(
    position: Position,
    reason: Sentence,
    marketTime: number,
    part: Quantity = position.quantity,
    unheard?: Price,
  ): Result<Order, NoExit> {
    const { books, clock, ids } = this.#parts
    const { venueId } = books.account(position.accountId).book.account
    const market = books.market(venueId, position.symbol)
    const mark = books.mark(venueId, position.symbol) ?? unheard
    if (market === undefined || mark === undefined) return refused('NO_MARKET_DATA')
    const sellable = sellableOf(market, part, mark)
    if (sellable === null) return refused('DUST')
    const leavesDust = sellableOf(market, subtractQuantity(position.quantity, sellable), mark) === null
    const quantity = leavesDust ? (sellableOf(market, position.quantity, mark) ?? sellable) : sellable
    const { botId, accountId, mode, symbol } = position
    const order = newOrder({
      clientOrderId: ids.next('order'),
      botId,
      accountId,
      mode,
      symbol,
      side: 'sell',
      purpose: 'exit',
      positionId: position.id,
      quantity,
      expected: mark,
      reason,
      marketTime,
      createdAt: clock.now(),
    })
    return ok(order)
  }

  /** Below the exchange's minimum at the last price; false while there is none. */
  isDust(position: Position): boolean {
    const { books } = this.#parts
    const { venueId } = books.account(position.accountId).book.account
    const market = books.market(venueId, position.symbol)
    const mark = books.mark(venueId, position.symbol)
    return market !== undefined && mark !== undefined && sellableOf(market, position.quantity, mark) === null
  }

  /**
   * Sends the sale. "POSITION_CLOSING": an order of the bot is under way there on the pair, and it is its turn first; an entry
   * is taken back, so that the sale can follow.
   * @param unheard as in `plan`
   */
  close(
    position: Position,
    reason: Sentence,
    part?: Quantity,
    unheard?: Price,
  ): Result<null, NoExit | 'POSITION_CLOSING'> {
    const { books, clock } = this.#parts
    const pending = books.pendingOn(position)
    if (pending !== undefined) {
      this.#makeWay(pending.order)
      return refused('POSITION_CLOSING')
    }
    const { venueId } = books.account(position.accountId).book.account
    const marketTime = books.venues.get(venueId)?.marketTime ?? clock.now()
    const planned = this.plan(position, reason, marketTime, part, unheard)
    if (!planned.ok) return planned
    this.send(planned.value, () => {})
    return ok(null)
  }

  #makeWay(order: Order): void {
    const { clock, orders } = this.#parts
    if (order.purpose !== 'entry') return
    const key = `${order.botId} ${order.accountId} ${order.symbol}`
    const now = clock.monotonic()
    if (now - (this.#takenBackAt.get(key) ?? Number.NEGATIVE_INFINITY) < takeBackEveryMs) return
    this.#takenBackAt.set(key, now)
    orders.cancel(order)
  }

  /**
   * Sends a planned sale, and writes what belongs to it in the transaction of its intent. While a stop at the exchange
   * holds the coins that is written alone: the sale follows once they are free, of what is still held then.
   */
  send(order: Order, withIntent: () => void): void {
    const { orders, store } = this.#parts
    const isFree = this.#guard?.claim(order.positionId, () => this.#sellFreed(order)) ?? true
    if (isFree) orders.place(order, withIntent)
    else store.note(withIntent)
  }

  #sellFreed({ clientOrderId, positionId, quantity, reason, marketTime, expected }: Order): void {
    const { books, orders } = this.#parts
    const position = books.positions.get(positionId)
    // Its stop has sold it.
    if (position === undefined || books.pendingOn(position) !== undefined) return
    const left = minQuantity(quantity, position.quantity)
    const planned = this.plan(position, reason, marketTime, left, expected)
    if (planned.ok) orders.place({ ...planned.value, clientOrderId }, () => {})
  }
}

import { compare, type Price, text, toNumber } from '../../domain/money/decimal.ts'
import { type Order, stateOf } from '../../domain/orders/order.ts'
import type { Position } from '../../domain/positions/position.ts'
import { sentence } from '../../domain/sentence.ts'
import type { Exits } from '../bots/exits.ts'
import type { Ids } from '../ports/ids.ts'
import { Coverage } from './coverage.ts'
import { ProtectionOrders, protectionOrder } from './protection-orders.ts'
import type { Protection } from './protection-plan.ts'
import { Round } from './round.ts'
import type { StopDesk } from './stop-desk.ts'
import { StopMover, type StopMoverParts } from './stop-mover.ts'
import type { UnprotectedWatch } from './unprotected-watch.ts'

interface ProtectionDeskParts extends StopMoverParts {
  readonly ids: Ids
  readonly exits: Exits
  readonly stops: StopDesk
  readonly watch: UnprotectedWatch
}

const everyMs = 1_000
/** A trailing stop moves its order no more often, and by no less than this share of its price. */
const moveEveryMs = 10_000
const leastMove = 0.001
/** More fills of the same entry may follow: its order grows no more often. */
const growEveryMs = 1_000
/** After an order that the exchange refused, by how many were refused in a row. */
const retryMs = [1_000, 2_000, 5_000] as const
const longestRetryMs = 5_000
/** An order that is to go and has not ended is cancelled again no sooner. */
const cancelEveryMs = 3_000
/** The market stands beyond the trigger for so long and the position is still there: the stop did not fill. */
const graceMs = 5_000
/** A sale that was to follow a release and never came. */
const idleReleaseMs = 15_000

interface Release {
  readonly since: number
  /** Waits for the coins. */
  free: (() => void) | null
}

/** What is under way for one position. Times are monotonic. */
interface Guard {
  /** When its order was placed or moved last. */
  movedAt: number
  cancelAskedAt: number
  notBefore: number
  refusals: number
  beyondSince: number | null
  /** Its coins are wanted for a sale: no order may hold them. */
  release: Release | null
}

/**
 * Keeps a stop order at the exchange for every position that has a stop, so that it is protected while the app is
 * not there. On spot a waiting stop holds the coins: where it can be neither moved nor replaced in one request it is
 * cancelled before another takes its place, and it always is before any other sale, which goes out only once the exchange has said how much of it was sold. So nothing is sold twice.
 */
export class ProtectionDesk {
  readonly #parts: ProtectionDeskParts
  readonly #guards = new Map<string, Guard>()
  readonly #held: ProtectionOrders
  readonly #coverage: Coverage
  readonly #mover: StopMover

  constructor(parts: ProtectionDeskParts) {
    this.#parts = parts
    this.#held = new ProtectionOrders(parts.books)
    this.#coverage = new Coverage(parts)
    this.#mover = new StopMover({ ...parts, onPassed: (order, trigger) => this.#onPassed(order, trigger) })
  }

  /** Takes up what an earlier run has left; call once its orders are known, before anything moves. */
  load(): void {
    this.#mover.resume()
  }

  /** Looks after every position now and every second; returns the function that ends it. */
  begin(): () => void {
    const { clock, lane } = this.#parts
    const round = new Round(this.#parts, (id) => this.tend(id))
    const all = () => new Set([...this.#parts.books.positions.keys(), ...this.#held.positionIds()])
    round.begin(all())
    const end = clock.every(everyMs, () => lane.post(() => round.begin(all())))
    return () => {
      end()
      round.end()
      this.#mover.end()
    }
  }

  /** True when the exchange has confirmed an order that covers all that can be sold. */
  isConfirmed(positionId: string): boolean {
    const position = this.#parts.books.positions.get(positionId)
    const wanted = position === undefined ? null : this.#coverage.wanted(position)
    return wanted !== null && this.#isGiven(positionId, wanted)
  }

  /** True while its coins are being freed for a sale, or are wanted for one. */
  isReleased(positionId: string): boolean {
    return (this.#guards.get(positionId)?.release ?? null) !== null
  }

  /** An order began to be pending, at the start also one of an earlier run, or has ended. */
  onPending(order: Order, pending: boolean): void {
    if (!pending) this.#parts.lane.post(() => this.#onEnded(order))
    else if (order.purpose === 'protection') this.#held.add(order)
  }

  #onEnded(order: Order): void {
    const { clock } = this.#parts
    const { purpose, positionId } = order
    if (purpose === 'entry') return
    const guard = this.#guardOf(positionId)
    if (purpose === 'exit') guard.release = null
    else {
      this.#held.remove(order)
      this.#mover.forget(order.clientOrderId)
      if (stateOf(order) === 'rejected') {
        guard.notBefore = clock.monotonic() + (retryMs[guard.refusals] ?? longestRetryMs)
        guard.refusals += 1
      } else guard.refusals = 0
      if (guard.release !== null && !this.#held.has(positionId)) {
        this.#onFreed(order, guard, guard.release)
        return
      }
      const { triggerPrice, facts } = order
      if (facts.rejection === 'WOULD_TRIGGER' && triggerPrice !== null) this.#onPassed(order, triggerPrice)
    }
    this.tend(positionId)
  }

  /** Unless the stop was planned anew meanwhile, below what the market has passed. */
  #onPassed(order: Order, triggerPrice: Price): void {
    const { books, stops } = this.#parts
    const position = books.positions.get(order.positionId)
    const wanted = position === undefined ? null : this.#coverage.wanted(position)
    if (wanted !== null && compare(wanted.triggerPrice, triggerPrice) >= 0)
      stops.onPassed(order, triggerPrice)
  }

  /**
   * Takes back the order that holds a position's coins, so that they can be sold, and keeps it away until that sale
   * has ended.
   * @param free called as a turn once they are free, when they are not yet
   * @returns whether they are free already
   */
  claim(positionId: string, free?: () => void): boolean {
    const guard = this.#guardOf(positionId)
    guard.release ??= { since: this.#parts.clock.monotonic(), free: null }
    if (!this.#held.has(positionId)) return true
    // One sale follows a release: what is wanted besides is wanted of the same coins.
    guard.release.free ??= free ?? null
    this.#cancel(guard, this.#held.of(positionId))
    return false
  }

  /** Call when a position was opened, changed or closed, or its stop did. */
  tend(positionId: string): void {
    const { books, watch } = this.#parts
    const position = books.positions.get(positionId)
    const orders = this.#held.of(positionId)
    if (position === undefined) {
      if (orders.length === 0) this.#guards.delete(positionId)
      else this.#cancel(this.#guardOf(positionId), orders)
      watch.end(positionId)
      return
    }
    const guard = this.#guardOf(positionId)
    const wanted = this.#coverage.wanted(position)
    if (guard.release !== null) this.#tendRelease(guard, position, orders)
    else if (orders.length > 0) this.#tendOrders(guard, position, orders, wanted)
    else if (wanted !== null && !this.#held.has(positionId) && !this.#isSelling(position))
      this.#place(guard, position, wanted)
    if (wanted === null) watch.end(positionId)
    else {
      watch.see(position, this.#isGiven(positionId, wanted))
      this.#followUp(guard, position, wanted)
    }
  }

  #isGiven(positionId: string, wanted: Protection): boolean {
    return this.#held.of(positionId).some((order) => this.#coverage.isGiven(order, wanted))
  }

  #tendRelease(guard: Guard, position: Position, orders: readonly Order[]): void {
    const { clock } = this.#parts
    if (orders.length > 0) {
      this.#cancel(guard, orders)
      return
    }
    const since = guard.release?.since ?? 0
    if (this.#isSelling(position)) return
    if (clock.monotonic() - since >= idleReleaseMs) guard.release = null
  }

  #tendOrders(guard: Guard, position: Position, orders: readonly Order[], wanted: Protection | null): void {
    const isOpen = orders.every((order) => stateOf(order) === 'open')
    const [order, newer] = orders
    // One that has triggered is selling; one that the exchange has not confirmed cannot be told what became of it.
    if (!isOpen || order === undefined) return
    if (wanted === null) this.#cancel(guard, orders)
    else if (newer !== undefined) this.#cancel(guard, [order])
    else if (this.#isOutdated(guard, order, wanted)) this.#move(guard, position, order, wanted)
  }

  #isOutdated(guard: Guard, order: Order, wanted: Protection): boolean {
    const since = this.#parts.clock.monotonic() - guard.movedAt
    if (compare(order.quantity, wanted.quantity) !== 0) return since >= growEveryMs
    if (order.triggerPrice === null) return false
    const moved = toNumber(wanted.triggerPrice) / toNumber(order.triggerPrice) - 1
    return Math.abs(moved) >= leastMove && since >= moveEveryMs
  }

  #move(guard: Guard, position: Position, order: Order, wanted: Protection): void {
    const { exchange } = this.#parts.books.account(order.accountId)
    // One whose replacement was refused is cancelled, so that the next does not depend on it.
    const isReplaced = exchange.capabilities(order.symbol).replacesStops && guard.refusals === 0
    if (this.#mover.move(order, wanted)) guard.movedAt = this.#parts.clock.monotonic()
    else if (isReplaced) this.#place(guard, position, wanted, order)
    else this.#cancel(guard, [order])
  }

  #cancel(guard: Guard, orders: readonly Order[]): void {
    const now = this.#parts.clock.monotonic()
    if (now - guard.cancelAskedAt < cancelEveryMs) return
    guard.cancelAskedAt = now
    for (const order of orders) this.#parts.orders.cancel(order)
  }

  /** @param replaced ends as this one comes, in one request */
  #place(guard: Guard, position: Position, wanted: Protection, replaced?: Order): void {
    const { books, clock, ids, orders, journal } = this.#parts
    const now = clock.monotonic()
    if (now < guard.notBefore || this.#coverage.isBeyond(position, wanted)) return
    guard.movedAt = now
    guard.cancelAskedAt = Number.NEGATIVE_INFINITY
    const order = protectionOrder(position, wanted, {
      clientOrderId: ids.next('order'),
      marketTime: books.venues.get(books.venueOf(position.accountId))?.marketTime ?? clock.now(),
      createdAt: clock.now(),
    })
    const { clientOrderId: orderId, botId, symbol } = order
    const withIntent = () => {
      if (replaced === undefined) return
      journal.write('order.replaces', { botId, orderId, facts: { symbol, replaced: replaced.clientOrderId } })
    }
    orders.place(order, withIntent, replaced?.clientOrderId)
  }

  /** A stop that has triggered and does not fill, or was not there in time: sold at the market. */
  #followUp(guard: Guard, position: Position, wanted: Protection): void {
    const { clock, exits } = this.#parts
    const now = clock.monotonic()
    if (!this.#coverage.isBeyond(position, wanted)) {
      guard.beyondSince = null
      return
    }
    guard.beyondSince ??= now
    if (now - guard.beyondSince < graceMs) return
    guard.beyondSince = now
    exits.close(position, sentence('order.stop-followed-up', { level: text(wanted.triggerPrice) }))
  }

  /** All that it sold is booked: an order's end tells how much that was. */
  #onFreed(order: Order, guard: Guard, release: Release): void {
    const { free } = release
    release.free = null
    // Whoever wants to sell without having left a word comes for the coins.
    if (free === null) return
    free()
    if (this.#isSelling(order)) return
    guard.release = null
    this.tend(order.positionId)
  }

  #isSelling(held: Pick<Position, 'botId' | 'symbol' | 'accountId'>): boolean {
    return this.#parts.books.pendingOn(held)?.order.purpose === 'exit'
  }

  #guardOf(positionId: string): Guard {
    const known = this.#guards.get(positionId)
    if (known !== undefined) return known
    const guard: Guard = {
      movedAt: Number.NEGATIVE_INFINITY,
      cancelAskedAt: Number.NEGATIVE_INFINITY,
      notBefore: 0,
      refusals: 0,
      beyondSince: null,
      release: null,
    }
    this.#guards.set(positionId, guard)
    return guard
  }
}

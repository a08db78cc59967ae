import { compare, text, toNumber } from '../../domain/money/decimal.ts'
import { type Order, stateOf } from '../../domain/orders/order.ts'
import type { Position } from '../../domain/positions/position.ts'
import { sentence } from '../../domain/sentence.ts'
import type { Exits } from '../bots/exits.ts'
import { newOrder } from '../bots/new-order.ts'
import type { Ids } from '../ports/ids.ts'
import { Coverage } from './coverage.ts'
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
 * not there. On spot a waiting stop holds the coins: where it cannot be moved it is cancelled before another takes its
 * place, and it always is before any other sale, which goes out only once the exchange has said how much of it was sold. So nothing is sold twice.
 */
export class ProtectionDesk {
  readonly #parts: ProtectionDeskParts
  readonly #guards = new Map<string, Guard>()
  /** Pending protection orders by position. */
  readonly #orderIds = new Map<string, string>()
  readonly #coverage: Coverage
  readonly #mover: StopMover

  constructor(parts: ProtectionDeskParts) {
    this.#parts = parts
    this.#coverage = new Coverage(parts)
    this.#mover = new StopMover(parts)
  }

  /** Takes up what an earlier run has left; call once its orders are known, before anything moves. */
  load(): void {
    this.#mover.resume()
  }

  /** Looks after every position now and every second; returns the function that ends it. */
  begin(): () => void {
    const { clock, lane } = this.#parts
    const round = new Round(this.#parts, (id) => this.tend(id))
    const all = () => new Set([...this.#parts.books.positions.keys(), ...this.#orderIds.keys()])
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
    return wanted !== null && this.#coverage.isGiven(this.#orderOf(positionId), wanted)
  }

  /** True while its coins are being freed for a sale, or are wanted for one. */
  isReleased(positionId: string): boolean {
    return (this.#guards.get(positionId)?.release ?? null) !== null
  }

  /** An order began to be pending, at the start also one of an earlier run, or has ended. */
  onPending(order: Order, pending: boolean): void {
    if (!pending) this.#parts.lane.post(() => this.#onEnded(order))
    else if (order.purpose === 'protection') this.#orderIds.set(order.positionId, order.clientOrderId)
  }

  #onEnded(order: Order): void {
    const { clock } = this.#parts
    const { purpose, positionId } = order
    if (purpose === 'entry') return
    const guard = this.#guardOf(positionId)
    if (purpose === 'exit') guard.release = null
    else {
      this.#orderIds.delete(positionId)
      this.#mover.forget(order.clientOrderId)
      if (stateOf(order) === 'rejected') {
        guard.notBefore = clock.monotonic() + (retryMs[guard.refusals] ?? longestRetryMs)
        guard.refusals += 1
      } else guard.refusals = 0
      if (guard.release !== null) {
        this.#onFreed(order, guard, guard.release)
        return
      }
    }
    this.tend(positionId)
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
    if (!this.#orderIds.has(positionId)) return true
    // One sale follows a release: what is wanted besides is wanted of the same coins.
    guard.release.free ??= free ?? null
    const order = this.#orderOf(positionId)
    if (order !== undefined) this.#cancel(guard, order)
    return false
  }

  /** Call when a position was opened, changed or closed, or its stop did. */
  tend(positionId: string): void {
    const { books, watch } = this.#parts
    const position = books.positions.get(positionId)
    const order = this.#orderOf(positionId)
    if (position === undefined) {
      if (order === undefined) this.#guards.delete(positionId)
      else this.#cancel(this.#guardOf(positionId), order)
      watch.end(positionId)
      return
    }
    const guard = this.#guardOf(positionId)
    const wanted = this.#coverage.wanted(position)
    if (guard.release !== null) this.#tendRelease(guard, position, order)
    else if (order !== undefined) this.#tendOrder(guard, order, wanted)
    else if (wanted !== null && !this.#orderIds.has(positionId) && !this.#isSelling(position))
      this.#place(guard, position, wanted)
    if (wanted === null) watch.end(positionId)
    else {
      watch.see(position, this.#coverage.isGiven(this.#orderOf(positionId), wanted))
      this.#followUp(guard, position, wanted)
    }
  }

  #tendRelease(guard: Guard, position: Position, order: Order | undefined): void {
    const { clock } = this.#parts
    if (order !== undefined) {
      this.#cancel(guard, order)
      return
    }
    const since = guard.release?.since ?? 0
    if (this.#isSelling(position)) return
    if (clock.monotonic() - since >= idleReleaseMs) guard.release = null
  }

  #tendOrder(guard: Guard, order: Order, wanted: Protection | null): void {
    // One that has triggered is selling; one that the exchange has not confirmed cannot be told what became of it.
    if (stateOf(order) !== 'open') return
    if (wanted === null) this.#cancel(guard, order)
    else if (this.#isOutdated(guard, order, wanted)) this.#move(guard, order, wanted)
  }

  #isOutdated(guard: Guard, order: Order, wanted: Protection): boolean {
    const since = this.#parts.clock.monotonic() - guard.movedAt
    if (compare(order.quantity, wanted.quantity) !== 0) return since >= growEveryMs
    if (order.triggerPrice === null) return false
    const moved = toNumber(wanted.triggerPrice) / toNumber(order.triggerPrice) - 1
    return Math.abs(moved) >= leastMove && since >= moveEveryMs
  }

  #move(guard: Guard, order: Order, wanted: Protection): void {
    if (this.#mover.move(order, wanted)) guard.movedAt = this.#parts.clock.monotonic()
    else this.#cancel(guard, order)
  }

  #cancel(guard: Guard, order: Order): void {
    const now = this.#parts.clock.monotonic()
    if (now - guard.cancelAskedAt < cancelEveryMs) return
    guard.cancelAskedAt = now
    this.#parts.orders.cancel(order)
  }

  #place(guard: Guard, position: Position, wanted: Protection): void {
    const { books, clock, ids, orders } = this.#parts
    const now = clock.monotonic()
    const { venueId } = books.account(position.accountId).book.account
    if (now < guard.notBefore || this.#coverage.isBeyond(position, wanted)) return
    const { botId, accountId, mode, symbol } = position
    const { type, quantity, triggerPrice, limitPrice } = wanted
    guard.movedAt = now
    guard.cancelAskedAt = Number.NEGATIVE_INFINITY
    const order: Order = {
      ...newOrder({
        clientOrderId: ids.next('order'),
        positionId: position.id,
        botId,
        accountId,
        mode,
        symbol,
        side: 'sell',
        purpose: 'protection',
        quantity,
        expected: limitPrice ?? triggerPrice,
        reason: sentence('order.protects', { level: text(triggerPrice) }),
        marketTime: books.venues.get(venueId)?.marketTime ?? clock.now(),
        createdAt: clock.now(),
      }),
      type,
      triggerPrice,
      limitPrice,
    }
    orders.place(order, () => {})
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

  #orderOf(positionId: string): Order | undefined {
    const id = this.#orderIds.get(positionId)
    return id === undefined ? undefined : this.#parts.books.orders.get(id)?.order
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

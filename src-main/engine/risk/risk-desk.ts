import { type Order, stateOf } from '../../domain/orders/order.ts'
import type { EquityTracker } from '../accounts/equity-tracker.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import type { Lane } from '../lane.ts'
import type { OrderDesk } from '../orders/order-desk.ts'
import type { Clock } from '../ports/clock.ts'
import type { BookedFill, Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { Roster } from '../state/roster.ts'
import { BotLimitUses } from './bot-limit-uses.ts'
import { BreakerDesk } from './breaker-desk.ts'
import { DayExtremes } from './day-extremes.ts'
import { EntryGate } from './entry-gate.ts'
import { LimitAlerts } from './limit-alerts.ts'
import { LimitDesk } from './limit-desk.ts'
import { LimitUses } from './limit-uses.ts'
import { LossDesk } from './loss-desk.ts'
import { LossWatch } from './loss-watch.ts'
import { OrderRates } from './order-rates.ts'
import { RiskWatch } from './risk-watch.ts'

interface RiskDeskParts {
  readonly books: Books
  readonly roster: Roster
  readonly store: Store
  readonly clock: Clock
  readonly journal: Journal
  readonly alerts: AlertDesk
  readonly changes: Changes
  readonly equity: EquityTracker
  readonly orders: Pick<OrderDesk, 'cancel'>
  readonly lane: Lane
}

/** Cool-downs, silent markets and the engine's own lateness are looked at this often. */
const beatMs = 1_000

/** All that stands between a bot's wish and an order: limits, what they are held against, and breakers. */
export class RiskDesk {
  readonly limits: LimitDesk
  readonly losses: LossDesk
  readonly rates: OrderRates
  readonly extremes: DayExtremes
  readonly breakers: BreakerDesk
  readonly lossWatch: LossWatch
  readonly watch: RiskWatch
  readonly gate: EntryGate
  readonly uses: LimitUses
  readonly botUses: BotLimitUses
  readonly #near: LimitAlerts
  readonly #parts: RiskDeskParts

  constructor(parts: RiskDeskParts) {
    this.#parts = parts
    const limits = new LimitDesk(parts)
    const losses = new LossDesk({ ...parts, limits })
    const breakers = new BreakerDesk({ ...parts, losses })
    this.limits = limits
    this.losses = losses
    this.rates = new OrderRates(parts.clock)
    this.extremes = new DayExtremes({ ...parts, losses })
    this.breakers = breakers
    this.lossWatch = new LossWatch({
      ...parts,
      limits,
      losses,
      breakers,
      later: (turn) => parts.lane.postAfterwards(turn),
    })
    this.watch = new RiskWatch({ ...parts, limits, breakers, losses: this.lossWatch })
    this.gate = new EntryGate({ ...parts, limits, losses, breakers, rates: this.rates })
    const { rates, extremes, watch } = this
    const used = { ...parts, limits, losses, rates, extremes, watch }
    this.uses = new LimitUses(used)
    this.botUses = new BotLimitUses({ ...used, lossWatch: this.lossWatch, uses: this.uses })
    this.#near = new LimitAlerts({ ...parts, uses: this.uses, botUses: this.botUses })
    breakers.rebaseWith((name) => this.watch.rebase(name))
  }

  /** Listens to what is booked and to the time. @returns the function that ends it */
  begin(): () => void {
    const { changes, clock, lane, books } = this.#parts
    let beatAt = clock.monotonic()
    const ends = [
      changes.subscribe((change) => {
        if (change.kind === 'fill') lane.post(() => this.#onBooked(change.booked))
        if (change.kind !== 'order') return
        const order = books.orders.get(change.id)?.order
        if (order !== undefined && stateOf(order) === 'unknown') lane.post(() => this.watch.onUnknown(order))
      }),
      clock.every(beatMs, () => {
        const now = clock.monotonic()
        const late = now - beatAt - beatMs
        beatAt = now
        lane.post(() => this.watch.onTime(late))
        lane.post(() => this.#near.onTime())
      }),
    ]
    return () => {
      for (const end of ends) end()
    }
  }

  /** An order began to be under way, or is no longer. */
  onPending(order: Order, pending: boolean): void {
    if (pending) {
      this.rates.onPlaced(order)
      this.extremes.onPlaced(order)
    } else this.#parts.lane.post(() => this.watch.onEnded(order))
  }

  #onBooked(booked: BookedFill): void {
    this.extremes.onBooked(booked)
    this.watch.onBooked(booked)
  }
}

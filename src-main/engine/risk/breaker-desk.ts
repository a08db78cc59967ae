import type { Order } from '../../domain/orders/order.ts'
import { ok, type Result, refused } from '../../domain/result.ts'
import {
  admits,
  type Breaker,
  type BreakerName,
  type BreakerRule,
  closed,
  type Measured,
  onEntry,
  onGoodProbe,
  onNoProbe,
  onRecovery,
  onTime,
  policies,
  resetOf,
  trip,
} from '../../domain/risk/breaker.ts'
import { type Facts, sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import { matters } from '../matters.ts'
import type { OrderDesk } from '../orders/order-desk.ts'
import type { Clock } from '../ports/clock.ts'
import type { KeptBreaker } from '../ports/risk-store.ts'
import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { Roster } from '../state/roster.ts'
import { Index } from '../state/sums.ts'
import type { Halt } from './halt.ts'
import type { LossDesk } from './loss-desk.ts'

interface BreakerDeskParts {
  readonly books: Books
  readonly roster: Roster
  readonly store: Store
  readonly clock: Clock
  readonly journal: Journal
  readonly alerts: AlertDesk
  readonly changes: Changes
  readonly orders: Pick<OrderDesk, 'cancel'>
  readonly losses: LossDesk
}

/** Whose entry, where: what a breaker may stand against. */
type Entry = Pick<Order, 'botId' | 'accountId' | 'symbol'>

const scopeKey = ({ scope, id }: Pick<BreakerName, 'scope' | 'id'>): string => `${scope} ${id}`
export const breakerKey = (name: BreakerName): string => `${name.rule} ${scopeKey(name)}`
const matterOf = (name: BreakerName): string => matters.breaker(breakerKey(name))

/** What ends it if the user does not. */
export const nextStepOf = (rule: BreakerRule) => {
  const { ends } = policies[rule]
  return typeof ends === 'number' ? 'cool-down' : ends
}

const factsOf = ({ value, limit, unit }: Measured): Facts =>
  typeof unit === 'string' ? { value, limit, unit } : { value, limit, currency: unit.currency }

/**
 * The circuit breakers that are not closed. A trip halts the entries of its scope and cancels those under way; stops
 * and exits go on. It holds over restarts, until its rule lets it end or the user resets it with a reason.
 */
export class BreakerDesk {
  readonly #parts: BreakerDeskParts
  readonly #kept = new Map<string, KeptBreaker>()
  readonly #byScope = new Index<KeptBreaker>()
  /** Counts anew what was measured for a breaker; set once at start. */
  #rebase: (name: BreakerName) => void = () => {}

  constructor(parts: BreakerDeskParts) {
    this.#parts = parts
  }

  rebaseWith(rebase: (name: BreakerName) => void): void {
    this.#rebase = rebase
  }

  /** Call once orders and positions are known. */
  load(): void {
    for (const kept of this.#parts.store.risk.breakers.all()) this.#hold(kept)
    for (const { name, breaker } of this.all()) {
      const probe = breaker.state === 'half-open' ? breaker.probe : null
      if (probe !== null && !this.#isUnderWay(probe)) this.#move(name, onNoProbe(breaker, probe))
    }
  }

  all(): readonly KeptBreaker[] {
    return [...this.#kept.values()]
  }

  of(name: BreakerName): Breaker {
    return this.#kept.get(breakerKey(name))?.breaker ?? closed
  }

  /** Opens the breaker unless it is open: in one transaction it is kept, journalled and told; then entries are cancelled. */
  trip(name: BreakerName, measured: Measured): void {
    const before = this.of(name)
    if (before.state === 'open') return
    const { store, clock, journal, alerts, orders, changes } = this.#parts
    const at = this.#timeOf(name)
    const after = trip(
      before,
      { ...measured, at, seenAt: clock.now() },
      resetOf(name.rule, at, this.#nextDay(name)),
    )
    const facts = { ...this.about(name), ...factsOf(measured) }
    const botId = name.scope === 'bot' ? { botId: name.id } : {}
    const tell = store.transaction(() => {
      store.risk.breakers.save({ name, breaker: after })
      journal.write('breaker.tripped', { ...botId, facts })
      const text = sentence('alert.breaker-tripped', { ...facts, next: nextStepOf(name.rule) })
      const target = `/risk?breaker=${encodeURIComponent(breakerKey(name))}`
      const about = { ...botId, mode: this.#modeOf(name), matter: matterOf(name) }
      return alerts.write('by-mode', text, target, about)
    })
    this.#hold({ name, breaker: after })
    for (const { order } of [...this.#parts.books.orders.values()])
      if (order.purpose === 'entry' && this.#affects(name, order)) orders.cancel(order)
    tell()
    this.#announce(name)
    changes.announce({ kind: 'engine' })
  }

  /** What it watches went well for an entry that it let through as a probe. */
  good(name: BreakerName, positionId: string): void {
    this.#move(name, onGoodProbe(this.of(name), name.rule, positionId))
  }

  /** What tripped it has gone. */
  recover(name: BreakerName): void {
    if (this.#kept.has(breakerKey(name))) this.#move(name, onRecovery(this.of(name), name.rule))
  }

  /** Cool-downs end. */
  onTime(): void {
    for (const { name, breaker } of this.all())
      this.#move(name, onTime(breaker, name.rule, this.#timeOf(name)))
  }

  /** By the user: closed, and what was lost until now is no longer counted. */
  reset(key: string, reason: string): Result<null, 'NOT_FOUND'> {
    const kept = this.#kept.get(key)
    if (kept === undefined) return refused('NOT_FOUND')
    const { name } = kept
    const { store, journal } = this.#parts
    store.transaction(() => {
      this.#rebase(name)
      const botId = name.scope === 'bot' ? { botId: name.id } : {}
      journal.write('breaker.reset', { actor: 'user', ...botId, facts: { ...this.about(name), reason } })
      this.#write(name, closed)
    })
    this.#hold({ name, breaker: closed })
    this.#announce(name)
    return ok(null)
  }

  /** Why the entry must not be sent; null when no breaker stands against it. */
  against(entry: Entry): Halt | null {
    if (this.#kept.size === 0) return null
    for (const scope of this.#scopesOf(entry)) {
      for (const { name, breaker } of this.#byScope.at(scope)) {
        if (admits(breaker)) continue
        if (breaker.state === 'closed') continue
        const { trip } = breaker
        const reason =
          breaker.state === 'open'
            ? sentence('decision.breaker-open', { ...this.about(name), ...factsOf(trip) })
            : sentence('decision.breaker-probing', this.about(name))
        return { reason, since: trip.seenAt }
      }
    }
    return null
  }

  /** An entry is being sent: half-open breakers wait for what becomes of it. Call in the transaction of its intent. */
  onEntry(order: Order): void {
    if (this.#kept.size === 0) return
    for (const scope of this.#scopesOf(order))
      for (const { name, breaker } of [...this.#byScope.at(scope)])
        this.#move(name, onEntry(breaker, order.positionId))
  }

  /** The entry has ended and bought nothing: another may be tried. */
  onNothingBought({ positionId }: Order): void {
    for (const { name, breaker } of this.all()) this.#move(name, onNoProbe(breaker, positionId))
  }

  #isUnderWay(positionId: string): boolean {
    const { positions, orders } = this.#parts.books
    return (
      positions.has(positionId) || [...orders.values()].some(({ order }) => order.positionId === positionId)
    )
  }

  #move(name: BreakerName, after: Breaker): void {
    const before = this.of(name)
    if (before === after) return
    const { store, journal } = this.#parts
    // Where it is lost with the computer's power the breaker stands as it was before, against more; a probe is part of
    // its order's intent, and is flushed with that.
    store.note(() => {
      if (before.state !== after.state)
        journal.write(`breaker.${after.state}`, {
          ...(name.scope === 'bot' ? { botId: name.id } : {}),
          facts: this.about(name),
        })
      this.#write(name, after)
    })
    this.#hold({ name, breaker: after })
    this.#announce(name)
  }

  #write(name: BreakerName, breaker: Breaker): void {
    const { store, alerts } = this.#parts
    store.risk.breakers.save({ name, breaker })
    if (breaker.state === 'closed') alerts.resolve(matterOf(name))
  }

  #hold(kept: KeptBreaker): void {
    const key = breakerKey(kept.name)
    if (kept.breaker.state === 'closed') {
      this.#kept.delete(key)
      this.#byScope.delete(scopeKey(kept.name), key)
      return
    }
    this.#kept.set(key, kept)
    this.#byScope.set(scopeKey(kept.name), key, kept)
  }

  #scopesOf({ botId, accountId, symbol }: Entry): readonly string[] {
    const venueId = this.#parts.books.venueOf(accountId)
    return [
      scopeKey({ scope: 'bot', id: botId }),
      scopeKey({ scope: 'account', id: accountId }),
      scopeKey({ scope: 'venue', id: venueId }),
      scopeKey({ scope: 'pair', id: `${venueId} ${symbol}` }),
      scopeKey({ scope: 'engine', id: 'engine' }),
    ]
  }

  #affects(name: BreakerName, order: Order): boolean {
    return this.#scopesOf(order).includes(scopeKey(name))
  }

  /** The rule, and who or what it is about, in words. */
  about({ rule, scope, id }: BreakerName): Facts {
    const { roster, books } = this.#parts
    const [venueId = '', symbol = ''] = id.split(' ')
    const venue = () => books.venues.get(scope === 'pair' ? venueId : id)?.info.name ?? venueId
    const names: Readonly<Record<BreakerName['scope'], () => string>> = {
      bot: () => roster.get(id)?.bot.settings.name ?? id,
      account: () => this.#parts.books.accounts.get(id)?.book.account.name ?? id,
      venue,
      pair: () => `${symbol}, ${venue()}`,
      engine: () => 'Auronex',
    }
    return { rule, subject: names[scope]() }
  }

  #modeOf({ scope, id }: BreakerName) {
    const { roster, books } = this.#parts
    if (scope === 'bot') return roster.get(id)?.bot.mode ?? null
    if (scope === 'account') return books.accounts.get(id)?.book.account.mode ?? null
    const isLive = [...roster.all()].some(({ bot }) => bot.mode === 'live' && bot.wish !== 'stopped')
    return isLive ? 'live' : 'paper'
  }

  #accountOf({ scope, id }: BreakerName): string | null {
    if (scope === 'account') return id
    return scope === 'bot' ? (this.#parts.roster.get(id)?.bot.accountId ?? null) : null
  }

  /** Losses and cool-downs of bots and accounts run on their market's clock, all else on ours. */
  #timeOf(name: BreakerName): number {
    const { books, clock } = this.#parts
    const accountId = this.#accountOf(name)
    if (accountId === null || !books.accounts.has(accountId)) return clock.now()
    return books.venues.get(books.venueOf(accountId))?.marketTime ?? clock.now()
  }

  #nextDay(name: BreakerName): number {
    const { books, losses } = this.#parts
    const accountId = this.#accountOf(name)
    return accountId === null || !books.accounts.has(accountId) ? 0 : losses.nextDayAt(accountId)
  }

  #announce({ scope, id }: BreakerName): void {
    const { changes } = this.#parts
    if (scope === 'bot') changes.announce({ kind: 'bot', id })
    changes.announce({ kind: 'risk' })
  }
}

import { text } from '../../domain/money/decimal.ts'
import type { Mode, Order } from '../../domain/orders/order.ts'
import type { Position } from '../../domain/positions/position.ts'
import { ok, type Result, refused } from '../../domain/result.ts'
import { sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Exits } from '../bots/exits.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import type { Lane } from '../lane.ts'
import type { OrderDesk } from '../orders/order-desk.ts'
import type { Clock } from '../ports/clock.ts'
import type { KillStep, KillStepName, KillWish } from '../ports/kill-store.ts'
import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { Roster } from '../state/roster.ts'
import { CancelWish } from './cancel-wish.ts'
import { CloseWish } from './close-wish.ts'
import { isFinished, KillWishes } from './kill-wishes.ts'

interface KillStepsParts {
  readonly books: Books
  readonly roster: Roster
  readonly store: Store
  readonly clock: Clock
  readonly lane: Lane
  readonly journal: Journal
  readonly alerts: AlertDesk
  readonly changes: Changes
  readonly exits: Exits
  readonly orders: OrderDesk
}

/** Wishes that wait for a connection, a price or their next try are looked at this often. */
const lookMs = 1_000

/**
 * What the user can ask for once entries are halted: cancel all orders, close all positions. Each order and position
 * is a wish of its own in the database, acted on until the exchange has said that it is done, over restarts too.
 */
export class KillSteps {
  readonly #parts: KillStepsParts
  readonly #wishes: KillWishes
  readonly #cancel: CancelWish
  readonly #close: CloseWish
  #steps: readonly KillStep[] = []

  constructor(parts: KillStepsParts) {
    this.#parts = parts
    const wishes = new KillWishes(parts)
    this.#wishes = wishes
    this.#cancel = new CancelWish({ ...parts, wishes })
    this.#close = new CloseWish({ ...parts, wishes })
  }

  /** Takes up what was wished before a restart; returns the function that ends it. */
  begin(): () => void {
    const { store, clock, lane } = this.#parts
    this.#steps = store.kill.steps()
    this.#wishes.load()
    lane.post(() => this.go())
    return clock.every(lookMs, () => lane.post(() => this.go()))
  }

  get steps(): readonly KillStep[] {
    return this.#steps
  }

  wishesOf({ mode, step }: Pick<KillStep, 'mode' | 'step'>): readonly (KillWish & { isRetried: boolean })[] {
    return this.#wishes
      .all()
      .filter((wish) => wish.mode === mode && wish.step === step)
      .map((wish) => ({ ...wish, isRetried: this.#wishes.isRetried(wish.id) }))
  }

  /** "WRONG_STATE": entries are not halted, and what is cancelled or closed now could be opened again at once. */
  ask(mode: Mode, name: KillStepName): Result<null, 'WRONG_STATE'> {
    const { books, store, clock, journal } = this.#parts
    if (!books.isKilled(mode)) return refused('WRONG_STATE')
    const step: KillStep = { mode, step: name, askedAt: clock.now() }
    const fresh = name === 'cancel-orders' ? this.#ordersOf(mode) : this.#positionsOf(mode)
    store.transaction(() => {
      store.kill.saveStep(step)
      for (const wish of fresh) this.#wishes.write(wish)
      journal.write(`kill.${name}`, { actor: 'user', facts: { mode, count: fresh.length } })
    })
    this.#steps = [...this.#steps.filter((other) => other.mode !== mode || other.step !== name), step]
    for (const wish of fresh) this.#wishes.remember(wish)
    this.#parts.changes.announce({ kind: 'kill' })
    this.go()
    return ok(null)
  }

  retry(id: string): Result<null, 'NOT_FOUND'> {
    const wish = this.#wishes.get(id)
    if (wish === undefined || isFinished(wish)) return refused('NOT_FOUND')
    const { step, symbol } = wish
    this.#parts.journal.write('kill.retried', { actor: 'user', botId: wish.botId, facts: { step, symbol } })
    this.#wishes.hurry(id)
    this.#act(id)
    return ok(null)
  }

  /** Inside the transaction that lifts the kill switch; returns what to do once that has committed. */
  drop(mode: Mode): () => void {
    this.#parts.store.kill.forget(mode)
    return () => {
      this.#steps = this.#steps.filter((step) => step.mode !== mode)
      this.#wishes.forget((wish) => wish.mode === mode)
    }
  }

  /** Takes every wish as far as it can be taken now. */
  go(): void {
    for (const step of this.#steps) if (step.step === 'close-positions') this.#addLatePositions(step.mode)
    for (const { id } of this.#wishes.all()) this.#act(id)
  }

  /** A turn of its own: one that fails must not keep the others from being acted on. */
  #act(id: string): void {
    this.#parts.lane.post(() => {
      const wish = this.#wishes.get(id)
      if (wish === undefined || isFinished(wish)) return
      const isReachable = this.#parts.books.accounts.has(wish.accountId)
      if (!isReachable) this.#wishes.progress(wish, { state: 'waiting', reason: sentence('kill.no-account') })
      else if (wish.step === 'cancel-orders') this.#cancel.step(wish)
      else this.#close.step(wish)
    })
  }

  /** An entry that was under way can fill after everything was asked to be closed. */
  #addLatePositions(mode: Mode): void {
    const late = this.#positionsOf(mode).filter(({ id }) => this.#wishes.get(id) === undefined)
    for (const wish of late) this.#wishes.remember(this.#wishes.write(wish))
  }

  /** Left alone: what protects positions, and sales at the market, which end what is held in a moment. */
  #ordersOf(mode: Mode): readonly KillWish[] {
    const isOpen = ({ mode: of, purpose, type }: Order) =>
      of === mode && (purpose === 'entry' || (purpose === 'exit' && type !== 'market'))
    return [...this.#parts.books.orders.values()]
      .filter(({ order }) => isOpen(order))
      .map(({ order }) => this.#wish('cancel-orders', order.clientOrderId, order, order.side, order.quantity))
  }

  #positionsOf(mode: Mode): readonly KillWish[] {
    return [...this.#parts.books.positions.values()]
      .filter((position) => position.mode === mode)
      .map((position) => this.#wish('close-positions', position.id, position, 'sell', position.quantity))
  }

  #wish(
    step: KillStepName,
    targetId: string,
    of: Pick<Order | Position, 'mode' | 'accountId' | 'botId' | 'symbol'>,
    side: KillWish['side'],
    quantity: Order['quantity'],
  ): KillWish {
    const id = `${step} ${targetId}`
    const now = this.#parts.clock.now()
    const known = this.#wishes.get(id)
    if (known !== undefined && !isFinished(known)) return known
    return {
      id,
      mode: of.mode,
      step,
      targetId,
      accountId: of.accountId,
      botId: of.botId,
      symbol: of.symbol,
      side,
      quantity: text(quantity),
      state: 'waiting',
      reason: null,
      saleId: null,
      attempts: 0,
      askedAt: now,
      changedAt: now,
    }
  }
}

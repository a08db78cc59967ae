import { cashText, noCash } from '../../domain/money/decimal.ts'
import type { RouteCost } from '../../domain/orders/choose-route.ts'
import { type Order, stateOf } from '../../domain/orders/order.ts'
import type { Position } from '../../domain/positions/position.ts'
import { type Sentence, sentence } from '../../domain/sentence.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import type { OrderDesk } from '../orders/order-desk.ts'
import type { Clock } from '../ports/clock.ts'
import type { NewDecision, Store } from '../ports/store.ts'
import type { BreakerDesk } from '../risk/breaker-desk.ts'
import type { Books } from '../state/books.ts'
import type { BotRuntime, Roster } from '../state/roster.ts'
import { ofBotOnPair } from '../state/scopes.ts'
import type { StopDesk } from '../stops/stop-desk.ts'
import type { EntryChoice } from './entry-choice.ts'
import { routeFacts } from './entry-routes.ts'
import type { Exits } from './exits.ts'
import type { ReadingMessage, Verdict } from './verdict.ts'

interface BotTraderParts {
  readonly books: Books
  readonly roster: Roster
  readonly store: Store
  readonly clock: Clock
  readonly orders: OrderDesk
  readonly changes: Changes
  readonly exits: Exits
  readonly choice: EntryChoice
  readonly journal: Journal
  readonly stops: StopDesk
  readonly breakers: BreakerDesk
  /** Decisions wait to be written with those that come with them: asks for `writeDecisions` as a later turn. */
  readonly onWaiting: () => void
}

/** More than a report of the market workers brings; then they are written at once. */
const mostUnwritten = 2_000

interface Step {
  readonly runtime: BotRuntime
  readonly message: ReadingMessage
  readonly verdict: Verdict
  readonly decision: NewDecision
  readonly order: Order
  /** The decision's row, once it is written. */
  readonly id: number | null
}

/** Turns a strategy's reading into a decision: enter, leave, hold, or do nothing, and always says why. */
export class BotTrader {
  readonly #parts: BotTraderParts
  readonly #unwritten: NewDecision[] = []

  constructor(parts: BotTraderParts) {
    this.#parts = parts
  }

  onReading(message: ReadingMessage): void {
    this.#take(message, [])
  }

  /** @param ranked accounts that the entry was compared on; none: it was not */
  #take(message: ReadingMessage, ranked: readonly RouteCost[]): void {
    const runtime = this.#parts.roster.get(message.botId)
    const task = runtime?.tasks.get(message.symbol)
    // A reading of settings that have changed since is no longer this bot's.
    if (runtime === undefined || task === undefined || task.version !== message.version) return
    if (runtime.bot.failure !== null) return
    if (message.final) runtime.tasks.set(message.symbol, { ...task, readAt: message.marketTime })
    this.#decide(runtime, message, ranked)
  }

  /** Notes what was decided since without an order, all at once. */
  writeDecisions(): void {
    const { store } = this.#parts
    const waiting = this.#unwritten.splice(0)
    if (waiting.length === 0) return
    const ids = store.note(() => waiting.map((decision) => store.decisions.insert(decision)))
    for (const [index, decision] of waiting.entries()) this.#tell(decision, ids[index] ?? 0)
  }

  #decide(runtime: BotRuntime, message: ReadingMessage, ranked: readonly RouteCost[]): void {
    const { clock } = this.#parts
    const verdict = this.#judge(runtime, message, ranked)
    if (verdict === null) return
    const decision: NewDecision = {
      botId: runtime.bot.id,
      symbol: message.symbol,
      action: verdict.action,
      reason: verdict.reason,
      conditions: verdict.conditions,
      confidence: message.reading.long.confidence,
      price: message.price,
      marketTime: message.marketTime,
      seenAt: clock.now(),
      orderId: verdict.orders?.[0]?.clientOrderId ?? null,
    }
    const { orders = [] } = verdict
    if (orders.length === 0) {
      // What was read of a candle in progress may change within seconds: only what is done of it is kept.
      if (!message.final) return
      this.#unwritten.push(decision)
      if (this.#unwritten.length >= mostUnwritten) this.writeDecisions()
      else if (this.#unwritten.length === 1) this.#parts.onWaiting()
      return
    }
    this.writeDecisions()
    let id: number | null = null
    for (const order of orders) {
      id = this.#carryOut({ runtime, message, verdict, decision, order, id })
    }
    if (verdict.action === 'exited') this.#takeBackEntries(decision)
    this.#tell(decision, id ?? 0)
  }

  /** What is left is left everywhere: an entry still under way on another account is not waited for. */
  #takeBackEntries({ botId, symbol }: NewDecision): void {
    const { books, orders } = this.#parts
    const pending = [...books.orders.of(ofBotOnPair(botId, symbol))]
    for (const { order } of pending) if (order.purpose === 'entry') orders.cancel(order)
  }

  /** Sends one order of a decision, which is written with the first of them. Returns the decision's row. */
  #carryOut({ runtime, message, verdict, decision, order, id: known }: Step): number {
    const { store, exits, orders, journal } = this.#parts
    let id = known
    let rememberStop = () => {}
    const withIntent = () => {
      id ??= store.decisions.insert(decision)
      this.#writeDecision(decision, order)
      const facts = routeFacts(verdict, order)
      if (facts !== null) {
        const { botId, clientOrderId: orderId, marketTime } = order
        journal.write('order.routed', { botId, orderId, marketTime, facts })
      }
      if (verdict.action !== 'entered') return
      const [first, second] = verdict.orders ?? []
      if (first !== undefined && second !== undefined)
        store.positions.join(order.positionId, first.clientOrderId)
      rememberStop = this.#planStop(runtime, order, message)
      this.#parts.breakers.onEntry(order)
    }
    if (order.purpose === 'exit') exits.send(order, withIntent)
    else orders.place(order, withIntent)
    rememberStop()
    return id ?? 0
  }

  /** The beginning of the order's trace. */
  #writeDecision({ action, price, confidence, marketTime }: NewDecision, order: Order): void {
    const { botId, clientOrderId: orderId, symbol, reason } = order
    const facts = { symbol, action, reason: reason.code, price, confidence: confidence ?? 0 }
    this.#parts.journal.write('order.decided', { botId, orderId, marketTime, facts })
  }

  /** From the price that was read: what the order may cost at most would lie above the market. */
  #planStop(runtime: BotRuntime, { positionId, accountId }: Order, message: ReadingMessage): () => void {
    const { reading, price, trueRange, marketTime: time } = message
    const entry = { positionId, price, time, strategyStop: reading.long.stop, trueRange }
    return this.#parts.stops.plan(runtime, { symbol: message.symbol, accountId }, entry)
  }

  #tell(decision: NewDecision, id: number): void {
    const { roster, changes } = this.#parts
    const runtime = roster.get(decision.botId)
    if (runtime === undefined) return
    runtime.lastDecision = { ...decision, id }
    changes.announce({ kind: 'decision', decision: runtime.lastDecision })
    changes.announce({ kind: 'bot', id: decision.botId })
  }

  /** null: what the entry would cost is being asked for; it is decided when that is known. */
  #judge(runtime: BotRuntime, message: ReadingMessage, ranked: readonly RouteCost[]): Verdict | null {
    const { books, exits } = this.#parts
    const { bot } = runtime
    const { symbol } = message
    const reading = message.reading.long
    const held = books.positionsOf(bot.id, symbol)
    const free = held.filter((position) => books.pendingOn(position) === undefined)
    const leaves = reading.exit.some((condition) => condition.passed)
    const pending = books.pendingOf(bot.id, symbol)
    const conditions = held.length === 0 ? reading.entry : reading.exit
    // What is under way on one account is no reason to stay on another.
    if (pending !== undefined && (free.length === 0 || !leaves)) {
      const unknown = stateOf(pending.order) === 'unknown'
      const code = unknown ? 'decision.order-unknown' : 'decision.order-pending'
      return { action: 'waited', reason: sentence(code), conditions }
    }
    // Dust that cannot be sold does not take the bot's place on the pair: the next entry takes it in.
    if (held.length > 0 && (leaves || held.some((position) => !exits.isDust(position))))
      return this.#judgeExit(free, message)
    const failed = reading.entry.filter((condition) => !condition.passed)
    const total = reading.entry.length
    if (failed.length > 0) {
      const facts = { passed: total - failed.length, total }
      return {
        action: 'skipped',
        reason: sentence('decision.conditions-failed', facts),
        conditions: reading.entry,
      }
    }
    const passed = sentence('decision.all-conditions-passed', { passed: total, total })
    const again = (found: readonly RouteCost[]) => this.#take(message, found)
    return this.#parts.choice.choose({ runtime, message, reason: passed, ranked, again })
  }

  /** Of all that can be sold, on whichever accounts it is. */
  #judgeExit(positions: readonly Position[], message: ReadingMessage): Verdict {
    const conditions = message.reading.long.exit
    if (!conditions.some((condition) => condition.passed)) {
      return { action: 'held', reason: sentence('decision.no-exit-condition'), conditions }
    }
    const reason = sentence('decision.exit-signal')
    const orders: Order[] = []
    let why: Sentence = reason
    for (const position of positions) {
      const exit = this.#parts.exits.plan(position, reason, message.marketTime)
      if (exit.ok) orders.push(exit.value)
      else if (exit.error === 'DUST') why = this.#belowMinimum(position)
      else why = sentence('decision.stale-data', { seconds: 0 })
    }
    if (orders.length > 0) return { action: 'exited', reason, conditions, orders }
    return { action: 'held', reason: why, conditions }
  }

  #belowMinimum(position: Position): Sentence {
    const { books } = this.#parts
    const { venueId } = books.account(position.accountId).book.account
    const minimum = books.market(venueId, position.symbol)?.minNotional ?? noCash(position.quote)
    const value = cashText(books.valueOf(position))
    return sentence('decision.below-minimum', { value, minimum: cashText(minimum), currency: position.quote })
  }
}

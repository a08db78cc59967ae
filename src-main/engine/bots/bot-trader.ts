import { addRatio, cashText, ceilPriceToStep, noCash, ratio, scalePrice } from '../../domain/money/decimal.ts'
import { type Order, stateOf } from '../../domain/orders/order.ts'
import type { Position } from '../../domain/positions/position.ts'
import { type Sentence, sentence } from '../../domain/sentence.ts'
import type { Condition } from '../../domain/strategies/strategy.ts'
import type { Changes } from '../changes.ts'
import type { OrderDesk } from '../orders/order-desk.ts'
import type { AnalysisMessage } from '../ports/analysis.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { DecisionAction, NewDecision, Store } from '../ports/store.ts'
import type { EntryGate } from '../risk/entry-gate.ts'
import type { Books } from '../state/books.ts'
import type { BotRuntime, Roster } from '../state/roster.ts'
import type { StopDesk } from '../stops/stop-desk.ts'
import type { Exits } from './exits.ts'
import { newOrder } from './new-order.ts'

type ReadingMessage = Extract<AnalysisMessage, { kind: 'reading' }>

interface BotTraderParts {
  readonly books: Books
  readonly roster: Roster
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly orders: OrderDesk
  readonly changes: Changes
  readonly exits: Exits
  readonly gate: EntryGate
  readonly stops: StopDesk
  /** Decisions wait to be written with those that come with them: asks for `writeDecisions` as a later turn. */
  readonly onWaiting: () => void
}

/** A market order may cost this much more than the last price before it fills: funds and limits allow for it. */
const slippageAllowance = ratio('0.002')

/** More than a report of the market workers brings; then they are written at once. */
const mostUnwritten = 2_000

interface Verdict {
  readonly action: DecisionAction
  readonly reason: Sentence
  readonly conditions: readonly Condition[]
  readonly order?: Order
}

/** Turns a strategy's reading into a decision: enter, leave, hold, or do nothing, and always says why. */
export class BotTrader {
  readonly #parts: BotTraderParts
  readonly #unwritten: NewDecision[] = []

  constructor(parts: BotTraderParts) {
    this.#parts = parts
  }

  onReading(message: ReadingMessage): void {
    const runtime = this.#parts.roster.get(message.botId)
    const task = runtime?.tasks.get(message.symbol)
    // A reading of settings that have changed since is no longer this bot's.
    if (runtime === undefined || task === undefined || task.version !== message.version) return
    if (runtime.bot.failure !== null) return
    if (message.final) runtime.tasks.set(message.symbol, { ...task, readAt: message.marketTime })
    this.#decide(runtime, message)
  }

  /** Notes what was decided since without an order, all at once. */
  writeDecisions(): void {
    const { store } = this.#parts
    const waiting = this.#unwritten.splice(0)
    if (waiting.length === 0) return
    const ids = store.note(() => waiting.map((decision) => store.decisions.insert(decision)))
    for (const [index, decision] of waiting.entries()) this.#tell(decision, ids[index] ?? 0)
  }

  #decide(runtime: BotRuntime, message: ReadingMessage): void {
    const { store, clock, orders } = this.#parts
    const verdict = this.#judge(runtime, message)
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
      orderId: verdict.order?.clientOrderId ?? null,
    }
    const { order } = verdict
    if (order === undefined) {
      // What was read of a candle in progress may change within seconds: only what is done of it is kept.
      if (!message.final) return
      this.#unwritten.push(decision)
      if (this.#unwritten.length >= mostUnwritten) this.writeDecisions()
      else if (this.#unwritten.length === 1) this.#parts.onWaiting()
      return
    }
    this.writeDecisions()
    let id = 0
    let rememberStop = () => {}
    orders.place(order, () => {
      id = store.decisions.insert(decision)
      if (verdict.action === 'entered') rememberStop = this.#planStop(runtime, order, message)
    })
    rememberStop()
    this.#tell(decision, id)
  }

  /** From the price that was read: what the order may cost at most would lie above the market. */
  #planStop(runtime: BotRuntime, { positionId }: Order, message: ReadingMessage): () => void {
    const { reading, price, trueRange, marketTime: time } = message
    const entry = { positionId, price, time, strategyStop: reading.long.stop, trueRange }
    return this.#parts.stops.plan(runtime, message.symbol, entry)
  }

  #tell(decision: NewDecision, id: number): void {
    const { roster, changes } = this.#parts
    const runtime = roster.get(decision.botId)
    if (runtime === undefined) return
    runtime.lastDecision = { ...decision, id }
    changes.announce({ kind: 'decision', decision: runtime.lastDecision })
    changes.announce({ kind: 'bot', id: decision.botId })
  }

  #judge(runtime: BotRuntime, message: ReadingMessage): Verdict {
    const { books, exits } = this.#parts
    const { bot } = runtime
    const { symbol } = message
    const reading = message.reading.long
    const position = books.positionOf(bot.id, symbol)
    const pending = books.pendingOf(bot.id, symbol)
    const conditions = position === undefined ? reading.entry : reading.exit
    if (pending !== undefined) {
      const unknown = stateOf(pending.order) === 'unknown'
      const code = unknown ? 'decision.order-unknown' : 'decision.order-pending'
      return { action: 'waited', reason: sentence(code), conditions }
    }
    const leaves = reading.exit.some((condition) => condition.passed)
    // Dust that cannot be sold does not take the bot's place on the pair: the next entry takes it in.
    if (position !== undefined && (leaves || !exits.isDust(position)))
      return this.#judgeExit(position, message)
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
    const obstacle = this.#parts.gate.obstacle(runtime, symbol)
    if (obstacle !== null) return { action: 'skipped', reason: obstacle, conditions: reading.entry }
    return this.#judgeEntry(
      runtime,
      message,
      sentence('decision.all-conditions-passed', { passed: total, total }),
    )
  }

  #judgeExit(position: Position, message: ReadingMessage): Verdict {
    const conditions = message.reading.long.exit
    if (!conditions.some((condition) => condition.passed)) {
      return { action: 'held', reason: sentence('decision.no-exit-condition'), conditions }
    }
    const reason = sentence('decision.exit-signal')
    const exit = this.#parts.exits.plan(position, reason, message.marketTime)
    if (exit.ok) return { action: 'exited', reason, conditions, order: exit.value }
    const why =
      exit.error === 'DUST' ? this.#belowMinimum(position) : sentence('decision.stale-data', { seconds: 0 })
    return { action: 'held', reason: why, conditions }
  }

  #belowMinimum(position: Position): Sentence {
    const { books } = this.#parts
    const { venueId } = books.account(position.accountId).book.account
    const minimum = books.market(venueId, position.symbol)?.minNotional ?? noCash(position.quote)
    const value = cashText(books.valueOf(position))
    return sentence('decision.below-minimum', { value, minimum: cashText(minimum), currency: position.quote })
  }

  #judgeEntry(runtime: BotRuntime, message: ReadingMessage, reason: Sentence): Verdict {
    const { books } = this.#parts
    const { bot } = runtime
    const conditions = message.reading.long.entry
    const market = books.market(bot.settings.venueId, message.symbol)
    const mark = books.mark(bot.settings.venueId, message.symbol)
    if (market === undefined || mark === undefined) {
      return { action: 'waited', reason: sentence('decision.stale-data', { seconds: 0 }), conditions }
    }
    const expected = ceilPriceToStep(
      scalePrice(mark, addRatio(ratio('1'), slippageAllowance)),
      market.priceStep,
    )
    const verdict = this.#parts.gate.size(runtime, market, expected, message)
    if (!verdict.ok) return { action: 'skipped', reason: verdict.error, conditions }
    const { ids, clock } = this.#parts
    const order = newOrder({
      positionId: books.positionOf(bot.id, message.symbol)?.id ?? ids.next('position'),
      clientOrderId: ids.next('order'),
      botId: bot.id,
      accountId: bot.accountId,
      mode: bot.mode,
      symbol: message.symbol,
      side: 'buy',
      purpose: 'entry',
      quantity: verdict.value,
      expected,
      reason,
      marketTime: message.marketTime,
      createdAt: clock.now(),
    })
    return { action: 'entered', reason, conditions, order }
  }
}

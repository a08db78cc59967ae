import type { Market } from '../../domain/market/market.ts'
import {
  addCash,
  addRatio,
  ceilPriceToStep,
  floorQuantityToStep,
  isZero,
  noCash,
  type Price,
  type Quantity,
  ratio,
  scalePrice,
  subtractCash,
  sumCash,
  zeroQuantity,
} from '../../domain/money/decimal.ts'
import { noFacts, type Order, stateOf } from '../../domain/orders/order.ts'
import type { Position } from '../../domain/positions/position.ts'
import { checkEntry } from '../../domain/risk/check-entry.ts'
import { type Sentence, sentence } from '../../domain/sentence.ts'
import type { Condition } from '../../domain/strategies/strategy.ts'
import type { EquityTracker } from '../accounts/equity-tracker.ts'
import type { Changes } from '../changes.ts'
import type { OrderDesk } from '../orders/order-desk.ts'
import type { AnalysisMessage } from '../ports/analysis.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { DecisionAction, NewDecision, Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { BotRuntime, Roster } from '../state/roster.ts'

type ReadingMessage = Extract<AnalysisMessage, { kind: 'reading' }>

interface BotTraderParts {
  readonly books: Books
  readonly roster: Roster
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly orders: OrderDesk
  readonly equity: EquityTracker
  readonly changes: Changes
}

/** A market order may cost this much more than the last price before it fills: funds and limits allow for it. */
const slippageAllowance = ratio('0.002')

interface Verdict {
  readonly action: DecisionAction
  readonly reason: Sentence
  readonly conditions: readonly Condition[]
  readonly order?: { readonly order: Order; readonly expected: Price }
}

/** Turns a strategy's reading into a decision: enter, leave, hold, or do nothing, and always says why. */
export class BotTrader {
  readonly #parts: BotTraderParts

  constructor(parts: BotTraderParts) {
    this.#parts = parts
  }

  onReading(message: ReadingMessage): void {
    const runtime = this.#parts.roster.get(message.botId)
    const task = runtime?.tasks.get(message.symbol)
    // A reading of settings that have changed since is no longer this bot's.
    if (runtime === undefined || task === undefined || task.version !== message.version) return
    if (runtime.bot.failure !== null) return
    runtime.tasks.set(message.symbol, { ...task, readAt: message.marketTime })
    this.#decide(runtime, message)
  }

  /** Sells a position at the market; false when an order of the bot is already under way there. */
  close(position: Position, reason: Sentence): boolean {
    const { books, clock } = this.#parts
    if (books.pendingOf(position.botId, position.symbol) !== undefined) return false
    const venueId = books.account(position.accountId).book.account.venueId
    const marketTime = books.venues.get(venueId)?.marketTime ?? clock.now()
    const exit = this.#exitOrder(position, reason, marketTime)
    if (exit === null) return false
    this.#parts.orders.place(exit.order, exit.expected, () => {})
    return true
  }

  #decide(runtime: BotRuntime, message: ReadingMessage): void {
    const { store, clock, orders, changes } = this.#parts
    const verdict = this.#judge(runtime, message)
    const decision: NewDecision = {
      botId: runtime.bot.id,
      symbol: message.symbol,
      action: verdict.action,
      reason: verdict.reason,
      conditions: verdict.conditions,
      price: message.price,
      marketTime: message.marketTime,
      seenAt: clock.now(),
      orderId: verdict.order?.order.clientOrderId ?? null,
    }
    const write = () => {
      const id = store.decisions.insert(decision)
      runtime.lastDecision = { ...decision, id }
    }
    if (verdict.order === undefined) write()
    else orders.place(verdict.order.order, verdict.order.expected, write)
    if (runtime.lastDecision !== null) changes.announce({ kind: 'decision', decision: runtime.lastDecision })
    changes.announce({ kind: 'bot', id: runtime.bot.id })
  }

  #judge(runtime: BotRuntime, message: ReadingMessage): Verdict {
    const { books } = this.#parts
    const { bot } = runtime
    const { reading, symbol } = message
    const position = books.positionOf(bot.id, symbol)
    const pending = books.pendingOf(bot.id, symbol)
    const conditions = position === undefined ? reading.entry : reading.exit
    if (pending !== undefined) {
      const unknown = stateOf(pending.order) === 'unknown'
      const code = unknown ? 'decision.order-unknown' : 'decision.order-pending'
      return { action: 'waited', reason: sentence(code), conditions }
    }
    if (position !== undefined) return this.#judgeExit(position, message)
    const failed = reading.entry.filter((condition) => !condition.passed)
    const total = reading.entry.length
    if (failed.length > 0) {
      const facts = { passed: total - failed.length, total }
      return { action: 'skipped', reason: sentence('decision.conditions-failed', facts), conditions }
    }
    const obstacle = this.#obstacle(runtime, symbol)
    if (obstacle !== null) return { action: 'skipped', reason: obstacle, conditions }
    return this.#judgeEntry(
      runtime,
      message,
      sentence('decision.all-conditions-passed', { passed: total, total }),
    )
  }

  #judgeExit(position: Position, message: ReadingMessage): Verdict {
    const conditions = message.reading.exit
    if (!conditions.some((condition) => condition.passed)) {
      return { action: 'held', reason: sentence('decision.no-exit-condition'), conditions }
    }
    const reason = sentence('decision.exit-signal')
    const exit = this.#exitOrder(position, reason, message.marketTime)
    // What is left is below the exchange's step: it cannot be sold.
    if (exit === null) return { action: 'held', reason: sentence('decision.no-exit-condition'), conditions }
    return { action: 'exited', reason, conditions, order: exit }
  }

  /** What stands against any entry of this bot now, whatever the market says. */
  #obstacle(runtime: BotRuntime, symbol: string): Sentence | null {
    const { books } = this.#parts
    const { bot } = runtime
    if (books.blocked !== null) return sentence('decision.trading-blocked')
    if (books.isKilled(bot.mode)) return sentence('decision.kill-switch')
    if (bot.wish !== 'running') return sentence('decision.entries-paused')
    return books.isFrozen(bot.accountId, symbol) ? sentence('decision.order-unknown') : null
  }

  #judgeEntry(runtime: BotRuntime, message: ReadingMessage, reason: Sentence): Verdict {
    const { books } = this.#parts
    const { bot } = runtime
    const conditions = message.reading.entry
    const market = books.market(bot.settings.venueId, message.symbol)
    const mark = books.mark(bot.settings.venueId, message.symbol)
    if (market === undefined || mark === undefined) {
      return { action: 'waited', reason: sentence('decision.stale-data', { seconds: 0 }), conditions }
    }
    const expected = ceilPriceToStep(
      scalePrice(mark, addRatio(ratio('1'), slippageAllowance)),
      market.priceStep,
    )
    const verdict = this.#size(runtime, market, expected, message)
    if (!verdict.ok) return { action: 'skipped', reason: verdict.error, conditions }
    const order = this.#order(runtime.bot, message.symbol, {
      side: 'buy',
      purpose: 'entry',
      quantity: verdict.value,
      positionId: this.#parts.ids.next('position'),
      reason,
      marketTime: message.marketTime,
    })
    return { action: 'entered', reason, conditions, order: { order, expected } }
  }

  #size(runtime: BotRuntime, market: Market, price: Price, message: ReadingMessage) {
    const { books, equity } = this.#parts
    const { bot, totals } = runtime
    const currency = market.quote
    const { book } = books.account(bot.accountId)
    const open = [...books.positions.values()].filter((position) => position.botId === bot.id)
    const pendingOfBot = books.reserved(currency, (order) => order.botId === bot.id)
    const pendingOfAccount = books.reserved(currency, (order) => order.accountId === bot.accountId)
    // The exchange's free balance knows of every order it has acknowledged; the rest is still on its way.
    const unheard = books.reserved(
      currency,
      (order) => order.accountId === bot.accountId && !order.facts.acknowledged,
    )
    const entering = [...books.orders.values()].filter(
      ({ order }) => order.botId === bot.id && order.purpose === 'entry',
    )
    const committed = sumCash(currency, [...open.map((position) => position.cost), pendingOfBot])
    const realized = totals.realized.currency === currency ? totals.realized : noCash(currency)
    return checkEntry({
      market,
      price,
      limits: bot.settings.limits,
      now: message.marketTime,
      lastExitAt: runtime.lastExitAt.get(message.symbol) ?? null,
      botOpenPositions: open.length + entering.length,
      botCommitted: committed,
      botRealized: realized,
      free: subtractCash(book.free(currency), unheard),
      accountEquity: equity.equity(book, currency),
      accountExposure: addCash(books.positionsValue(bot.accountId, currency), pendingOfAccount),
    })
  }

  #exitOrder(
    position: Position,
    reason: Sentence,
    marketTime: number,
  ): { order: Order; expected: Price } | null {
    const { books, roster } = this.#parts
    const runtime = roster.get(position.botId)
    const venueId = books.account(position.accountId).book.account.venueId
    const market = books.market(venueId, position.symbol)
    const mark = books.mark(venueId, position.symbol)
    if (runtime === undefined || market === undefined || mark === undefined) return null
    const quantity = floorQuantityToStep(position.quantity, market.amountStep)
    if (isZero(quantity)) return null
    const order = this.#order(runtime.bot, position.symbol, {
      side: 'sell',
      purpose: 'exit',
      quantity,
      positionId: position.id,
      reason,
      marketTime,
    })
    return { order, expected: mark }
  }

  #order(
    bot: BotRuntime['bot'],
    symbol: string,
    wanted: Pick<Order, 'side' | 'purpose' | 'positionId' | 'reason' | 'marketTime'> & { quantity: Quantity },
  ): Order {
    return {
      clientOrderId: this.#parts.ids.next('order'),
      botId: bot.id,
      accountId: bot.accountId,
      mode: bot.mode,
      symbol,
      type: 'market',
      limitPrice: null,
      createdAt: this.#parts.clock.now(),
      exchangeOrderId: null,
      filled: zeroQuantity,
      tradeIds: [],
      facts: noFacts,
      ...wanted,
    }
  }
}

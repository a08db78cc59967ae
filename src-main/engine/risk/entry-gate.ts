import { entryCheckOf } from '../../domain/live/first-entry.ts'
import type { Market } from '../../domain/market/market.ts'
import {
  addCash,
  noCash,
  type Price,
  ratio,
  subtractCash,
  sumCash,
  toNumber,
} from '../../domain/money/decimal.ts'
import type { EntryVerdict } from '../../domain/risk/check-entry.ts'
import type { TradeReturns } from '../../domain/risk/kelly.ts'
import { planStop } from '../../domain/risk/plan-stop.ts'
import { type Sentence, sentence } from '../../domain/sentence.ts'
import type { EquityTracker } from '../accounts/equity-tracker.ts'
import type { Exits } from '../bots/exits.ts'
import type { AnalysisMessage } from '../ports/analysis.ts'
import type { Clock } from '../ports/clock.ts'
import type { PositionTotals } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { BotRuntime } from '../state/roster.ts'

type ReadingMessage = Extract<AnalysisMessage, { kind: 'reading' }>

interface EntryGateParts {
  readonly books: Books
  readonly clock: Clock
  readonly equity: EquityTracker
  readonly exits: Exits
}

/** Of the size that is right for the bot. */
const fullSize = ratio('1')

const returnsOf = (totals: PositionTotals): TradeReturns => ({
  trades: totals.closedTrades,
  wins: totals.wonTrades,
  winReturns: toNumber(totals.winReturns),
  lossReturns: toNumber(totals.lossReturns),
})

/** Where its stop would lie does not depend on whose it is. */
const plannedOf = ({ price, marketTime, reading, trueRange }: ReadingMessage) => ({
  ...{ positionId: '', price, time: marketTime, strategyStop: reading.long.stop, trueRange, soldBefore: 0 },
})

/** What every entry is asked before it is sent: whether it may be, and how large. */
export class EntryGate {
  readonly #parts: EntryGateParts

  constructor(parts: EntryGateParts) {
    this.#parts = parts
  }

  /** What stands against any entry of this bot through the account now, whatever the market says. */
  obstacle({ bot }: BotRuntime, accountId: string, symbol: string): Sentence | null {
    const { books } = this.#parts
    if (books.blocked !== null || books.unconfirmed.has(accountId))
      return sentence('decision.trading-blocked')
    if (books.mismatches.has(accountId)) return sentence('decision.reconciliation-needed')
    if (books.refusedKeys.has(accountId)) return sentence('decision.key-refused')
    if (bot.mode === 'live' && !books.isLiveOn) return sentence('decision.live-off')
    if (books.isKilled(bot.mode)) return sentence('decision.kill-switch')
    if (books.hasUnprotected(bot.id)) return sentence('decision.position-unprotected')
    if (bot.wish !== 'running') return sentence('decision.entries-paused')
    // Both the prices that it reads and those that it would pay.
    const { venueId } = books.account(accountId).book.account
    for (const each of new Set([bot.settings.venueId, venueId])) {
      const doubt = this.#dataObstacle(each, symbol)
      if (doubt !== null) return doubt
    }
    return books.isFrozen(accountId, symbol) ? sentence('decision.order-unknown') : null
  }

  /** A reading can be older than the doubt about what it was made of. */
  #dataObstacle(venueId: string, symbol: string): Sentence | null {
    const { books, clock } = this.#parts
    const doubt = books.dataDoubt(venueId, symbol)
    if (doubt === null) return null
    if (doubt !== 'stale') return sentence(`decision.pair-${doubt}`)
    const since = books.doubtSince(venueId, symbol) ?? clock.now()
    return sentence('decision.stale-data', { seconds: Math.round((clock.now() - since) / 1000) })
  }

  /**
   * How much the bot may buy through the account now, or why nothing.
   * @param price what one unit is expected to cost, slippage included
   */
  size(
    runtime: BotRuntime,
    accountId: string,
    market: Market,
    price: Price,
    message: ReadingMessage,
  ): EntryVerdict {
    const { books, equity, exits } = this.#parts
    const { bot, totals } = runtime
    const currency = market.quote
    const { book } = books.account(accountId)
    const open = [...books.positions.values()].filter((position) => position.botId === bot.id)
    const pendingOfBot = books.reserved(currency, (order) => order.botId === bot.id)
    const pendingOfAccount = books.reserved(currency, (order) => order.accountId === accountId)
    // The exchange's free balance knows of every order it has acknowledged; the rest is still on its way.
    const unheard = books.reserved(
      currency,
      (order) => order.accountId === accountId && !order.facts.acknowledged,
    )
    const entering = [...books.orders.values()].filter(
      ({ order }) => order.botId === bot.id && order.purpose === 'entry',
    )
    // Fees are spent from the allocation as much as prices are.
    const spent = open.flatMap((position) => [position.cost, position.openFees])
    const committed = sumCash(currency, [...spent, pendingOfBot])
    const realized = totals.realized.currency === currency ? totals.realized : noCash(currency)
    const check = entryCheckOf(bot.live, totals.closedTrades + open.length + entering.length)
    return check({
      market,
      price,
      limits: bot.settings.limits,
      stop:
        planStop({ ...plannedOf(message), feeRate: toNumber(market.takerFee) }, bot.settings.limits)?.stop ??
        null,
      trueRange: message.trueRange,
      returns: returnsOf(totals),
      sizeShare: fullSize,
      now: message.marketTime,
      lastExitAt: runtime.lastExitAt.get(message.symbol) ?? null,
      botOpenPositions: open.filter((position) => !exits.isDust(position)).length + entering.length,
      botCommitted: committed,
      botRealized: realized,
      free: subtractCash(book.free(currency), unheard),
      accountEquity: equity.equity(book, currency),
      accountExposure: addCash(books.positionsValue(accountId, currency), pendingOfAccount),
    })
  }
}

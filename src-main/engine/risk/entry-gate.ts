import { entryCheckOf } from '../../domain/live/first-entry.ts'
import { isFirstTrade } from '../../domain/live/live-terms.ts'
import type { Market } from '../../domain/market/market.ts'
import {
  addCash,
  addQuantity,
  addRatio,
  type Cash,
  compare,
  noCash,
  notional,
  type Price,
  type Quantity,
  ratio,
  scaleCash,
  subtractCash,
  toNumber,
} from '../../domain/money/decimal.ts'
import type { Mode } from '../../domain/orders/order.ts'
import { numberOf } from '../../domain/parameters.ts'
import type { Result } from '../../domain/result.ts'
import { checkEntry, type EntryRequest, type EntryVerdict } from '../../domain/risk/check-entry.ts'
import type { TradeReturns } from '../../domain/risk/kelly.ts'
import { type PartOfEntry, partOfEntry } from '../../domain/risk/part-of-entry.ts'
import { planStop } from '../../domain/risk/plan-stop.ts'
import { type Sentence, sentence } from '../../domain/sentence.ts'
import type { EquityTracker } from '../accounts/equity-tracker.ts'
import type { AnalysisMessage } from '../ports/analysis.ts'
import type { Clock } from '../ports/clock.ts'
import type { PositionTotals } from '../ports/position-store.ts'
import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { BotRuntime } from '../state/roster.ts'
import { ofAccount, ofAccountOnPair, ofAsset, ofBot, ofMode } from '../state/scopes.ts'
import type { BreakerDesk } from './breaker-desk.ts'
import { accountHalt, type Halt } from './halt.ts'
import { heldPairs } from './held-pairs.ts'
import type { LimitDesk } from './limit-desk.ts'
import { dayStartOf, type LossDesk, lossAtStops } from './loss-desk.ts'
import type { OrderRates } from './order-rates.ts'

type ReadingMessage = Extract<AnalysisMessage, { kind: 'reading' }>

interface EntryGateParts {
  readonly books: Books
  readonly store: Store
  readonly clock: Clock
  readonly equity: EquityTracker
  readonly limits: LimitDesk
  readonly losses: LossDesk
  readonly rates: OrderRates
  readonly breakers: BreakerDesk
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

/** An entry that a bot would make through an account. */
interface AskedEntry {
  readonly runtime: BotRuntime
  readonly accountId: string
  readonly market: Market
  /** What one unit is expected to cost, slippage included. */
  readonly price: Price
  readonly message: ReadingMessage
}

/** A part of one that is spread over accounts. */
interface AskedPart extends Pick<AskedEntry, 'accountId' | 'market' | 'price'> {
  readonly quantity: Quantity
}

const worthOf = ({ market, price, quantity }: AskedPart): Cash => notional(price, quantity, market.quote)
const costOf = (part: AskedPart): Cash => scaleCash(worthOf(part), addRatio(fullSize, part.market.takerFee))

/** What parts on other accounts leave of what is the bot's and what is all accounts' together. They are one position of the bot. */
const afterParts = (request: EntryRequest, parts: readonly AskedPart[]): EntryRequest => {
  const { bot, mode } = request
  const count = parts.length
  return {
    ...request,
    bot: {
      ...bot,
      ordersLastMinute: bot.ordersLastMinute + count,
      committed: parts.reduce((sum, part) => addCash(sum, costOf(part)), bot.committed),
    },
    mode: {
      ...mode,
      positions: mode.positions + count,
      ordersLastMinute: mode.ordersLastMinute + count,
      exposure: parts.reduce((sum, part) => addCash(sum, worthOf(part)), mode.exposure),
      assetHeld: parts.reduce((sum, { quantity }) => addQuantity(sum, quantity), mode.assetHeld),
    },
  }
}

/** What every entry is asked before it is sent: whether it may be, and how large. */
export class EntryGate {
  readonly #parts: EntryGateParts

  constructor(parts: EntryGateParts) {
    this.#parts = parts
  }

  /** What stands against any entry of this bot through the account now, whatever the market says. */
  obstacle({ bot }: BotRuntime, accountId: string, symbol: string): Sentence | null {
    const { books } = this.#parts
    const halt = accountHalt(books, bot, accountId)
    if (halt !== null) return halt.reason
    if (bot.wish !== 'running') return sentence('decision.entries-paused')
    const breaker = this.#parts.breakers.against({ botId: bot.id, accountId, symbol })
    if (breaker !== null) return breaker.reason
    // Both the prices that it reads and those that it would pay.
    const { venueId } = books.account(accountId).book.account
    const doubt = this.#dataObstacle(bot.settings.venueId, symbol)
    if (doubt !== null) return doubt
    const doubtThere = venueId === bot.settings.venueId ? null : this.#dataObstacle(venueId, symbol)
    if (doubtThere !== null) return doubtThere
    return books.isFrozen(accountId, symbol) ? sentence('decision.order-unknown') : null
  }

  /** As `obstacle`, of what halts a bot that runs: neither its user's wish nor the pair's data. */
  halt({ bot }: BotRuntime, accountId: string, symbol: string): Halt | null {
    const { books, breakers } = this.#parts
    return accountHalt(books, bot, accountId) ?? breakers.against({ botId: bot.id, accountId, symbol })
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

  /** How much the bot may buy through the account now, or why nothing. */
  size(asked: AskedEntry): EntryVerdict {
    return entryCheckOf(asked.runtime.bot.live, () => this.#trades(asked.runtime))(this.#request(asked))
  }

  /**
   * Whether the bot spreads an entry over accounts. Not while it is new to real money, when each trade counts, and not
   * while a breaker lets one entry through as a probe.
   */
  maySplit(runtime: BotRuntime): boolean {
    const { live, settings } = runtime.bot
    const { limits } = settings
    if (numberOf(limits, 'cheapestAccount') === 0 || numberOf(limits, 'splitEntries') === 0) return false
    const isProbing = this.#parts.breakers.all().some(({ breaker }) => breaker.state === 'half-open')
    return !isProbing && !isFirstTrade(live, () => this.#trades(runtime))
  }

  /** How much of an entry that is spread over accounts the bot could buy through this one. */
  offer(asked: AskedEntry): Result<PartOfEntry, Sentence> {
    return partOfEntry(this.#request(asked))
  }

  /** Whether limits allow all parts of an entry together: each is asked as if those before it were under way. */
  allows(runtime: BotRuntime, parts: readonly AskedPart[], message: ReadingMessage): boolean {
    return parts.every((part, index) => {
      const request = afterParts(this.#request({ runtime, message, ...part }), parts.slice(0, index))
      const verdict = checkEntry({ ...request, most: costOf(part) })
      return verdict.ok && compare(verdict.value, part.quantity) >= 0
    })
  }

  /** The bot's so far, open ones and those on their way included; one that is spread over accounts is one. */
  #trades({ bot, totals }: BotRuntime): number {
    const { books, store } = this.#parts
    const held = [...books.positions.ofBot(bot.id)].map(({ id }) => id)
    const positions = new Set([...held, ...books.orders.entering(ofBot(bot.id))])
    return totals.closedTrades + new Set([...positions].map((id) => store.positions.tradeOf(id))).size
  }

  #request({ runtime, accountId, market, price, message }: AskedEntry): EntryRequest {
    const { limits } = this.#parts
    const { bot, totals } = runtime
    const feeRate = toNumber(market.takerFee)
    const settings = limits.ofBot(runtime)
    return {
      market,
      price,
      limits: limits.entryLimits(runtime, accountId),
      stop: planStop({ ...plannedOf(message), feeRate }, settings)?.stop ?? null,
      trueRange: message.trueRange,
      returns: returnsOf(totals),
      sizeShare: fullSize,
      now: message.marketTime,
      lastExitAt: runtime.lastExitAt.get(message.symbol) ?? null,
      bot: this.#bot(runtime, market.quote),
      account: this.#account(accountId, market),
      mode: this.#mode(bot.mode, market),
    }
  }

  #counts(scope: string) {
    const { books, rates } = this.#parts
    return {
      positions: books.countPositions(scope),
      ordersLastMinute: rates.lastMinute(scope),
    }
  }

  #bot(runtime: BotRuntime, currency: string): EntryRequest['bot'] {
    const { books, losses } = this.#parts
    const { bot, totals } = runtime
    const scope = ofBot(bot.id)
    return {
      ordersLastMinute: this.#parts.rates.lastMinute(scope),
      positions: heldPairs(books, bot.id),
      // Fees are spent from the allocation as much as prices are.
      committed: addCash(books.positions.spent(bot.id, currency), books.orders.reserved(scope, currency)),
      realized: totals.realized.currency === currency ? totals.realized : noCash(currency),
      lossAtStops: lossAtStops(books, losses.ofBot(runtime)),
    }
  }

  #account(accountId: string, { quote, symbol }: Market): EntryRequest['account'] {
    const { books, losses } = this.#parts
    const { positions, orders } = books
    const { book } = books.account(accountId)
    const scope = ofAccount(accountId)
    const pair = ofAccountOnPair(accountId, symbol)
    const standing = losses.ofAccount(accountId, quote)
    return {
      ...this.#counts(scope),
      // The exchange's free balance knows of every order it has acknowledged; the rest is still on its way.
      free: subtractCash(book.free(quote), orders.unheard(accountId, quote)),
      equity: addCash(standing.money, standing.result),
      exposure: addCash(positions.value(scope, quote), orders.reserved(scope, quote)),
      pairExposure: addCash(positions.value(pair, quote), orders.reserved(pair, quote)),
      dayStart: dayStartOf(standing),
      lossAtStops: lossAtStops(books, standing),
    }
  }

  #mode(mode: Mode, { quote, base }: Market): EntryRequest['mode'] {
    const { books, equity } = this.#parts
    const { positions, orders } = books
    const scope = ofMode(mode)
    const asset = ofAsset(mode, base)
    return {
      ...this.#counts(scope),
      equity: equity.ofMode(mode, quote),
      exposure: addCash(positions.value(scope, quote), orders.reserved(scope, quote)),
      assetHeld: addQuantity(positions.held(asset), orders.incoming(asset)),
    }
  }
}

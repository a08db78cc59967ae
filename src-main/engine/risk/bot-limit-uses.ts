import {
  addCash,
  type Cash,
  cashOf,
  floorRatioFromNumber,
  maxCash,
  noCash,
  scaleCash,
  subtractCash,
} from '../../domain/money/decimal.ts'
import type { Position } from '../../domain/positions/position.ts'
import { dailyLoss, drawdown } from '../../domain/risk/loss-track.ts'
import { stopValue } from '../state/open-positions.ts'
import type { BotRuntime } from '../state/roster.ts'
import { ofAccount, ofBot } from '../state/scopes.ts'
import { heldPairs } from './held-pairs.ts'
import { fullest, type LimitUse, type LimitUses, type LimitUsesParts, money, number } from './limit-uses.ts'
import type { LossWatch } from './loss-watch.ts'

interface BotLimitUsesParts extends LimitUsesParts {
  readonly lossWatch: LossWatch
  readonly uses: LimitUses
}

/** What is used now of a bot's own limits, as they are in force. */
export class BotLimitUses {
  readonly #parts: BotLimitUsesParts

  constructor(parts: BotLimitUsesParts) {
    this.#parts = parts
  }

  /** Nothing for a bot whose account is not there. */
  of(runtime: BotRuntime): readonly LimitUse[] {
    const { books, limits, losses, rates, extremes, lossWatch } = this.#parts
    const { bot } = runtime
    if (!books.accounts.has(bot.accountId)) return []
    const own = limits.bot(runtime)
    const scope = ofBot(bot.id)
    const { track, result, money: given } = losses.ofBot(runtime)
    const day = dailyLoss(track, result, given, own.dailyLoss)
    const fall = drawdown(track, result, given, own.maxDrawdown)
    const slipped = extremes.worstSlippage(runtime)
    return [
      money('dailyLoss', day.loss, day.limit),
      money('maxDrawdown', fall.loss, fall.limit),
      number('lossStreak', 'count', lossWatch.streakOf(runtime), own.lossStreak),
      number('maxSlippage', 'ratio', slipped.share, own.maxSlippage, slipped.symbol),
      ...this.#ofMoney(runtime),
      number('maxPositions', 'count', heldPairs(books, bot.id), own.maxPositions),
      number('ordersPerMinute', 'count', rates.lastMinute(scope), own.ordersPerMinute),
      number('coolDownSeconds', 'seconds', this.#coolDown(runtime), own.coolDownMs / 1000),
    ]
  }

  #ofMoney(runtime: BotRuntime): readonly LimitUse[] {
    const { books, limits, losses, uses } = this.#parts
    const { bot, totals } = runtime
    const own = limits.bot(runtime)
    const currency = this.#currencyOf(runtime)
    const scope = ofBot(bot.id)
    const standing = losses.ofAccount(bot.accountId, currency)
    const equity = addCash(standing.money, standing.result)
    const realized = totals.realized.currency === currency ? totals.realized : noCash(currency)
    const committed = addCash(books.positions.spent(bot.id, currency), books.orders.reserved(scope, currency))
    const held = [...books.positions.ofBot(bot.id)]
    const largest = scaleCash(equity, own.sizing.maxPositionRatio)
    const perTrade = scaleCash(equity, floorRatioFromNumber(own.sizing.lossPerTrade))
    return [
      money('allocation', committed, addCash(cashOf(own.allocation, currency), realized)),
      money(
        'maxExposureRatio',
        uses.exposure(ofAccount(bot.accountId), currency),
        scaleCash(equity, own.maxExposure),
      ),
      ...this.#fullestOrNone('maxPositionRatio', held, largest, (position) => books.valueOf(position)),
      ...this.#fullestOrNone('lossPerTrade', held, perTrade, (position) => this.#lossAtStop(position)),
    ]
  }

  #fullestOrNone(
    key: string,
    held: readonly Position[],
    limit: Cash,
    usedBy: (position: Position) => Cash,
  ): readonly LimitUse[] {
    if (held.length === 0) return [money(key, noCash(limit.currency), limit)]
    return fullest(held.map((position) => money(key, usedBy(position), limit, position.symbol)))
  }

  /** What the position loses of what was paid for it at its stop, fees of both ends included; all of it without one. */
  #lossAtStop({ id, accountId, symbol, quantity, cost, openFees, quote }: Position): Cash {
    const { books } = this.#parts
    const market = books.market(books.venueOf(accountId), symbol)
    const spent = addCash(cost, openFees)
    const stop = books.positions.stopOf(id, market)
    if (stop === null || market === undefined) return spent
    const loss = subtractCash(spent, stopValue(stop, quantity, market))
    return maxCash(loss, noCash(quote))
  }

  /** Market seconds until the bot may enter again the pair that it left last. */
  #coolDown(runtime: BotRuntime): number {
    const { books, limits } = this.#parts
    const now = books.venues.get(runtime.bot.settings.venueId)?.marketTime ?? 0
    const exits = [...runtime.lastExitAt.values()]
    if (exits.length === 0) return 0
    return Math.max(0, Math.ceil((Math.max(...exits) + limits.bot(runtime).coolDownMs - now) / 1000))
  }

  #currencyOf({ bot, totals }: BotRuntime): string {
    const { venueId, symbols } = bot.settings
    return this.#parts.books.market(venueId, symbols[0] ?? '')?.quote ?? totals.realized.currency
  }
}

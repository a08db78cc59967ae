import { cashText, signOfCash } from '../../domain/money/decimal.ts'
import type { BreakerName, Measured } from '../../domain/risk/breaker.ts'
import { dailyLoss, drawdown, isReached, type LossMeasure } from '../../domain/risk/loss-track.ts'
import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { BotRuntime, Roster } from '../state/roster.ts'
import { ofPair } from '../state/scopes.ts'
import type { BreakerDesk } from './breaker-desk.ts'
import type { LimitDesk } from './limit-desk.ts'
import { dayStartOf, type LossDesk } from './loss-desk.ts'

interface LossWatchParts {
  readonly books: Books
  readonly roster: Roster
  readonly store: Store
  readonly limits: LimitDesk
  readonly losses: LossDesk
  readonly breakers: BreakerDesk
  /** Runs a turn once all has been taken in that came together. */
  readonly later: (turn: () => void) => void
}

const inMoney = ({ loss, limit }: LossMeasure): Measured => ({
  value: cashText(loss),
  limit: cashText(limit),
  unit: { currency: loss.currency },
})

const streakKey = (botId: string): string => `risk.streak-from.${botId}`

/** Trips on losses: of a day, from a peak, and one after the other. Looks at every price of what is held. */
export class LossWatch {
  readonly #parts: LossWatchParts
  /** Pairs whose prices were not looked at yet. */
  readonly #moved = new Map<string, readonly [venueId: string, symbol: string]>()

  constructor(parts: LossWatchParts) {
    this.#parts = parts
  }

  /** The worth of what is held in the pair has changed: looked at with all other prices that came together with it. */
  onPrice(venueId: string, symbol: string): void {
    if (this.#moved.size === 0) this.#parts.later(() => this.settle())
    this.#moved.set(ofPair(venueId, symbol), [venueId, symbol])
  }

  /** Looks at the prices that came since it last did; call before something is decided on them. */
  settle(): void {
    if (this.#moved.size === 0) return
    const { books, roster } = this.#parts
    const bots = new Set<string>()
    const accounts = new Map<string, Set<string>>()
    for (const pair of this.#moved.values()) {
      for (const { botId, accountId, quote } of books.positions.at(...pair)) {
        bots.add(botId)
        const currencies = accounts.get(accountId)
        if (currencies === undefined) accounts.set(accountId, new Set([quote]))
        else currencies.add(quote)
      }
    }
    this.#moved.clear()
    for (const id of bots) {
      const runtime = roster.get(id)
      if (runtime !== undefined) this.checkBot(runtime)
    }
    for (const [id, currencies] of accounts)
      for (const currency of currencies) this.checkAccount(id, currency)
  }

  checkBot(runtime: BotRuntime): void {
    const { limits, losses, breakers } = this.#parts
    const standing = losses.ofBot(runtime)
    const { track, result, money } = standing
    const { dailyLoss: ofDay, maxDrawdown } = limits.bot(runtime)
    const name = { scope: 'bot', id: runtime.bot.id } as const
    const day = dailyLoss(track, result, money, ofDay)
    if (isReached(day)) breakers.trip({ ...name, rule: 'daily-loss' }, inMoney(day))
    const fall = drawdown(track, result, money, maxDrawdown)
    if (isReached(fall)) breakers.trip({ ...name, rule: 'drawdown' }, inMoney(fall))
  }

  checkAccount(accountId: string, currency: string): void {
    const { limits, losses, breakers } = this.#parts
    const standing = losses.ofAccount(accountId, currency)
    const { track, result, money } = standing
    const { dailyLoss: ofDay, drawdown: fromPeak } = limits.account(accountId)
    const name = { scope: 'account', id: accountId } as const
    const day = dailyLoss(track, result, dayStartOf(standing), ofDay)
    if (isReached(day)) breakers.trip({ ...name, rule: 'daily-loss' }, inMoney(day))
    const fall = drawdown(track, result, money, fromPeak)
    if (isReached(fall)) breakers.trip({ ...name, rule: 'drawdown' }, inMoney(fall))
  }

  /** A position of the bot was closed; says nothing yet of a trade of which another part is held. @param probe the position */
  onClosed(runtime: BotRuntime, probe: string): void {
    const { limits, breakers, store } = this.#parts
    if (!store.positions.isTradeClosed(probe)) return
    const streak = this.streakOf(runtime)
    const limit = limits.bot(runtime).lossStreak
    const name: BreakerName = { scope: 'bot', id: runtime.bot.id, rule: 'loss-streak' }
    const isProbe = breakers.of(name).state === 'half-open'
    // After the cool-down one more loss is enough.
    if (streak >= limit || (isProbe && streak > 0))
      breakers.trip(name, { value: String(streak), limit: String(limit), unit: 'count' })
    else breakers.good(name, probe)
  }

  /** How many trades the bot has lost in a row since the breaker was last reset. */
  streakOf({ bot, results, totals }: BotRuntime): number {
    const won = results.findLastIndex((result) => signOfCash(result) >= 0)
    const from = Number(this.#parts.store.settings.get(streakKey(bot.id)) ?? 0)
    return Math.min(results.length - 1 - won, totals.closedTrades - from)
  }

  /** What was lost until now is no longer counted; call in the transaction that resets the breaker. */
  rebase({ scope, id, rule }: BreakerName): void {
    const { books, roster, store, losses } = this.#parts
    const runtime = scope === 'bot' ? roster.get(id) : undefined
    if (rule === 'loss-streak' && runtime !== undefined)
      store.settings.set(streakKey(id), String(runtime.totals.closedTrades))
    if (rule !== 'daily-loss' && rule !== 'drawdown') return
    if (runtime !== undefined) losses.rebase(losses.ofBot(runtime))
    if (scope === 'account' && books.accounts.has(id))
      for (const currency of losses.currenciesOf(id)) losses.rebase(losses.ofAccount(id, currency))
    losses.write()
  }
}

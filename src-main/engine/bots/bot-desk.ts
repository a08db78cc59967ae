import type { Bot, BotSettings } from '../../domain/bots/bot.ts'
import { checkBotSettings } from '../../domain/bots/check-bot-settings.ts'
import type { LiveTerms } from '../../domain/live/live-terms.ts'
import { cash, compareCash, noCash, ratio } from '../../domain/money/decimal.ts'
import type { Mode } from '../../domain/orders/order.ts'
import { type FieldError, textOf } from '../../domain/parameters.ts'
import { ok, type Result, refused } from '../../domain/result.ts'
import { sentence } from '../../domain/sentence.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import { trailLength } from '../orders/fill-desk.ts'
import type { OrderDesk } from '../orders/order-desk.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { PositionTotals } from '../ports/position-store.ts'
import type { Store } from '../ports/store.ts'
import type { LimitDesk } from '../risk/limit-desk.ts'
import type { Books } from '../state/books.ts'
import type { BotRuntime, Roster } from '../state/roster.ts'
import { afterRestart } from './after-restart.ts'
import { type BotRuns, works } from './bot-runs.ts'
import { changedSettings } from './changed-settings.ts'
import type { ClosingBots } from './closing-bots.ts'
import type { Wishes } from './wishes.ts'

export type BotRefusal =
  | { readonly code: 'NOT_FOUND' | 'BOT_NOT_STOPPED' | 'BOT_HAS_POSITION' | 'BOT_NAME_TAKEN' | 'WRONG_STATE' }
  | { readonly code: 'CONFIRMATION_REQUIRED' }
  | { readonly code: 'INVALID_SETTINGS'; readonly fields: readonly FieldError[] }

type Done = Result<null, BotRefusal>

/** On which account a live bot trades, and what its user agreed to. */
export interface GoingLive {
  readonly accountId: string
  readonly terms: LiveTerms
}

interface BotDeskParts {
  readonly books: Books
  readonly roster: Roster
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly runs: BotRuns
  readonly journal: Journal
  readonly changes: Changes
  readonly closing: ClosingBots
  readonly wishes: Wishes
  readonly limits: LimitDesk
  readonly orders: OrderDesk
}

/** One that has failed does nothing that could be paused: it is started again or stopped. */
const canPause = (bot: Bot): boolean => bot.wish === 'running' && bot.failure === null

const noTotals = (currency: string): PositionTotals => ({
  closedPositions: 0,
  closedTrades: 0,
  wonTrades: 0,
  realized: noCash(currency),
  wins: noCash(currency),
  losses: noCash(currency),
  winReturns: ratio('0'),
  lossReturns: ratio('0'),
})

/** The life of bots: created, edited, started, paused, stopped, removed. */
export class BotDesk {
  readonly #parts: BotDeskParts

  constructor(parts: BotDeskParts) {
    this.#parts = parts
  }

  /** Brings back every bot; those that were running go on. */
  load(): void {
    const { store, roster, runs, closing } = this.#parts
    const totals = store.positions.totalsByBot()
    const bots = store.transaction(() => store.bots.all().map((bot) => this.#afterRestart(bot)))
    for (const bot of bots) {
      const runtime = this.#runtime(bot, totals.get(bot.id))
      roster.add(runtime)
      if (works(bot)) runs.assign(runtime)
      if (bot.wish === 'closing') closing.add(bot.id)
    }
  }

  /** @param live a live bot is a clone that goes live, on the account that its user has named */
  create(settings: BotSettings, live: 'paper' | GoingLive): Result<string, BotRefusal> {
    const { books, store, ids, clock, journal, roster } = this.#parts
    const mode = live === 'paper' ? 'paper' : 'live'
    const account = [...books.accounts.values()]
      .filter(({ book }) => live === 'paper' || book.account.id === live.accountId)
      .find(({ book }) => book.account.venueId === settings.venueId && book.account.mode === mode)
    const refusal = this.#check(settings, null, account?.book.account.id)
    if (refusal !== null) return refused(refusal)
    if (account === undefined) return refused({ code: 'NOT_FOUND' })
    const now = clock.now()
    const bot: Bot = {
      id: ids.next('bot'),
      mode,
      accountId: account.book.account.id,
      settings,
      wish: 'stopped',
      wishSince: now,
      wishReason: sentence('bot.created'),
      failure: null,
      createdAt: now,
      ...(live === 'paper' ? {} : { live: live.terms }),
    }
    const keepLimits = store.transaction(() => {
      store.bots.save(bot)
      journal.write('bot.created', { actor: 'user', botId: bot.id, facts: { name: settings.name } })
      return this.#parts.limits.onBotSettings(bot.id, null, settings)
    })
    keepLimits()
    roster.add(this.#runtime(bot, undefined))
    this.#announce(bot.id)
    return ok(bot.id)
  }

  /**
   * A running bot takes new settings at once; an open position stays, so its pair cannot be dropped.
   * @param isConfirmed a live bot that trades takes them only after main has asked its user
   */
  update(id: string, settings: BotSettings, isConfirmed = false): Done {
    const { roster, store, journal, books } = this.#parts
    const runtime = roster.get(id)
    if (runtime === undefined) return refused({ code: 'NOT_FOUND' })
    const { mode, wish, settings: before } = runtime.bot
    if (mode === 'live' && wish !== 'stopped' && !isConfirmed)
      return refused({ code: 'CONFIRMATION_REQUIRED' })
    if (settings.venueId !== before.venueId) return refused({ code: 'WRONG_STATE' })
    const refusal = this.#check(settings, id, runtime.bot.accountId)
    if (refusal !== null) return refused(refusal)
    const dropped = before.symbols.filter((symbol) => !settings.symbols.includes(symbol))
    const busy = (symbol: string) =>
      books.positionsOf(id, symbol).length > 0 || books.pendingOf(id, symbol) !== undefined
    if (dropped.some(busy)) return refused({ code: 'BOT_HAS_POSITION' })
    const quoteBefore = this.#quoteOf(before)
    const quote = this.#quoteOf(settings)
    // Its results are amounts of one currency and cannot be added to another's.
    if (quote !== quoteBefore && this.#hasTraded(runtime)) {
      const facts = { refused: 'quote', from: quoteBefore, to: quote }
      journal.write('bot.update-refused', { actor: 'user', botId: id, facts })
      const path = 'symbols'
      return refused({ code: 'INVALID_SETTINGS', fields: [{ path, code: 'mixed-quotes' }] })
    }
    const bot = { ...runtime.bot, settings }
    const keepLimits = store.transaction(() => {
      store.bots.save(bot)
      journal.write('bot.updated', { actor: 'user', botId: id, facts: changedSettings(before, settings) })
      return this.#parts.limits.onBotSettings(id, before, settings)
    })
    keepLimits()
    this.#parts.runs.release(runtime)
    runtime.bot = bot
    if (quote !== quoteBefore) runtime.totals = noTotals(quote)
    if (works(bot)) this.#parts.runs.assign(runtime)
    this.#announce(id)
    return ok(null)
  }

  /** @param isConfirmed a live bot starts only after main has asked its user */
  start(id: string, isConfirmed = false): Done {
    const runtime = this.#parts.roster.get(id)
    if (runtime === undefined) return refused({ code: 'NOT_FOUND' })
    if (runtime.bot.mode === 'live' && !isConfirmed) return refused({ code: 'CONFIRMATION_REQUIRED' })
    if (runtime.bot.wish === 'running' && runtime.bot.failure === null)
      return refused({ code: 'WRONG_STATE' })
    this.#parts.wishes.set([runtime], 'running', sentence('bot.started-by-user'), 'bot.started')
    if (runtime.tasks.size === 0) this.#parts.runs.assign(runtime)
    return ok(null)
  }

  pauseEntries(id: string): Done {
    const runtime = this.#parts.roster.get(id)
    if (runtime === undefined) return refused({ code: 'NOT_FOUND' })
    if (!canPause(runtime.bot)) return refused({ code: 'WRONG_STATE' })
    this.#parts.wishes.set([runtime], 'entries-paused', sentence('bot.paused-by-user'), 'bot.entries-paused')
    return ok(null)
  }

  /** Returns how many bots this paused. */
  pauseAllEntries(mode: Mode): number {
    const { roster, wishes } = this.#parts
    const running = [...roster.all()].filter(({ bot }) => bot.mode === mode && canPause(bot))
    wishes.set(running, 'entries-paused', sentence('bot.paused-by-user'), 'bot.entries-paused')
    return running.length
  }

  stop(id: string, positions: 'keep' | 'close'): Done {
    const { roster, books, orders, closing } = this.#parts
    const runtime = roster.get(id)
    if (runtime === undefined) return refused({ code: 'NOT_FOUND' })
    if (runtime.bot.wish === 'stopped') return refused({ code: 'WRONG_STATE' })
    const wish = positions === 'close' ? 'closing' : 'stopped'
    this.#parts.wishes.set([runtime], wish, sentence('bot.stopped-by-user'), `bot.${wish}`)
    this.#parts.runs.release(runtime)
    for (const { order } of books.orders.values()) {
      if (order.botId === id && order.purpose === 'entry') orders.cancel(order)
    }
    if (positions === 'close') {
      closing.add(id)
      closing.step(id)
    }
    return ok(null)
  }

  /** Only when stopped and flat; orders, trades and decisions stay in the history. */
  remove(id: string): Done {
    const { roster, books, store, journal, changes } = this.#parts
    const runtime = roster.get(id)
    if (runtime === undefined) return refused({ code: 'NOT_FOUND' })
    if (runtime.bot.wish !== 'stopped') return refused({ code: 'BOT_NOT_STOPPED' })
    const busy =
      [...books.positions.values()].some((position) => position.botId === id) ||
      [...books.orders.values()].some(({ order }) => order.botId === id)
    if (busy) return refused({ code: 'BOT_HAS_POSITION' })
    store.transaction(() => {
      store.bots.remove(id)
      journal.write('bot.deleted', { actor: 'user', botId: id, facts: { name: runtime.bot.settings.name } })
    })
    roster.remove(id)
    changes.announce({ kind: 'bot', id })
    return ok(null)
  }

  /** What stands against a new bot with these settings on the account; null: nothing does. */
  check(settings: BotSettings, accountId: string, ownId: string | null = null): BotRefusal | null {
    return this.#check(settings, ownId, accountId)
  }

  #check(settings: BotSettings, ownId: string | null, accountId: string | undefined): BotRefusal | null {
    const { books, roster } = this.#parts
    const venue = books.venues.get(settings.venueId)
    const fields = checkBotSettings(settings, venue?.info.markets ?? null)
    if (fields.length > 0) return { code: 'INVALID_SETTINGS', fields }
    for (const { bot } of roster.all()) {
      if (bot.id !== ownId && bot.settings.name === settings.name) return { code: 'BOT_NAME_TAKEN' }
    }
    const currency = this.#quoteOf(settings)
    const balance =
      accountId === undefined ? noCash(currency) : books.account(accountId).book.capital(currency)
    if (compareCash(cash(textOf(settings.limits, 'allocation'), currency), balance) <= 0) return null
    const facts = { balance: balance.amount.toString(), currency }
    return {
      code: 'INVALID_SETTINGS',
      fields: [{ path: 'limits.allocation', code: 'allocation-above-balance', facts }],
    }
  }

  #quoteOf(settings: BotSettings): string {
    return this.#parts.books.market(settings.venueId, settings.symbols[0] ?? '')?.quote ?? ''
  }

  #hasTraded({ bot, totals }: BotRuntime): boolean {
    const { books } = this.#parts
    const isOwn = ({ botId }: { readonly botId: string }) => botId === bot.id
    return (
      totals.closedPositions > 0 ||
      [...books.positions.values()].some(isOwn) ||
      [...books.orders.values()].some(({ order }) => isOwn(order))
    )
  }

  #afterRestart(before: Bot): Bot {
    const { store, clock, journal } = this.#parts
    const { bot, event } = afterRestart(before, clock.now())
    if (event === null) return bot
    store.bots.save(bot)
    journal.write(event, { botId: bot.id })
    return bot
  }

  #runtime(bot: Bot, totals: PositionTotals | undefined): BotRuntime {
    const { store } = this.#parts
    const lastExitAt = new Map<string, number>()
    for (const position of store.positions.closed({ limit: 50, before: null }, bot.id)) {
      const known = lastExitAt.get(position.symbol) ?? 0
      lastExitAt.set(position.symbol, Math.max(known, position.closedAt ?? 0))
    }
    return {
      bot,
      tasks: new Map(),
      lastExitAt,
      totals: totals ?? noTotals(this.#quoteOf(bot.settings)),
      lastDecision: store.decisions.latest(bot.id),
      results: store.positions.results(bot.id, trailLength),
    }
  }

  #announce(id: string): void {
    this.#parts.changes.announce({ kind: 'bot', id })
    this.#parts.changes.announce({ kind: 'engine' })
  }
}

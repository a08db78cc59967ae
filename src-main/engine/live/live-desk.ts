import type { Bot } from '../../domain/bots/bot.ts'
import { ok, type Result, refused } from '../../domain/result.ts'
import { sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { BotDesk } from '../bots/bot-desk.ts'
import { type BotRuns, works } from '../bots/bot-runs.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { Roster } from '../state/roster.ts'
import { mayTrade } from './may-trade.ts'

interface LiveDeskParts {
  readonly books: Books
  readonly store: Store
  readonly journal: Journal
  readonly changes: Changes
  readonly bots: BotDesk
  readonly roster: Roster
  readonly alerts: AlertDesk
  readonly runs: BotRuns
}

const key = 'live.on'

const listOf = (ids: readonly string[]): string => (ids.length === 0 ? '–' : ids.join(', '))

/** Whether real money may be traded at all. Off until the user has turned it on; only main asks for that. */
export class LiveDesk {
  readonly #parts: LiveDeskParts

  constructor(parts: LiveDeskParts) {
    this.#parts = parts
    parts.books.isLiveOn = parts.store.settings.get(key) === 'yes'
  }

  get isOn(): boolean {
    return this.#parts.books.isLiveOn
  }

  /** Accounts whose key was looked at and accepted, so that bots could trade on them now. */
  readyAccounts(): readonly string[] {
    return [...this.#parts.books.accounts]
      .filter(([, { book }]) => book.account.mode === 'live')
      .filter(([id]) => this.isReady(id))
      .map(([id]) => id)
  }

  /** Open, reconciled, and with a key that the exchange takes: one that may trade and can take no money out. */
  isReady(accountId: string): boolean {
    const { books } = this.#parts
    const account = books.accounts.get(accountId)
    if (account?.book.account.mode !== 'live' || !mayTrade(account)) return false
    const isSettled = !books.unconfirmed.has(accountId) && !books.mismatches.has(accountId)
    return isSettled && !books.refusedKeys.has(accountId)
  }

  /** Whether the accounts could be named for a bot of the first one: other live ones that trade one of its pairs. */
  canEnterThrough(accountIds: readonly string[], ownId: string, symbols: readonly string[]): boolean {
    const { books } = this.#parts
    const venueId = books.accounts.get(ownId)?.book.account.venueId ?? ''
    const isFit = (id: string) =>
      id !== ownId &&
      books.accounts.get(id)?.book.account.mode === 'live' &&
      symbols.some((symbol) => books.isSamePair(venueId, books.venueOf(id), symbol))
    return new Set(accountIds).size === accountIds.length && accountIds.every(isFit)
  }

  /** From now on the bot may enter through these accounts too; only after main has asked its user. */
  nameAccounts(botId: string, alsoThrough: readonly string[]): void {
    const { roster, store, journal, changes, runs } = this.#parts
    const runtime = roster.get(botId)
    if (runtime?.bot.live === undefined) return
    const before = runtime.bot.live.alsoThrough
    if (before.join(' ') === alsoThrough.join(' ')) return
    const bot: Bot = { ...runtime.bot, live: { ...runtime.bot.live, alsoThrough } }
    store.transaction(() => {
      store.bots.save(bot)
      const facts = { accounts: `${listOf(before)} → ${listOf(alsoThrough)}` }
      journal.write('bot.accounts-named', { actor: 'user', botId, facts })
    })
    runs.release(runtime)
    runtime.bot = bot
    if (works(bot)) runs.assign(runtime)
    changes.announce({ kind: 'bot', id: botId })
  }

  /** Once, at the start: nobody may have been there when the app ended. */
  tellOfStopped(): void {
    const { roster, alerts } = this.#parts
    for (const { bot } of roster.all()) {
      if (bot.wish !== 'stopped' || bot.wishReason.code !== 'bot.not-resumed') continue
      const text = sentence('alert.not-resumed', { bot: bot.settings.name })
      alerts.raiseRarely('by-mode', text, `/bots/${bot.id}`, { botId: bot.id, mode: 'live' })
    }
  }

  turnOn(): Result<null, 'NO_LIVE_ACCOUNT'> {
    if (this.readyAccounts().length === 0) return refused('NO_LIVE_ACCOUNT')
    this.#set(true)
    return ok(null)
  }

  /** Entries of live bots stop at once; what they hold is still looked after. */
  turnOff(): void {
    this.#parts.bots.pauseAllEntries('live')
    this.#set(false)
  }

  /** What the user has confirmed or cancelled of a bot that is about to start. */
  note(event: 'live.confirmed' | 'live.cancelled', facts: { bot: string; accounts?: string }): void {
    this.#parts.journal.write(event, { actor: 'user', facts })
  }

  #set(isOn: boolean): void {
    const { books, store, journal, changes } = this.#parts
    // Memory first where it stops trading, disk first where it allows it.
    if (!isOn) books.isLiveOn = false
    store.transaction(() => {
      store.settings.set(key, isOn ? 'yes' : 'no')
      journal.write(isOn ? 'live.turned-on' : 'live.turned-off', { actor: 'user' })
    })
    books.isLiveOn = isOn
    changes.announce({ kind: 'engine' })
  }
}

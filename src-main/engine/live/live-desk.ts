import { ok, type Result, refused } from '../../domain/result.ts'
import { sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { BotDesk } from '../bots/bot-desk.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { Roster } from '../state/roster.ts'

interface LiveDeskParts {
  readonly books: Books
  readonly store: Store
  readonly journal: Journal
  readonly changes: Changes
  readonly bots: BotDesk
  readonly roster: Roster
  readonly alerts: AlertDesk
}

const key = 'live.on'

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
    if (account?.book.account.mode !== 'live' || account.state.kind !== 'open') return false
    const permissions = account.key?.permissions ?? null
    const isFit =
      permissions === null || (permissions.trade && !permissions.withdraw && !permissions.transfer)
    const isSettled = !books.unconfirmed.has(accountId) && !books.mismatches.has(accountId)
    return isFit && isSettled && !books.refusedKeys.has(accountId)
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
  note(event: 'live.confirmed' | 'live.cancelled', bot: string): void {
    this.#parts.journal.write(event, { actor: 'user', facts: { bot } })
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

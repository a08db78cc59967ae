import { cashText } from '../../domain/money/decimal.ts'
import type { Mode } from '../../domain/orders/order.ts'
import { type Facts, sentence } from '../../domain/sentence.ts'
import type { About, AlertDesk } from '../alert-desk.ts'
import { matters } from '../matters.ts'
import type { Books } from '../state/books.ts'
import type { BotRuntime, Roster } from '../state/roster.ts'
import { ofBot } from '../state/scopes.ts'
import type { BotLimitUses } from './bot-limit-uses.ts'
import { type LimitUse, type LimitUses, shareUsed, type Use } from './limit-uses.ts'

/** Limits that are not there to be used up: what halts entries, and what is held in all. */
const watched = [
  'dailyLoss',
  'maxDrawdown',
  'lossStreak',
  'accountDailyLoss',
  'accountDrawdown',
  'accountExposure',
  'rejectedOrders',
  'exchangeErrors',
  'currencyExposure',
  'assetExposure',
] as const
export type WatchedLimit = (typeof watched)[number]

const isWatched = ({ key }: LimitUse): boolean => watched.some((each) => each === key)
const isExposure = ({ key }: LimitUse): boolean => key.endsWith('Exposure')

/** Told at the first share, and not again before it was below the second: what swings around one is told once. */
const [near, far] = [0.8, 0.7]
/** So many bots are looked at in one turn. */
const botsPerTurn = 25

interface LimitAlertsParts {
  readonly books: Books
  readonly roster: Roster
  readonly alerts: AlertDesk
  readonly uses: Pick<LimitUses, 'ofAccount' | 'ofMode'>
  readonly botUses: Pick<BotLimitUses, 'of'>
}

const factsOf = (use: Use): Facts =>
  use.unit === 'money'
    ? { value: cashText(use.used), limit: cashText(use.limit), currency: use.limit.currency }
    : { value: String(use.used), limit: String(use.limit), unit: use.unit }

/** Tells, once each time, that most of a limit is used. A limit that is reached is its circuit breaker's to tell. */
export class LimitAlerts {
  readonly #parts: LimitAlertsParts
  /** Matters of the limits that were near, until they no longer are, and whether an alert about each lasts. */
  readonly #told = new Map<string, boolean>()
  #waiting: BotRuntime[] = []

  constructor(parts: LimitAlertsParts) {
    this.#parts = parts
  }

  /** Called every second: accounts and modes each time, bots by turns. */
  onTime(): void {
    const { books, roster, uses, botUses } = this.#parts
    const accounts = [...books.accounts.values()].map(({ book }) => book.account)
    for (const mode of new Set(accounts.map((account) => account.mode)))
      this.#look(uses.ofMode(mode), 'Auronex', { mode }, `mode ${mode}`)
    for (const { id, mode, name = id } of accounts)
      this.#look(uses.ofAccount(id), name, { mode }, `account ${id}`)
    if (this.#waiting.length === 0) this.#waiting = [...roster.all()]
    for (const runtime of this.#waiting.splice(0, botsPerTurn)) {
      const { id, mode, settings, wish } = runtime.bot
      const isIdle = wish === 'stopped' && books.positions.count(ofBot(id)) === 0
      const about = { botId: id, mode }
      this.#look(isIdle ? [] : botUses.of(runtime), settings.name, about, `bot ${id}`)
    }
  }

  #look(
    uses: readonly LimitUse[],
    subject: string,
    about: About & { readonly mode: Mode },
    owner: string,
  ): void {
    const { alerts } = this.#parts
    const seen = new Set<string>()
    for (const use of uses.filter(isWatched)) {
      const currency = use.use.unit === 'money' ? ` ${use.use.limit.currency}` : ''
      const matter = matters.limit(`${owner} ${use.key}${currency}`)
      seen.add(matter)
      const share = shareUsed(use.use)
      const isTripping = share >= 1 && !isExposure(use)
      if (share < far) this.#end(matter)
      // What its breaker tells from here on.
      else if (isTripping && this.#told.has(matter)) this.#settle(matter)
      if (share < near || this.#told.has(matter)) continue
      this.#told.set(matter, !isTripping)
      if (isTripping) continue
      const text = sentence('alert.limit-nearly-used', { setting: use.key, subject, ...factsOf(use.use) })
      alerts.raise('warning', text, '/risk', { ...about, matter })
    }
    const gone = [...this.#told.keys()].filter(
      (matter) => matter.startsWith(matters.limit(`${owner} `)) && !seen.has(matter),
    )
    for (const matter of gone) this.#end(matter)
  }

  #end(matter: string): void {
    this.#settle(matter)
    this.#told.delete(matter)
  }

  #settle(matter: string): void {
    if (this.#told.get(matter) !== true) return
    this.#told.set(matter, false)
    this.#parts.alerts.resolve(matter)
  }
}

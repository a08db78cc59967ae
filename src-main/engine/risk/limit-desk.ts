import type { BotSettings } from '../../domain/bots/bot.ts'
import type { Mode } from '../../domain/orders/order.ts'
import {
  checkParameters,
  defaultsOf,
  type FieldError,
  type ParameterValues,
} from '../../domain/parameters.ts'
import { ok, type Result, refused } from '../../domain/result.ts'
import {
  type AccountLimits,
  accountLimitsOf,
  type BotLimits,
  botLimitsOf,
  type EntryLimits,
  type ModeLimits,
  modeLimitsOf,
} from '../../domain/risk/entry-limits.ts'
import { type LimitVersion, limitsInForce, nextLoosening } from '../../domain/risk/limit-versions.ts'
import { accountLimits, modeLimits, riskLimits } from '../../domain/risk/limits.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { BotRuntime } from '../state/roster.ts'
import { ofAccount, ofBot, ofMode } from '../state/scopes.ts'

interface LimitDeskParts {
  readonly store: Store
  readonly clock: Clock
  readonly books: Books
  readonly journal: Journal
  readonly changes: Changes
}

interface Scope {
  readonly versions: readonly LimitVersion[]
  readonly inForce: ParameterValues
  /** When what is in force changes without anyone's doing; null: not by itself. */
  readonly changesAt: number | null
}

/** Which limits are set: those of an account, or of all bots of a mode. A bot's own are part of its settings. */
export type LimitScope =
  | { readonly kind: 'account'; readonly id: string }
  | { readonly kind: 'mode'; readonly id: Mode }

/** Limits of bots, accounts and modes in all their versions, and what holds of them now. */
export class LimitDesk {
  readonly #parts: LimitDeskParts
  readonly #scopes = new Map<string, Scope>()
  readonly #bots = new WeakMap<ParameterValues, BotLimits>()
  readonly #accounts = new WeakMap<ParameterValues, AccountLimits>()
  readonly #modes = new WeakMap<ParameterValues, ModeLimits>()

  constructor(parts: LimitDeskParts) {
    this.#parts = parts
  }

  /** Call once the accounts are known. */
  load(): void {
    for (const [key, versions] of this.#parts.store.risk.limits.all()) {
      // One that was kept before a limit existed takes the usual one.
      const usual = defaultsFor(key)
      this.#keep(
        key,
        versions.map(({ values, since }) => ({ since, values: { ...usual, ...values } })),
      )
    }
  }

  /** A bot's limits as they hold now. */
  ofBot({ bot }: BotRuntime): ParameterValues {
    return bot.mode === 'paper' ? bot.settings.limits : this.#inForce(ofBot(bot.id), bot.settings.limits)
  }
  ofAccount(id: string): ParameterValues {
    return this.#inForce(ofAccount(id), accountDefaults)
  }
  ofMode(mode: Mode): ParameterValues {
    return this.#inForce(ofMode(mode), modeDefaults)
  }

  /** All that an entry of the bot through the account is held against. */
  entryLimits(runtime: BotRuntime, accountId: string): EntryLimits {
    return { bot: this.bot(runtime), account: this.account(accountId), mode: this.mode(runtime.bot.mode) }
  }

  bot(runtime: BotRuntime): BotLimits {
    return once(this.#bots, this.ofBot(runtime), botLimitsOf)
  }
  account(id: string): AccountLimits {
    return once(this.#accounts, this.ofAccount(id), accountLimitsOf)
  }
  mode(mode: Mode): ModeLimits {
    return once(this.#modes, this.ofMode(mode), modeLimitsOf)
  }

  /** As they were set last, whether they hold already or not. */
  newest(scope: LimitScope): ParameterValues {
    const known = this.#scopes.get(keyOf(scope))?.versions.at(-1)?.values
    return known ?? (scope.kind === 'account' ? accountDefaults : modeDefaults)
  }

  /** When something that was loosened begins to hold; null when all holds as it was set last. */
  loosensAt(scope: LimitScope): number | null {
    const known = this.#scopes.get(keyOf(scope))
    if (known === undefined) return null
    const inForce = scope.kind === 'account' ? this.ofAccount(scope.id) : this.ofMode(scope.id)
    const waits = Object.keys(changed(inForce, this.newest(scope))).length > 0
    return waits ? nextLoosening(known.versions, this.#parts.clock.now()) : null
  }

  /** The same of a bot's own limits. */
  botLoosensAt(runtime: BotRuntime): number | null {
    const { id, settings } = runtime.bot
    const known = this.#scopes.get(ofBot(id))
    const waits = Object.keys(changed(this.ofBot(runtime), settings.limits)).length > 0
    return known !== undefined && waits ? nextLoosening(known.versions, this.#parts.clock.now()) : null
  }

  /** Sets the limits of an account or a mode: tighter ones hold at once, looser ones of real money after a delay. */
  set(scope: LimitScope, values: ParameterValues): Result<null, 'NOT_FOUND' | readonly FieldError[]> {
    const { store, journal, changes, books } = this.#parts
    if (scope.kind === 'account' && !books.accounts.has(scope.id)) return refused('NOT_FOUND')
    const specs = scope.kind === 'account' ? accountLimits : modeLimits
    const fields = checkParameters('limits', specs, values)
    if (fields.length > 0) return refused(fields)
    const before = this.newest(scope)
    const keep = store.transaction(() => {
      journal.write('risk.limits-changed', {
        actor: 'user',
        facts: { scope: scope.id, ...changed(before, values) },
      })
      return this.#write(keyOf(scope), before, values)
    })
    keep()
    changes.announce({ kind: 'risk' })
    return ok(null)
  }

  /**
   * Notes the limits with which a bot was made or changed; call in the transaction that does it.
   * @returns what remembers them, once that has committed
   */
  onBotSettings(botId: string, before: BotSettings | null, after: BotSettings): () => void {
    if (before?.limits !== undefined && Object.keys(changed(before.limits, after.limits)).length === 0)
      return () => {}
    return this.#write(ofBot(botId), before?.limits ?? after.limits, after.limits)
  }

  #write(key: string, before: ParameterValues, values: ParameterValues): () => void {
    const { store, clock } = this.#parts
    const version = { values, since: clock.now() }
    const known = this.#scopes.get(key)?.versions
    // What held before anything was set counts as set long ago.
    const versions = [...(known ?? [{ values: before, since: 0 }]), version]
    for (const each of known === undefined ? versions : [version]) store.risk.limits.insert(key, each)
    return () => this.#keep(key, versions)
  }

  #inForce(key: string, without: ParameterValues): ParameterValues {
    const scope = this.#scopes.get(key)
    if (scope === undefined) return without
    if (scope.changesAt === null || this.#parts.clock.now() < scope.changesAt) return scope.inForce
    return this.#keep(key, scope.versions).inForce
  }

  #keep(key: string, versions: readonly LimitVersion[]): Scope {
    const newest = versions.at(-1)
    if (newest === undefined) throw new Error(`no limits of ${key}`)
    const now = this.#parts.clock.now()
    const delays = this.#isLive(key)
    const inForce = delays ? limitsInForce(versions, now) : newest.values
    const scope = { versions, inForce, changesAt: delays ? nextLoosening(versions, now) : null }
    this.#scopes.set(key, scope)
    return scope
  }

  /** Practice money may be risked at once. A bot of practice money is never asked about here. */
  #isLive(key: string): boolean {
    for (const { book } of this.#parts.books.accounts.values())
      if (key === ofAccount(book.account.id)) return book.account.mode === 'live'
    return key !== ofMode('paper')
  }
}

const accountDefaults = defaultsOf(accountLimits)
const modeDefaults = defaultsOf(modeLimits)

const botDefaults = defaultsOf(riskLimits)
const defaultsFor = (key: string): ParameterValues => {
  if (key.startsWith(ofBot(''))) return botDefaults
  return key.startsWith(ofAccount('')) ? accountDefaults : modeDefaults
}

const keyOf = ({ kind, id }: LimitScope): string => (kind === 'account' ? ofAccount(id) : ofMode(id))

const once = <T>(
  known: WeakMap<ParameterValues, T>,
  values: ParameterValues,
  make: (v: ParameterValues) => T,
): T => {
  const made = known.get(values)
  if (made !== undefined) return made
  const fresh = make(values)
  known.set(values, fresh)
  return fresh
}

const changed = (before: ParameterValues, after: ParameterValues): Record<string, string> =>
  Object.fromEntries(
    Object.entries(after)
      .filter(([key, value]) => before[key] !== value)
      .map(([key, value]) => [key, `${before[key] ?? '–'} → ${value}`]),
  )

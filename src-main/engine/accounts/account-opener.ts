import { sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Changes } from '../changes.ts'
import type { LivePorts } from '../engine-ports.ts'
import type { Lane } from '../lane.ts'
import { matters } from '../matters.ts'
import type { Clock } from '../ports/clock.ts'
import type { KeyReport, SignedSide } from '../ports/live-accounts.ts'
import type { Log } from '../ports/log.ts'
import type { KeyFacts, Store } from '../ports/store.ts'
import type { VenueConfig } from '../ports/venue.ts'
import type { AccountClosure, AccountState } from '../state/account-state.ts'
import type { Books } from '../state/books.ts'
import type { KeyWatch } from './key-watch.ts'
import { reachedAt } from './own-addresses.ts'
import { mayHoldKeys } from './runtime-rule.ts'

interface AccountOpenerParts {
  readonly books: Books
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly lane: Lane
  readonly alerts: AlertDesk
  readonly changes: Changes
  readonly live: LivePorts
  readonly keys: KeyWatch
  readonly configOf: (venueId: string) => VenueConfig | undefined
}

/** Where keys are seen to. */
const keysRoute = '/settings/keys'

/** Between two tries; the last one holds. A key that is refused is not offered often: exchanges ban who does. */
const retriesMs: Readonly<Record<AccountClosure, readonly number[]>> = {
  'exchange-unreachable': [2_000, 5_000, 10_000, 30_000, 60_000],
  'keychain-unavailable': [15_000, 60_000],
  'key-missing': [60_000],
  'key-refused': [300_000],
  'key-too-powerful': [],
  'runtime-unsupported': [],
}

/** Failures in a row after which it is told: over a minute. */
const unreachableAfter = 6

/** An account that has to be opened with its key. */
interface Opening {
  readonly signed: SignedSide
  /** Goes up with each try: what an earlier one brings is not wanted any more. */
  attempt: number
  failures: number
  reason: AccountClosure | null
  cancelRetry: () => void
}

interface Closure {
  readonly reason: AccountClosure
  readonly cause: string
}

/** A key that may do this is never used: whoever gets hold of it could take the money. */
export const isTooPowerful = ({ permissions }: Pick<KeyReport, 'permissions'>): boolean =>
  permissions !== null && (permissions.withdraw || permissions.transfer)

/**
 * Opens accounts with their keys and opens them again whenever they are lost, for as long as it takes. Nothing is
 * bought on an account that is not open.
 */
export class AccountOpener {
  readonly #parts: AccountOpenerParts
  readonly #openings = new Map<string, Opening>()
  readonly #endLost: () => void

  constructor(parts: AccountOpenerParts) {
    this.#parts = parts
    this.#endLost = parts.live.accounts.onLost((accountIds) =>
      parts.lane.post(() => {
        for (const id of accountIds) this.#onLost(id)
      }),
    )
  }

  /** Takes over an account that is in the books. */
  begin(accountId: string, signed: SignedSide): void {
    const opening = { signed, attempt: 0, failures: 0, reason: null, cancelRetry: () => {} }
    this.#openings.set(accountId, opening)
    this.#try(accountId)
  }

  /** Tries at once; does nothing for an account that needs no key. */
  retry(accountId: string): void {
    if (this.#openings.has(accountId)) this.#try(accountId)
  }

  forget(accountId: string): void {
    this.#openings.get(accountId)?.cancelRetry()
    this.#openings.delete(accountId)
  }

  end(): void {
    this.#endLost()
    for (const id of [...this.#openings.keys()]) this.forget(id)
  }

  #onLost(accountId: string): void {
    if (this.#openings.has(accountId)) this.#try(accountId)
  }

  #try(accountId: string): void {
    const opening = this.#openings.get(accountId)
    if (opening === undefined) return
    opening.cancelRetry()
    opening.attempt += 1
    const { attempt } = opening
    const { books, clock, lane } = this.#parts
    books.unconfirmed.add(accountId)
    this.#show(accountId, { kind: 'opening', since: clock.now() })
    void this.#open(accountId, opening.signed).then((outcome) =>
      lane.post(() => {
        if (this.#openings.get(accountId) !== opening || opening.attempt !== attempt) return
        if ('reason' in outcome) this.#onClosed(accountId, opening, outcome)
        else this.#onOpened(accountId, opening, outcome)
      }),
    )
  }

  async #open(accountId: string, signed: SignedSide): Promise<KeyReport | Closure> {
    const { books, live, configOf } = this.#parts
    const { key, book } = books.account(accountId)
    const { venueId } = book.account
    const venue = configOf(venueId)
    if (venue === undefined) return { reason: 'exchange-unreachable', cause: `no venue "${venueId}"` }
    const config = reachedAt(venue, key?.addresses)
    if (!mayHoldKeys(config, live.isRuntimeSupported)) return { reason: 'runtime-unsupported', cause: '' }
    const kept = await live.secrets.read(accountId)
    if (kept.kind === 'unavailable') return { reason: 'keychain-unavailable', cause: kept.cause }
    if (kept.value === null) return { reason: 'key-missing', cause: '' }
    const check = await signed.open(config, kept.value)
    if (check.kind === 'refused') return { reason: 'key-refused', cause: check.cause }
    if (check.kind === 'failed') return { reason: 'exchange-unreachable', cause: check.cause }
    if (!isTooPowerful(check.report)) return check.report
    signed.shut()
    return { reason: 'key-too-powerful', cause: '' }
  }

  #onOpened(accountId: string, opening: Opening, { permissions, owner }: KeyReport): void {
    const { clock, log, keys } = this.#parts
    opening.failures = 0
    opening.reason = null
    log.info('account.connected', { accountId })
    keys.onAccepted(accountId)
    this.#parts.alerts.resolve(matters.unreachable(accountId))
    this.#writeKey(accountId, { permissions, owner, usedAt: clock.now() })
    this.#show(accountId, { kind: 'open', since: clock.now() })
  }

  #onClosed(accountId: string, opening: Opening, { reason, cause }: Closure): void {
    const { clock, log } = this.#parts
    opening.failures = opening.reason === reason ? opening.failures + 1 : 1
    const delays = retriesMs[reason]
    const delayMs = delays[Math.min(opening.failures, delays.length) - 1] ?? null
    const since = clock.now()
    if (delayMs !== null) {
      opening.cancelRetry = clock.after(delayMs, () => this.#parts.lane.post(() => this.#try(accountId)))
    }
    log.warn('account.closed', { accountId, reason, cause })
    if (opening.reason !== reason) this.#tell(accountId, reason)
    opening.reason = reason
    if (reason === 'exchange-unreachable' && opening.failures === unreachableAfter)
      this.#tellUnreachable(accountId)
    const retryAt = delayMs === null ? null : since + delayMs
    this.#show(accountId, { kind: 'closed', since, reason, cause, retryAt })
  }

  #tell(accountId: string, reason: AccountClosure): void {
    const { alerts, books, keys } = this.#parts
    if (reason === 'key-refused') keys.onRefused(accountId)
    const { venueId, mode, name: account = accountId } = books.account(accountId).book.account
    const about = { venueId, mode }
    if (reason === 'key-too-powerful')
      alerts.raise('critical', sentence('alert.key-too-powerful', { account }), keysRoute, about)
    if (reason === 'key-missing')
      alerts.raise('warning', sentence('alert.key-missing', { account }), keysRoute, about)
    if (reason === 'keychain-unavailable')
      alerts.raiseRarely('warning', sentence('alert.keychain-unavailable'), keysRoute)
  }

  #tellUnreachable(accountId: string): void {
    const { alerts, books } = this.#parts
    const { venueId, mode, name: account = accountId } = books.account(accountId).book.account
    const venue = books.venues.get(venueId)?.info.name ?? venueId
    const text = sentence('alert.exchange-unreachable', { venue, account })
    const about = { venueId, mode, matter: matters.unreachable(accountId) }
    const isHeld = [...books.positions.values()].some((position) => position.accountId === accountId)
    alerts.raiseRarely(isHeld ? 'by-mode' : 'warning', text, keysRoute, about)
  }

  #writeKey(accountId: string, change: Partial<KeyFacts>): void {
    const { store, books } = this.#parts
    const account = books.account(accountId)
    if (account.key === null) return
    account.key = { ...account.key, ...change }
    store.accounts.update({ ...account.book.account, key: account.key })
  }

  #show(accountId: string, state: AccountState): void {
    const account = this.#parts.books.accounts.get(accountId)
    if (account === undefined) return
    account.state = state
    this.#parts.changes.announce({ kind: 'engine' })
  }
}

import { ok, type Result, refused } from '../../domain/result.ts'
import { isNamedFor } from '../bots/entry-routes.ts'
import type { Changes } from '../changes.ts'
import type { LivePorts } from '../engine-ports.ts'
import type { Journal } from '../journal.ts'
import type { Lane } from '../lane.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { KeyReport } from '../ports/live-accounts.ts'
import type { Credentials, FromKeychain, KeychainProblem } from '../ports/secrets.ts'
import type { Account, KeyFacts, Store } from '../ports/store.ts'
import type { VenueConfig } from '../ports/venue.ts'
import type { Books } from '../state/books.ts'
import type { Roster } from '../state/roster.ts'
import type { VenueDesk, VenueRefusal } from '../venues/venue-desk.ts'
import type { AccountDesk } from './account-desk.ts'
import { isTooPowerful } from './account-opener.ts'
import { type OwnAddresses, ownAddresses, reachedAt } from './own-addresses.ts'
import { mayHoldKeys } from './runtime-rule.ts'

export type KeyRefusal =
  | {
      readonly code:
        | 'NOT_FOUND'
        | 'RUNTIME_UNSUPPORTED'
        /** The key may withdraw or transfer money. */
        | 'KEY_TOO_POWERFUL'
        /** The exchange does not tell what the key may do, and the user has not looked. */
        | 'KEY_UNCHECKED'
        /** The exchange's account is here already. */
        | 'ACCOUNT_EXISTS'
        /** The key opens another account than the one before. */
        | 'KEY_OF_ANOTHER'
        | 'ACCOUNT_IN_USE'
    }
  | { readonly code: 'KEY_REFUSED'; readonly cause: string }
  /** Its exchange could not be connected along with it. */
  | VenueRefusal
  | { readonly code: 'KEYCHAIN_UNAVAILABLE'; readonly problem: KeychainProblem; readonly cause: string }

/** A key as the user hands it over. */
export interface OfferedKey {
  readonly credentials: Credentials
  /** The user says that it can neither withdraw nor transfer; asked where the exchange does not tell. */
  readonly isChecked: boolean
}

interface KeyDeskParts {
  readonly books: Books
  readonly roster: Roster
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly lane: Lane
  readonly journal: Journal
  readonly changes: Changes
  readonly live: LivePorts
  readonly accounts: AccountDesk
  readonly configOf: (venueId: string) => VenueConfig | undefined
  readonly connect: VenueDesk['connect']
}

/** The user's keys: tried, added, changed and removed. Whatever is refused leaves nothing behind. */
export class KeyDesk {
  readonly #parts: KeyDeskParts

  constructor(parts: KeyDeskParts) {
    this.#parts = parts
  }

  /** Whether a key could be kept now. */
  keychain(): Promise<FromKeychain<null>> {
    return this.#parts.live.secrets.check()
  }

  /**
   * What the exchange says of a key; also of one that would be refused. A venue that is connected is asked where it
   * is reached, or at the addresses given.
   */
  async test(venue: VenueConfig, credentials: Credentials): Promise<Result<KeyReport, KeyRefusal>> {
    const { live } = this.#parts
    const config = this.#reached(venue)
    if (!mayHoldKeys(config, live.isRuntimeSupported)) return refused({ code: 'RUNTIME_UNSUPPORTED' })
    const check = await live.accounts.check(config, credentials)
    if (check.kind === 'accepted') return ok(check.report)
    return refused({
      code: check.kind === 'refused' ? 'KEY_REFUSED' : 'VENUE_UNREACHABLE',
      cause: check.cause,
    })
  }

  /**
   * Adds the account that the key opens, and connects its venue where that is not done yet; returns its id. Addresses
   * other than those of a connected venue are the account's own.
   */
  async add(venue: VenueConfig, name: string, offered: OfferedKey): Promise<Result<string, KeyRefusal>> {
    const { ids, clock, lane, store, journal, accounts, configOf, connect } = this.#parts
    const venueId = venue.id
    const report = await this.#acceptable(venue, offered)
    if (!report.ok) return report
    if (await this.#isKnown(venueId, offered.credentials, report.value.owner)) {
      return refused({ code: 'ACCOUNT_EXISTS' })
    }
    const id = ids.next('account')
    const kept = await this.#keep(id, offered.credentials)
    if (!kept.ok) return kept
    try {
      const connected = configOf(venueId)
      if (connected === undefined) {
        const joined = await connect(venue)
        if (!joined.ok) {
          await this.#parts.live.secrets.forget(id)
          return joined
        }
      }
      const key: KeyFacts = {
        ...keyFacts(offered.credentials, report.value, clock.now()),
        ...ownAddresses(connected ?? venue, this.#reached(venue)),
      }
      const account: Account = { id, venueId, mode: 'live', name, start: [], createdAt: clock.now(), key }
      return await lane.ask(() => {
        if (configOf(venueId) === undefined) throw new Error(`the venue "${venueId}" was disconnected`)
        store.transaction(() => {
          store.accounts.insert(account)
          journal.write('account.added', { actor: 'user', facts: factsOf(account) })
        })
        accounts.open(account)
        return ok(id)
      })
    } catch (error) {
      await this.#parts.live.secrets.forget(id)
      throw error
    }
  }

  /** Another key for the same account of the exchange, which may be reached elsewhere from now on. */
  async rotate(
    accountId: string,
    addresses: OwnAddresses,
    offered: OfferedKey,
  ): Promise<Result<null, KeyRefusal>> {
    const { clock, lane, store, journal, accounts, configOf } = this.#parts
    const account = this.#find(accountId)
    const venue = configOf(account?.venueId ?? '')
    if (account?.key === undefined || venue === undefined) return refused({ code: 'NOT_FOUND' })
    const { owner } = account.key
    const reached = reachedAt(venue, addresses)
    const report = await this.#acceptable(reached, offered)
    if (!report.ok) return report
    const isAnother = owner !== null && report.value.owner !== null && owner !== report.value.owner
    if (isAnother) return refused({ code: 'KEY_OF_ANOTHER' })
    const kept = await this.#keep(accountId, offered.credentials)
    if (!kept.ok) return kept
    return lane.ask(() => {
      const facts = keyFacts(offered.credentials, report.value, clock.now())
      const changed = { ...account, key: { ...facts, ...ownAddresses(venue, reached) } }
      store.transaction(() => {
        store.accounts.update(changed)
        journal.write('account.key-changed', { actor: 'user', facts: factsOf(changed) })
      })
      accounts.onKey(accountId, changed.key)
      return ok(null)
    })
  }

  /** Only while nothing depends on it; its history stays. */
  async remove(accountId: string): Promise<Result<null, KeyRefusal>> {
    const { lane, store, journal, accounts, live } = this.#parts
    const account = this.#find(accountId)
    if (account?.key === undefined) return refused({ code: 'NOT_FOUND' })
    if (this.#isUsed(accountId)) return refused({ code: 'ACCOUNT_IN_USE' })
    const forgotten = await live.secrets.forget(accountId)
    if (forgotten.kind === 'unavailable') return refused(unavailable(forgotten))
    return lane.ask(() => {
      // The key is gone: the account says so, and is removed when nothing depends on it any more.
      if (this.#isUsed(accountId)) return refused({ code: 'ACCOUNT_IN_USE' })
      store.transaction(() => {
        store.accounts.remove(accountId)
        journal.write('account.removed', { actor: 'user', facts: factsOf(account) })
      })
      accounts.close(accountId)
      return ok(null)
    })
  }

  /** Opens the account again without waiting for the next try. */
  retry(accountId: string): void {
    this.#parts.accounts.retry(accountId)
  }

  #reached(venue: VenueConfig): VenueConfig {
    const connected = this.#parts.configOf(venue.id)
    return connected === undefined ? venue : reachedAt(connected, venue)
  }

  async #acceptable(
    venue: VenueConfig,
    { credentials, isChecked }: OfferedKey,
  ): Promise<Result<KeyReport, KeyRefusal>> {
    const report = await this.test(venue, credentials)
    if (!report.ok) return report
    if (isTooPowerful(report.value)) return refused({ code: 'KEY_TOO_POWERFUL' })
    if (report.value.permissions === null && !isChecked) return refused({ code: 'KEY_UNCHECKED' })
    return report
  }

  /** By the exchange's own number of the account; by the key where it has none. */
  async #isKnown(venueId: string, { apiKey }: Credentials, owner: string | null): Promise<boolean> {
    const { store, live } = this.#parts
    for (const { id, key, venueId: at } of store.accounts.all()) {
      if (key === undefined || at !== venueId) continue
      if (owner !== null && key.owner === owner) return true
      if (key.lastFour !== lastFourOf(apiKey)) continue
      const kept = await live.secrets.read(id)
      if (kept.kind === 'answered' && kept.value?.apiKey === apiKey) return true
    }
    return false
  }

  async #keep(accountId: string, credentials: Credentials): Promise<Result<null, KeyRefusal>> {
    const kept = await this.#parts.live.secrets.keep(accountId, credentials)
    return kept.kind === 'answered' ? ok(null) : refused(unavailable(kept))
  }

  #isUsed(accountId: string): boolean {
    const { books, roster } = this.#parts
    return (
      [...roster.all()].some(({ bot }) => isNamedFor(bot, accountId)) ||
      [...books.positions.values()].some((position) => position.accountId === accountId) ||
      [...books.orders.values()].some(({ order }) => order.accountId === accountId)
    )
  }

  #find(accountId: string): Account | undefined {
    return this.#parts.store.accounts.all().find(({ id }) => id === accountId)
  }
}

const lastFourOf = (apiKey: string): string => apiKey.slice(-4)

const keyFacts = ({ apiKey }: Credentials, { owner, permissions }: KeyReport, addedAt: number): KeyFacts => ({
  lastFour: lastFourOf(apiKey),
  addedAt,
  usedAt: null,
  owner,
  permissions,
})

const factsOf = ({ id, venueId, name = '', key }: Account) => ({
  account: id,
  venue: venueId,
  name,
  key: `••••${key?.lastFour ?? ''}`,
})

const unavailable = ({
  problem,
  cause,
}: Extract<FromKeychain<unknown>, { kind: 'unavailable' }>): KeyRefusal => ({
  code: 'KEYCHAIN_UNAVAILABLE',
  problem,
  cause,
})

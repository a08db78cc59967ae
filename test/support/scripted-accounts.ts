import { plainSpot } from '../../src-main/domain/orders/capabilities.ts'
import type { Asked, Balance, Exchange, ExchangeEvent } from '../../src-main/engine/ports/exchange.ts'
import type {
  KeyCheck,
  KeyPermissions,
  LiveAccount,
  LiveAccounts,
} from '../../src-main/engine/ports/live-accounts.ts'
import type { Credentials } from '../../src-main/engine/ports/secrets.ts'
import type { VenueConfig } from '../../src-main/engine/ports/venue.ts'

export const tradingRights: KeyPermissions = {
  read: true,
  trade: true,
  withdraw: false,
  transfer: false,
  addressLimited: true,
}

export const acceptedKey = (
  permissions: KeyPermissions | null = tradingRights,
  owner: string | null = 'u-1',
): KeyCheck => ({
  kind: 'accepted',
  report: { owner, permissions, clockOffsetMs: 0, balances: [] },
})

/** Accounts at exchanges that say only what the test has them say. */
export class ScriptedAccounts implements LiveAccounts {
  /** What every key is told, by its public half; other keys are accepted. */
  readonly says = new Map<string, KeyCheck>()
  balances: readonly Balance[] = []
  /** Credentials that accounts were opened with, oldest first. */
  readonly opened: Credentials[] = []
  readonly checked: Credentials[] = []
  /** Where keys were tried and accounts opened, oldest first. */
  readonly reached: (string | null)[] = []
  /** Accounts that are open now. */
  readonly open = new Set<string>()
  readonly #told = new Map<string, (event: ExchangeEvent) => void>()
  readonly #listeners = new Set<(accountIds: readonly string[], cause: string) => void>()

  async check({ restUrl }: VenueConfig, credentials: Credentials): Promise<KeyCheck> {
    this.reached.push(restUrl)
    this.checked.push(credentials)
    return this.#answer(credentials)
  }

  account(accountId: string): LiveAccount {
    const failed = { kind: 'failed', cause: 'not open' } as const
    const answered = <T>(value: T): Asked<T> =>
      this.open.has(accountId) ? { kind: 'answered', value } : failed
    const exchange: Exchange = {
      markets: [],
      lateMs: { orders: 0, stops: 0 },
      capabilities: () => plainSpot,
      submit: async () => ({ kind: 'retry-later', rejection: 'OTHER', waitMs: null, message: 'not open' }),
      cancel: async () => failed,
      amend: async () => ({ kind: 'refused', rejection: 'UNSUPPORTED', message: 'not open' }),
      order: async () => answered(null),
      openOrders: async () => answered([]),
      fills: async () => answered([]),
      recentFills: async () => answered([]),
      balances: async () => answered(this.balances),
      subscribe: (listener) => {
        this.#told.set(accountId, listener)
        return () => this.#told.delete(accountId)
      },
    }
    return {
      exchange,
      signed: {
        open: async ({ restUrl }, credentials) => {
          this.reached.push(restUrl)
          this.opened.push(credentials)
          const said = this.#answer(credentials)
          if (said.kind !== 'accepted') return said
          this.open.add(accountId)
          this.#told.get(accountId)?.({ kind: 'resynchronise', cause: 'the account was opened' })
          return said
        },
        shut: () => this.open.delete(accountId),
      },
      close: () => this.open.delete(accountId),
    }
  }

  onLost(listener: (accountIds: readonly string[], cause: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async end(): Promise<void> {
    this.open.clear()
  }

  /** The worker of all accounts has died, and another one runs. */
  lose(): void {
    const lost = [...this.open]
    this.open.clear()
    for (const listener of this.#listeners) listener(lost, 'the worker died')
  }

  #answer({ apiKey }: Credentials): KeyCheck {
    return this.says.get(apiKey) ?? acceptedKey()
  }
}

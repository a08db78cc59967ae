import { venueOf } from '../../../../src-preload/contract/exchanges.ts'
import type { AccountView, KeychainView, KeyReportView } from '../../../../src-preload/contract/key-views.ts'
import type { ErrorCode } from '../../../../src-preload/contract/replies.ts'
import type { RequestInput } from '../../../../src-preload/contract/requests.ts'

type Credentials = RequestInput<'keys.test'>['credentials']
type Permissions = NonNullable<AccountView['permissions']>

const rights = (change: Partial<Permissions> = {}): Permissions => ({
  read: true,
  trade: true,
  withdraw: false,
  transfer: false,
  addressLimited: true,
  ...change,
})

/** Keys that say by their own text what they may do: "withdraw", "read", "unknown", "refused"; others may trade. */
export class FakeKeys {
  readonly #accounts = new Map<string, AccountView>()
  keychain: KeychainView = { problem: null, cause: '' }

  views(): readonly AccountView[] {
    return [...this.#accounts.values()]
  }

  report({ apiKey }: Credentials): KeyReportView | ErrorCode {
    if (apiKey.includes('refused')) return 'KEY_REFUSED'
    const permissions = apiKey.includes('unknown')
      ? null
      : rights({ withdraw: apiKey.includes('withdraw'), trade: !apiKey.includes('read') })
    const balances = [
      { asset: 'BTC', total: '0.0421' },
      { asset: 'USDT', total: '2310.55' },
    ]
    return { permissions, clockOffsetMs: 42, balances }
  }

  /** Refuses or returns the id; as the engine does, nothing of the key is kept but these facts. */
  add({ place, name, credentials, isChecked }: RequestInput<'keys.add'>): ErrorCode | { id: string } {
    const taken = this.#taken(credentials, isChecked)
    if (typeof taken === 'string') return taken
    const id = `account-${this.#accounts.size + 1}`
    this.put({ id, venueId: venueOf(place.exchangeId, place.network).id, name, ...taken })
    return { id }
  }

  rotate({ id, credentials, isChecked }: RequestInput<'keys.rotate'>): ErrorCode | null {
    const known = this.#accounts.get(id)
    if (known === undefined) return 'NOT_FOUND'
    const taken = this.#taken(credentials, isChecked)
    if (typeof taken === 'string') return taken
    this.#accounts.set(id, { ...known, ...taken })
    return null
  }

  remove(id: string): void {
    this.#accounts.delete(id)
  }

  put(change: Partial<AccountView> & Pick<AccountView, 'id' | 'venueId' | 'name'>): void {
    const now = Date.now()
    this.#accounts.set(change.id, {
      state: { kind: 'open', since: now },
      refusedSince: null,
      lastFour: 'x7Qf',
      addedAt: now - 40 * 86_400_000,
      usedAt: now - 3_600_000,
      permissions: rights(),
      ...change,
    })
  }

  /** One account in each state, for looking at. */
  showAll(): void {
    const since = Date.now() - 190_000
    this.put({ id: 'main', venueId: 'binance', name: 'Main' })
    this.put({ id: 'watch', venueId: 'binance', name: 'Watch only', permissions: rights({ trade: false }) })
    this.put({ id: 'opening', venueId: 'bybit', name: 'Opening', state: { kind: 'opening', since } })
    const closed = (
      id: string,
      reason: Extract<AccountView['state'], { kind: 'closed' }>['reason'],
      cause = '',
    ) =>
      this.put({
        id,
        venueId: 'okx',
        name: `Account ${id}`,
        permissions: null,
        state: { kind: 'closed', since, reason, cause, retryAt: Date.now() + 42_000 },
      })
    closed('a', 'exchange-unreachable', 'NetworkError: connect ECONNREFUSED 127.0.0.1:8091')
    closed('b', 'key-refused', 'ExchangeRefusal: 50113: Invalid Sign')
    closed('c', 'key-too-powerful')
    closed('d', 'key-missing')
    closed('e', 'keychain-unavailable', 'Cannot autolaunch D-Bus without X11 $DISPLAY')
    closed('f', 'runtime-unsupported')
  }

  #taken(credentials: Credentials, isChecked: boolean) {
    const report = this.report(credentials)
    if (typeof report === 'string') return report
    const { permissions } = report
    if (permissions?.withdraw === true) return 'KEY_TOO_POWERFUL'
    if (permissions === null && !isChecked) return 'KEY_UNCHECKED'
    return { permissions, lastFour: credentials.apiKey.slice(-4), addedAt: Date.now(), usedAt: null }
  }
}

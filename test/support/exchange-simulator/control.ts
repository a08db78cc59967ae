import type { Market } from './market/market.ts'
import type { Counts } from './server/counts.ts'
import type { Dialect, ServerClock } from './server/dialect.ts'
import type { Fault, Faults } from './server/faults.ts'
import type { Gateway } from './server/gateway.ts'
import type { Hub } from './server/hub.ts'
import type { Account } from './trading/account.ts'
import type { Trading } from './trading/trading.ts'
import { units } from './units.ts'

export interface ControlParts {
  readonly market: Market
  readonly trading: Trading
  readonly faults: Faults
  readonly counts: Counts
  readonly clock: ServerClock
  readonly hub: Hub
  readonly gateway: Gateway
  readonly dialect: Dialect
}

/** The hand behind the curtain: what tests and the control port may do to an exchange. */
export class Control {
  readonly market: Market
  readonly trading: Trading
  readonly counts: Counts
  /** Server time for signatures; `offsetMs` moves it against the machine's. */
  readonly clock: ServerClock
  readonly #parts: ControlParts

  constructor(parts: ControlParts) {
    this.market = parts.market
    this.trading = parts.trading
    this.counts = parts.counts
    this.clock = parts.clock
    this.#parts = parts
  }

  /** Arms a fault and returns the function that ends it. */
  fault(fault: Fault): () => void {
    return this.#parts.faults.add(fault)
  }
  clearFaults(): void {
    this.#parts.faults.clear()
  }

  /** No more data on any stream while pings are answered; the returned function ends it. */
  mute(match = '*'): () => void {
    return this.fault({ on: 'message', match, effect: { kind: 'lose' }, times: 0 })
  }

  /** Cuts every WebSocket. */
  dropStreams(): void {
    this.#parts.hub.dropAll()
  }
  get openStreams(): number {
    return this.#parts.hub.size
  }

  /** Drops all connections and refuses new ones for a time; orders and balances stay. */
  restart(downMs = 0): Promise<void> {
    return this.#parts.gateway.restart(downMs)
  }

  /** Sets what an address may spend per window, and starts the window over. */
  limitRequests(limit: number): void {
    this.#parts.dialect.weight.limit = limit
    this.#parts.dialect.weight.clear()
  }

  halt(symbol: string): void {
    this.market.symbol(symbol).halt()
  }
  resume(symbol: string): void {
    this.market.symbol(symbol).resume()
  }
  /** The pair is gone, and its open orders with it. */
  delist(symbol: string): void {
    this.trading.cancelAll(symbol, 'delisted')
    this.market.symbol(symbol).delist()
  }

  account(id: string): Account {
    const found = this.trading.accounts.find((account) => account.id === id)
    if (found === undefined) throw new RangeError(`no such account: "${id}"`)
    return found
  }

  /** Money from or to outside; negative for a withdrawal. */
  transfer(account: Account, currency: string, amount: string): void {
    if (account.balance(currency).free + units(amount) < 0n) throw new RangeError(`not enough ${currency}`)
    this.#parts.dialect.transferred?.(account, currency, units(amount))
    this.trading.transfer(account, currency, units(amount))
  }

  /** Fills part of an open order by hand. */
  fill(orderId: string, amount: string, price?: string): void {
    const order = this.trading.accounts.flatMap((account) => account.orders.get(orderId) ?? [])[0]
    if (order === undefined) throw new RangeError(`no such order: "${orderId}"`)
    this.trading.fill(order, units(amount), price === undefined ? undefined : units(price))
  }

  /** Ends the account's private streams as the exchange does from time to time. */
  endUserStreams(account: Account): void {
    this.#parts.dialect.terminateUserStreams?.(account)
  }
}

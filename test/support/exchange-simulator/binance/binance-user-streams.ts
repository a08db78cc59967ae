import type { Connection } from '../server/connection.ts'
import type { MarketNames, Venue } from '../server/venue.ts'
import type { Account } from '../trading/account.ts'
import type { OrderEvent } from '../trading/order.ts'
import { type Units, unitsText } from '../units.ts'
import { BinanceError } from './binance-error.ts'
import { accountPosition, executionReport } from './binance-orders.ts'
import { signedSocket } from './binance-signing.ts'

type Run = (method: string, params: URLSearchParams) => unknown

interface Request {
  readonly id?: string | number
  readonly method?: string
  readonly params?: Readonly<Record<string, string | number>>
}

/** The WebSocket interface with requests: the account's events, and orders for those who send them this way. */
export class BinanceUserStreams {
  readonly #venue: Venue
  readonly #names: MarketNames
  readonly #run: Run
  #subscription = 0
  readonly #subscriptions = new WeakMap<Connection, number>()

  constructor(venue: Venue, names: MarketNames, run: Run) {
    this.#venue = venue
    this.#names = names
    this.#run = run
    venue.trading.listen({
      order: (account, event) => this.#order(account, event),
      balances: (account, currencies) =>
        this.#push(
          account,
          null,
          'outboundAccountPosition',
          accountPosition(account, currencies, venue.market.time),
        ),
    })
  }

  received(connection: Connection, text: string): void {
    const { id, method = '', params = {} } = JSON.parse(text) as Request
    const verdict = this.#venue.hub.verdict(method, null)
    if (verdict === 'ignore') return
    const concerns = (symbol: string): boolean => text.includes(this.#names.idOf(symbol))
    const entries = Object.entries(params).map(([name, value]): [string, string] => [name, String(value)])
    connection.request(method, concerns, () => {
      try {
        if (verdict === 'reject') throw new BinanceError(400, -1000, 'An unknown error occurred.')
        const result = this.#answer(connection, method, new URLSearchParams(entries))
        return JSON.stringify({ id, status: 200, result, rateLimits: [] })
      } catch (error) {
        if (!(error instanceof BinanceError)) throw error
        const { code, message, status } = error
        return JSON.stringify({ id, status, error: { code, msg: message }, rateLimits: [] })
      }
    })
  }

  /** Ends the account's streams as the exchange does after a day, leaving the connections open. */
  terminate(account: Account): void {
    const event = { e: 'eventStreamTerminated', E: this.#venue.market.time }
    this.#push(account, null, 'eventStreamTerminated', event)
    for (const connection of this.#venue.hub.of(account)) connection.account = null
  }

  /** A deposit or a withdrawal. */
  balanceChanged(account: Account, currency: string, amount: Units): void {
    const { time } = this.#venue.market
    const event = { e: 'balanceUpdate', E: time, a: currency, d: unitsText(amount, 8), T: time }
    this.#push(account, null, 'balanceUpdate', event)
  }

  #answer(connection: Connection, method: string, params: URLSearchParams): unknown {
    if (method === 'userDataStream.subscribe.signature') {
      connection.account = signedSocket(params, this.#venue.trading.accounts, this.#venue.clock)
      this.#subscription += 1
      this.#subscriptions.set(connection, this.#subscription)
      this.#venue.counts.add('subscriptions', method)
      return { subscriptionId: this.#subscription }
    }
    if (method === 'userDataStream.unsubscribe') {
      connection.account = null
      return {}
    }
    return this.#run(method, params)
  }

  #order(account: Account, event: OrderEvent): void {
    const id = this.#names.idOf(event.order.symbol)
    const report = executionReport(event, id, `cancel-${event.order.id}`)
    this.#push(account, event.order.symbol, 'executionReport', report)
  }

  #push(account: Account, symbol: string | null, topic: string, event: object): void {
    for (const connection of this.#venue.hub.of(account)) {
      const subscriptionId = this.#subscriptions.get(connection) ?? 0
      connection.send(topic, symbol, JSON.stringify({ subscriptionId, event }))
    }
  }
}

import type { Connection } from '../server/connection.ts'
import type { Dialect, RestReply, RestRequest } from '../server/dialect.ts'
import { RateWindow } from '../server/rate-window.ts'
import { MarketNames, type Venue } from '../server/venue.ts'
import type { Account } from '../trading/account.ts'
import type { TradingRules } from '../trading/trading.ts'
import type { Units } from '../units.ts'
import { type BinanceSignedRoute, binanceAccountRoutes } from './binance-account-routes.ts'
import { BinanceError } from './binance-error.ts'
import { type BinanceRoute, binanceMarketRoutes } from './binance-market-routes.ts'
import { signedRest, signedSocket } from './binance-signing.ts'
import { BinanceStreams } from './binance-streams.ts'
import { BinanceUserStreams } from './binance-user-streams.ts'

export const binanceRules: TradingRules = {
  postOnlyThatTakes: 'refuse',
  stopsLock: () => true,
  stopsPlaceAnother: false,
  clientIdPattern: /^[a-zA-Z0-9-_]{1,36}$/,
  firstOrderId: 4_000_000n,
}

const socketMethods: Readonly<Record<string, string>> = {
  time: 'GET /api/v3/time',
  depth: 'GET /api/v3/depth',
  klines: 'GET /api/v3/klines',
  'trades.recent': 'GET /api/v3/trades',
  'ticker.24hr': 'GET /api/v3/ticker/24hr',
  'account.status': 'GET /api/v3/account',
  'order.place': 'POST /api/v3/order',
  'order.status': 'GET /api/v3/order',
  'order.cancel': 'DELETE /api/v3/order',
  'openOrders.status': 'GET /api/v3/openOrders',
  'openOrders.cancelAll': 'DELETE /api/v3/openOrders',
  allOrders: 'GET /api/v3/allOrders',
  myTrades: 'GET /api/v3/myTrades',
}

/** Requests beyond the limit that are still answered with 429; after them the address is banned. */
const warnings = 20

export class BinanceDialect implements Dialect {
  /** Weight per minute of one address. */
  readonly weight = new RateWindow(6000, 60_000)
  readonly orders = new RateWindow(100, 10_000)
  readonly #venue: Venue
  readonly #names: MarketNames
  readonly #routes: Readonly<Record<string, BinanceRoute | BinanceSignedRoute>>
  readonly #streams: BinanceStreams
  readonly #userStreams: BinanceUserStreams
  #overruns = 0

  constructor(venue: Venue) {
    this.#venue = venue
    this.#names = new MarketNames(venue.market, (base, quote) => `${base}${quote}`)
    this.#routes = {
      ...binanceMarketRoutes(venue, this.#names),
      ...binanceAccountRoutes(venue, this.#names),
    }
    this.#streams = new BinanceStreams(venue, this.#names)
    this.#userStreams = new BinanceUserStreams(venue, this.#names, (method, params) => {
      const route = this.#routes[socketMethods[method] ?? '']
      if (route === undefined) throw new BinanceError(400, -1128, `Unknown method '${method}'.`)
      if ('run' in route) return route.run(params)
      const account = signedSocket(params, venue.trading.accounts, venue.clock)
      return route.signed(account, params)
    })
  }

  marketId(symbol: string): string {
    return this.#names.idOf(symbol)
  }

  rest(request: RestRequest): RestReply {
    const route = this.#routes[`${request.method} ${request.path}`]
    if (route === undefined) return { status: 404, body: '<html><body>404 Not found</body></html>' }
    const spent = this.weight.spend('address', route.weight)
    const headers: Record<string, string> = {
      'x-mbx-used-weight': String(spent.used),
      'x-mbx-used-weight-1m': String(spent.used),
    }
    if (!spent.allowed) return this.#overrun(spent.resetMs, headers)
    this.#overruns = 0
    try {
      return { status: 200, body: this.#run(route, request, headers), headers }
    } catch (error) {
      if (!(error instanceof BinanceError)) throw error
      const { status, code, message: msg, data } = error
      return { status, body: { code, msg, ...(data === undefined ? {} : { data }) }, headers }
    }
  }

  opened(): void {}

  received(connection: Connection, text: string): void {
    if (connection.path.startsWith('/ws-api')) this.#userStreams.received(connection, text)
    else this.#streams.received(connection, text)
  }

  terminateUserStreams(account: Account): void {
    this.#userStreams.terminate(account)
  }
  transferred(account: Account, currency: string, amount: Units): void {
    this.#userStreams.balanceChanged(account, currency, amount)
  }

  ccxtUrls(rest: string, ws: string): Readonly<Record<string, unknown>> {
    const spot = `${ws}/stream/ws`
    return {
      public: `${rest}/api/v3`,
      private: `${rest}/api/v3`,
      v1: `${rest}/api/v1`,
      sapi: `${rest}/sapi/v1`,
      sapiV2: `${rest}/sapi/v2`,
      sapiV3: `${rest}/sapi/v3`,
      sapiV4: `${rest}/sapi/v4`,
      fapiPublic: `${rest}/fapi/v1`,
      fapiPrivate: `${rest}/fapi/v1`,
      dapiPublic: `${rest}/dapi/v1`,
      dapiPrivate: `${rest}/dapi/v1`,
      ws: { spot, margin: spot, future: spot, delivery: spot, 'ws-api': { spot: `${ws}/ws-api/v3` } },
    }
  }

  #run(
    route: BinanceRoute | BinanceSignedRoute,
    request: RestRequest,
    headers: Record<string, string>,
  ): unknown {
    const params = new URLSearchParams([request.query, request.body].filter((part) => part !== '').join('&'))
    if ('run' in route) return route.run(params)
    const account = signedRest(request, params, this.#venue.trading.accounts, this.#venue.clock)
    if (route.trades !== true) return route.signed(account, params)
    if (!account.canTrade) {
      throw new BinanceError(401, -2015, 'Invalid API-key, IP, or permissions for action.')
    }
    if (request.method === 'POST') {
      const { allowed, used } = this.orders.spend(account.id, 1)
      headers['x-mbx-order-count-10s'] = String(used)
      headers['x-mbx-order-count-1d'] = String(account.orders.size + 1)
      if (!allowed) {
        throw new BinanceError(429, -1015, 'Too many new orders; current limit is 100 orders per 10 SECOND.')
      }
    }
    return route.signed(account, params)
  }

  #overrun(resetMs: number, headers: Record<string, string>): RestReply {
    this.#overruns += 1
    const banned = this.#overruns > warnings
    const wait = Math.ceil(resetMs / 1000) + (banned ? 120 : 0)
    const msg = banned
      ? `Way too much request weight used; IP banned until ${Date.now() + wait * 1000}. Please use WebSocket Streams for live updates to avoid bans.`
      : `Too much request weight used; current limit is ${this.weight.limit} request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.`
    return {
      status: banned ? 418 : 429,
      body: { code: -1003, msg },
      headers: { ...headers, 'retry-after': String(wait) },
    }
  }
}

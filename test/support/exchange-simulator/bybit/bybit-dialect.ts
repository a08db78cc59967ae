import type { Connection } from '../server/connection.ts'
import type { Dialect, RestReply, RestRequest } from '../server/dialect.ts'
import { RateWindow } from '../server/rate-window.ts'
import { MarketNames, type Venue } from '../server/venue.ts'
import type { Account } from '../trading/account.ts'
import type { TradingRules } from '../trading/trading.ts'
import { BybitError } from './bybit-error.ts'
import type { Body } from './bybit-orders.ts'
import { type BybitRoute, bybitRoutes } from './bybit-routes.ts'
import { signedRest } from './bybit-signing.ts'
import { BybitStreams } from './bybit-streams.ts'

export const bybitRules: TradingRules = {
  postOnlyThatTakes: 'cancel',
  stopsLock: (label) => label === 'tpslOrder',
  stopsPlaceAnother: false,
  clientIdPattern: /^[a-zA-Z0-9-_]{1,36}$/,
  firstOrderId: 1_800_000_000_000_000_000n,
}

/** The v5 interface of a unified account, spot only. */
export class BybitDialect implements Dialect {
  readonly weight = new RateWindow(600, 5_000)
  readonly #venue: Venue
  readonly #names: MarketNames
  readonly #routes: Readonly<Record<string, BybitRoute>>
  readonly #streams: BybitStreams

  constructor(venue: Venue) {
    this.#venue = venue
    this.#names = new MarketNames(venue.market, (base, quote) => `${base}${quote}`)
    this.#routes = bybitRoutes(venue, this.#names)
    this.#streams = new BybitStreams(venue, this.#names, (account, op, order, sentAt) => {
      try {
        return { retCode: 0, retMsg: 'OK', data: this.#trade(account, op, order, sentAt) }
      } catch (error) {
        if (!(error instanceof BybitError)) throw error
        return { retCode: error.code, retMsg: error.message, data: {} }
      }
    })
  }

  marketId(symbol: string): string {
    return this.#names.idOf(symbol)
  }

  rest(request: RestRequest): RestReply {
    const route = this.#routes[`${request.method} ${request.path}`]
    if (route === undefined) return { status: 404, body: '<html><body>404 Not Found</body></html>' }
    const { allowed, used, resetMs } = this.weight.spend('address', 1)
    const headers = {
      'x-bapi-limit': String(this.weight.limit),
      'x-bapi-limit-status': String(Math.max(0, this.weight.limit - used)),
      'x-bapi-limit-reset-timestamp': String(Date.now() + resetMs),
    }
    try {
      if (!allowed) throw new BybitError(10006, 'Too many visits. Exceeded the API Rate Limit.')
      return { status: 200, body: this.#envelope(0, 'OK', this.#run(route, request)), headers }
    } catch (error) {
      if (!(error instanceof BybitError)) throw error
      return { status: 200, body: this.#envelope(error.code, error.message, {}), headers }
    }
  }

  opened(): void {}

  received(connection: Connection, text: string): void {
    this.#streams.received(connection, text)
  }

  ccxtUrls(rest: string, ws: string): Readonly<Record<string, unknown>> {
    const own = `${ws}/v5/private`
    const spot = `${ws}/v5/public/spot`
    return {
      spot: rest,
      futures: rest,
      v2: rest,
      public: rest,
      private: rest,
      ws: {
        public: {
          spot,
          linear: `${ws}/v5/public/linear`,
          inverse: `${ws}/v5/public/inverse`,
          option: `${ws}/v5/public/option`,
        },
        private: {
          spot: { unified: own, nonUnified: own },
          contract: own,
          usdc: own,
          trade: `${ws}/v5/trade`,
        },
      },
    }
  }

  #run(route: BybitRoute, request: RestRequest): unknown {
    const params: Body =
      request.method === 'POST'
        ? (JSON.parse(request.body) as Body)
        : Object.fromEntries(new URLSearchParams(request.query))
    if ('run' in route) return route.run(params)
    const account = signedRest(request, this.#venue.trading.accounts, this.#venue.clock)
    if (route.trades === true && !account.canTrade) {
      throw new BybitError(10005, 'Permission denied, please check your API key permissions.')
    }
    return route.signed(account, params)
  }

  #trade(account: Account, op: string, order: Body, sentAt: number): unknown {
    const route = this.#routes[`POST /v5/${op.replace('.', '/')}`]
    if (route === undefined || 'run' in route) throw new BybitError(10404, `unknown op ${op}`)
    const age = this.#venue.clock.now() - sentAt
    if (age > 5_000 || age <= -1_000) throw new BybitError(10002, 'Request timestamp is out of the window.')
    if (!account.canTrade) throw new BybitError(10005, 'Permission denied')
    return route.signed(account, order)
  }

  #envelope(retCode: number, retMsg: string, result: unknown): object {
    return { retCode, retMsg, result, retExtInfo: {}, time: this.#venue.clock.now() }
  }
}

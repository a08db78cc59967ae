import type { Connection } from '../server/connection.ts'
import type { Dialect, RestReply, RestRequest } from '../server/dialect.ts'
import { RateWindow } from '../server/rate-window.ts'
import { MarketNames, type Venue } from '../server/venue.ts'
import type { Account } from '../trading/account.ts'
import type { TradingRules } from '../trading/trading.ts'
import { OkxError } from './okx-error.ts'
import { type Body, orderNames, stopNames } from './okx-orders.ts'
import { type OkxRoute, okxRoutes } from './okx-routes.ts'
import { signedRest } from './okx-signing.ts'
import { OkxStreams } from './okx-streams.ts'

export const okxRules: TradingRules = {
  postOnlyThatTakes: 'cancel',
  stopsLock: () => false,
  stopsPlaceAnother: true,
  clientIdPattern: /^[a-zA-Z0-9]{1,32}$/,
  firstOrderId: 2_600_000_000_000_000_000n,
}

type OkxOrdersRoute = Extract<OkxRoute, { readonly each: unknown }>
type Reply = { readonly code: string; readonly msg: string; readonly data: readonly unknown[] }

/** The v5 interface, spot with cash only. */
export class OkxDialect implements Dialect {
  readonly weight = new RateWindow(200, 2_000)
  readonly #venue: Venue
  readonly #names: MarketNames
  readonly #routes: Readonly<Record<string, OkxRoute>>
  readonly #streams: OkxStreams

  constructor(venue: Venue) {
    this.#venue = venue
    this.#names = new MarketNames(venue.market, (base, quote) => `${base}-${quote}`)
    this.#routes = okxRoutes(venue, this.#names)
    this.#streams = new OkxStreams(venue, this.#names, (account, op, orders) => {
      const route = this.#routes[`POST /api/v5/trade/${op}`]
      if (route === undefined || !('each' in route)) return null
      return this.#each(route, account, orders)
    })
  }

  marketId(symbol: string): string {
    return this.#names.idOf(symbol)
  }

  rest(request: RestRequest): RestReply {
    const route = this.#routes[`${request.method} ${request.path}`]
    if (route === undefined) {
      return { status: 404, body: { code: '404', msg: 'Not Found', data: [] } }
    }
    try {
      if (!this.weight.spend('address', 1).allowed) {
        throw new OkxError(429, '50011', 'Too Many Requests')
      }
      return { status: 200, body: this.#run(route, request) }
    } catch (error) {
      if (!(error instanceof OkxError)) throw error
      return { status: error.status, body: { code: error.code, msg: error.message, data: [] } }
    }
  }

  opened(): void {}

  received(connection: Connection, text: string): void {
    this.#streams.received(connection, text)
  }

  ccxtUrls(rest: string, ws: string): Readonly<Record<string, unknown>> {
    return { rest, ws: `${ws}/ws/v5` }
  }

  #run(route: OkxRoute, request: RestRequest): Reply {
    const params: Body | readonly Body[] =
      request.method === 'POST'
        ? (JSON.parse(request.body) as Body | readonly Body[])
        : Object.fromEntries(new URLSearchParams(request.query))
    const first: Body = Array.isArray(params) ? {} : (params as Body)
    if ('run' in route) return { code: '0', msg: '', data: route.run(first) }
    const account = signedRest(request, this.#venue.trading.accounts, this.#venue.clock)
    if ('signed' in route) return { code: '0', msg: '', data: route.signed(account, first) }
    return this.#each(route, account, Array.isArray(params) ? params : [first])
  }

  /** Orders one by one, each with its own result; the code says whether all, some or none went well. */
  #each(route: OkxOrdersRoute, account: Account, entries: readonly Body[]): Reply {
    if (!account.canTrade) throw new OkxError(401, '50120', 'API key has no permission for this operation')
    const results = entries.map((entry) => {
      const result = route.each(account, entry)
      const ts = String(this.#venue.market.time)
      if ('message' in result) {
        return {
          clOrdId: entry.clOrdId ?? '',
          ordId: '',
          sCode: result.code,
          sMsg: result.message,
          tag: '',
          ts,
        }
      }
      const ids = route.algo === true ? stopNames(result) : orderNames(result)
      return { ...ids, sCode: '0', sMsg: '', tag: '', ts }
    })
    const failed = results.filter(({ sCode }) => sCode !== '0').length
    const code = failed === 0 ? '0' : failed === results.length ? '1' : '2'
    return { code, msg: code === '1' ? 'All operations failed' : '', data: results }
  }
}

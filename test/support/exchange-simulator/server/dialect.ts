import type { Account } from '../trading/account.ts'
import type { Units } from '../units.ts'
import type { Connection } from './connection.ts'
import type { RateWindow } from './rate-window.ts'

export interface RestRequest {
  readonly method: string
  readonly path: string
  /** Query text without the question mark, as it came. */
  readonly query: string
  readonly body: string
  header(name: string): string
}

export interface RestReply {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** One exchange's words for the market and the trading behind it. */
export interface Dialect {
  /** What one address may spend. */
  readonly weight: RateWindow
  /** The exchange's name of a pair. */
  marketId(symbol: string): string
  rest(request: RestRequest): RestReply
  opened(connection: Connection): void
  received(connection: Connection, text: string): void
  /** Ends the account's private streams, where the exchange has a message for it. */
  terminateUserStreams?(account: Account): void
  /** Tells of a deposit or withdrawal, where the exchange has a message for it. */
  transferred?(account: Account, currency: string, amount: Units): void
  /** To be merged into a ccxt instance's `urls.api`. */
  ccxtUrls(rest: string, ws: string): Readonly<Record<string, unknown>>
}

/** Server time for signatures: the machine's clock and an offset that tests may set. */
export interface ServerClock {
  offsetMs: number
  now(): number
}

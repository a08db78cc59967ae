import type { Network } from '../../../engine/ports/venue.ts'
import { switchNetwork } from './networks.ts'

/** The part of a ccxt instance that this folder uses; the library's own types say "any" where it matters. */
export interface CcxtClient {
  readonly url: string
  readonly isConnected: boolean
  /** What ccxt believes to be subscribed on this socket. */
  readonly subscriptions: Record<string, unknown>
  readonly connection?: { terminate?: () => void }
  send: (message: unknown) => Promise<unknown>
  /** Rejects everything that waits for this socket and drops it. */
  onError(error: unknown): void
}

export interface CcxtMarket {
  readonly id: string
  readonly symbol: string
  readonly base: string
  readonly quote: string
  readonly spot: boolean
  readonly active: boolean | undefined
  readonly maker: number | undefined
  readonly taker: number | undefined
  readonly precision: { readonly price?: number; readonly amount?: number }
  readonly limits: {
    readonly amount?: { readonly min?: number }
    readonly cost?: { readonly min?: number }
  }
}

type Handler = (client: CcxtClient, message: unknown) => unknown
export type CcxtHeaders = Readonly<Record<string, string>>

export interface CcxtExchange {
  readonly id: string
  readonly name: string
  /** What the class can do, by the names of its calls; "emulated" where it makes that up of other calls. */
  readonly has: Readonly<Record<string, boolean | 'emulated' | undefined>>
  readonly timeframes: Readonly<Record<string, unknown>>
  readonly features:
    | { readonly spot?: { readonly fetchOHLCV?: { readonly limit?: number } | null } | null }
    | undefined
  /** Between two requests, ms. */
  readonly rateLimit: number
  /** The newest trades of each pair, put there by the handlers. */
  trades: Record<string, unknown>
  handleMessage(client: CcxtClient, message: unknown): void
  urls: { api: unknown; [key: string]: unknown }
  options: Record<string, unknown>
  streaming: Record<string, unknown>
  clients: Record<string, CcxtClient>
  client: (url: string) => CcxtClient
  log: (...said: unknown[]) => void
  /** Ends when ccxt's own limiter lets a request go. */
  throttle: (cost?: number) => Promise<unknown>
  handleTrade?: Handler
  handleTrades?: Handler
  handleOHLCV: Handler
  onConnected: (client: CcxtClient) => void
  onClose: (client: CcxtClient, error: unknown) => void
  onError: (client: CcxtClient, error: unknown) => void
  handleErrors: (
    status: number,
    statusText: string,
    url: string,
    method: string,
    headers: CcxtHeaders,
    body: string,
    parsed: unknown,
    requestHeaders: unknown,
    requestBody: unknown,
  ) => unknown
  handleHttpStatusCode: (status: number, ...rest: readonly unknown[]) => unknown
  loadMarkets(reload?: boolean): Promise<Readonly<Record<string, CcxtMarket>>>
  fetchMarkets: () => Promise<readonly CcxtMarket[]>
  fetchCurrencies(): Promise<unknown>
  /** Returns them by symbol, completed by what the exchange does not tell. */
  setMarkets(markets: readonly CcxtMarket[]): Readonly<Record<string, CcxtMarket>>
  fetchOHLCV(
    symbol: string,
    timeframe: string,
    since: number | undefined,
    limit: number,
    params?: Readonly<Record<string, unknown>>,
  ): Promise<unknown>
  fetchOrderBook(symbol: string, limit: number | undefined): Promise<unknown>
  fetchTime(): Promise<number>
  watchTrades(symbol: string): Promise<unknown>
  watchTradesForSymbols(symbols: readonly string[]): Promise<unknown>
  watchOHLCVForSymbols(of: readonly (readonly [string, string])[]): Promise<unknown>
  loadHttpProxyAgent(): Promise<unknown>
  /** Moves to the addresses in `urls.test`. */
  setSandboxMode(enabled: boolean): void
  /** Moves to the addresses in `urls.demo`, or `urls.demotrading`, whichever the exchange has. */
  enableDemoTrading(enabled: boolean): void
  close(): Promise<unknown>
}

export type CcxtClass = new (settings: object) => CcxtExchange

/** Where an account or a test wants the exchange's addresses other than usual: merged into ccxt's `urls.api`. */
export type CcxtAddresses = Readonly<Record<string, unknown>>

export interface CcxtSettings {
  readonly network: Network
  /** Of whichever network it is. */
  readonly addresses: CcxtAddresses | null
  /** For one REST request, in ms. */
  readonly timeoutMs: number
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const merged = (own: unknown, given: unknown): unknown => {
  if (!(isObject(own) && isObject(given))) return given
  const result: Record<string, unknown> = { ...own }
  for (const [key, value] of Object.entries(given)) result[key] = merged(own[key], value)
  return result
}

/**
 * Makes an instance of any exchange: spot first, no retries of its own (a repeated post sends an order twice), small
 * caches, and nothing that fails or prints where nobody hears it.
 */
export const makeCcxt = (
  exchangeClass: CcxtClass,
  settings: CcxtSettings,
  options: Readonly<Record<string, unknown>>,
): CcxtExchange => {
  const exchange = new exchangeClass({
    enableRateLimit: true,
    timeout: settings.timeoutMs,
    maxRetriesOnFailure: 0,
    newUpdates: true,
    options: { defaultType: 'spot', tradesLimit: 50, OHLCVLimit: 50, ...options },
  })
  switchNetwork(exchange, settings.network)
  if (settings.addresses !== null) {
    exchange.urls = { ...exchange.urls, api: merged(exchange.urls.api, settings.addresses) }
  }
  // It would print whatever does not parse to the standard output, which belongs to the app.
  exchange.log = () => {}
  catchFailedSends(exchange)
  return exchange
}

/**
 * Makes an instance of an exchange that has a dialect, with what was measured to matter: spot markets only (one
 * start-up request in place of seven), pings often enough to find a dead link within half a minute.
 */
export const createCcxt = (exchangeClass: CcxtClass, settings: CcxtSettings): CcxtExchange => {
  const exchange = makeCcxt(exchangeClass, settings, {
    fetchMarkets: { types: ['spot'] },
    fetchCurrencies: false,
    fetchMargins: false,
    adjustForTimeDifference: false,
    fetchOpenOrders: { warnWithoutSymbol: false },
    watchTickers: { name: 'ticker' },
  })
  // Requests take their turn by our own budget: ccxt's queue would delay each by 50 ms on OKX. What goes over sockets is
  // still paced by it, since Binance closes those that bring more than five messages a second.
  exchange.throttle = () => Promise.resolve()
  // A pong that must be younger than the last ping is too old whenever a timer is later than the answer was quick.
  exchange.streaming = { ...exchange.streaming, keepAlive: 10_000, maxPingPongMisses: 1.5 }
  return exchange
}

/** A subscription that is still queued when its socket closes fails where nobody can catch it. */
const catchFailedSends = (exchange: CcxtExchange): void => {
  const caught = new WeakSet<CcxtClient>()
  const open = exchange.client.bind(exchange)
  exchange.client = (url) => {
    const client = open(url)
    if (caught.has(client)) return client
    caught.add(client)
    const send = client.send.bind(client)
    client.send = (message) => send(message).catch((error: unknown) => client.onError(error))
    return client
  }
}

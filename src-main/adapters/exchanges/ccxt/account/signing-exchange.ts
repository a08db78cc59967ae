import type { Credentials } from '../../../../engine/ports/secrets.ts'
import {
  type CcxtClass,
  type CcxtClient,
  type CcxtExchange,
  type CcxtSettings,
  createCcxt,
} from '../ccxt-exchange.ts'

/** One of ccxt's sockets with what is waited for on it. */
export interface SigningClient extends CcxtClient {
  lastPong: number
  /** Why it has ended; undefined while it has not. */
  error: unknown
  future(name: string): Promise<unknown>
  resolve(value: unknown, name: string): unknown
  /** Ends timers and rejects all that is waited for. */
  reset(error: unknown): void
}

/** A request as it goes out. */
interface Signed {
  readonly url: string
  readonly method: string
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly body?: string | undefined
}

export interface RequestExpiry {
  readonly header: string
  /** Of posts, as ccxt names them. */
  readonly paths: readonly string[]
}

/** A ccxt instance that can sign: its transport and signatures are used, its parsed orders and caches are not. */
export interface SigningExchange extends CcxtExchange {
  apiKey: string
  secret: string
  password: string
  enableRateLimit: boolean
  clients: Record<string, SigningClient>
  log: (...parts: readonly unknown[]) => void
  handleMessage: (client: SigningClient, message: unknown) => void
  client(url: string): SigningClient
  watch(url: string, name: string, message: object, subscription: string): Promise<unknown>
  /** Sends one request: the reply as it came. */
  fetch(url: string, method: string, headers: Signed['headers'], body: Signed['body']): Promise<unknown>
  /** The time that every signature carries, epoch ms. */
  nonce: () => number
  /** One request by its path, signed unless `api` is public. */
  sign(path: string, api: 'public' | 'private' | 'sapi', method: string, params: object): Signed
  /** Of Binance only. */
  signParams(params: object): object
  implodeHostname(url: string): string
}

/**
 * Binance and Bybit refuse a request that reaches them so long after it was signed, and OKX an order that says so. The
 * engine takes "no such order" for the last word on one that it sent ten seconds ago: ccxt would let Binance accept it
 * up to then, and OKX for much longer.
 */
const signatureHoldsMs = 5_000

/** Between two pings of an account's stream: what is lost on a dead one is heard of that much later. */
const pingEveryMs = 5_000

/** It cannot sign yet: see `signWith`. */
export const createSigningExchange = (exchangeClass: CcxtClass, settings: CcxtSettings): SigningExchange => {
  const exchange = createCcxt(exchangeClass, settings) as SigningExchange
  // The budget decides who waits: ccxt's own queue would put a cancel behind the data asked for before it. With it,
  // a socket that closes before a queued message was sent would also reject a promise that nobody holds.
  exchange.enableRateLimit = false
  exchange.options.recvWindow = signatureHoldsMs
  exchange.streaming = { ...exchange.streaming, keepAlive: pingEveryMs }
  // It prints messages that it cannot parse.
  exchange.log = () => {}
  return exchange
}

/** After the markets are loaded: with a key at hand ccxt asks signed questions along with them. */
export const signWith = (
  exchange: SigningExchange,
  { apiKey, secret, password }: Credentials,
  now: () => number,
): void => {
  exchange.apiKey = apiKey
  exchange.secret = secret
  exchange.password = password ?? ''
  exchange.nonce = now
}

/** Where the window of signatures is longer than that: these requests say themselves until when they may be acted upon. */
export const expireRequests = (exchange: SigningExchange, { header, paths }: RequestExpiry): void => {
  const sign = exchange.sign.bind(exchange)
  exchange.sign = (path, api, method, params) => {
    const signed = sign(path, api, method, params)
    if (method !== 'POST' || !paths.includes(path)) return signed
    // By the exchange's clock, as the signature.
    const until = String(exchange.nonce() + signatureHoldsMs)
    return { ...signed, headers: { ...signed.headers, [header]: until } }
  }
}

const longestDescription = 300

/** Describes errors without the account's secrets, nor signatures made with them: exchanges and ccxt quote requests. */
export const describer = ({ apiKey, secret, password }: Credentials): ((error: unknown) => string) => {
  const secrets = [secret, apiKey, password ?? ''].filter((each) => each !== '')
  return (error) => {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return secrets
      .reduce((clean, each) => clean.replaceAll(each, '…'), text)
      .replaceAll(/signature=[^&\s"]+/g, 'signature=…')
      .slice(0, longestDescription)
  }
}

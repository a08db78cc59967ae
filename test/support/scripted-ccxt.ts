import type {
  CcxtClass,
  CcxtClient,
  CcxtExchange,
} from '../../src-main/adapters/exchanges/ccxt/ccxt-exchange.ts'

const span: Readonly<Record<string, number>> = {
  '1m': 60_000,
  '5m': 300_000,
  '1h': 3_600_000,
  '4h': 14_400_000,
}

/** Keeps the newest only, as ccxt's own caches do. */
class NewestTrades extends Array<object> {
  append(trade: object): void {
    this.push(trade)
    if (this.length > 3) this.shift()
  }
}

export interface ScriptedTrade {
  readonly symbol: string
  readonly timestamp: number
  readonly price: number
  readonly amount: number
  readonly id?: string
}

/** In which a class of the library is like some of its exchanges and unlike others. */
export interface Ways {
  readonly has?: Readonly<Record<string, boolean>>
  readonly timeframes?: readonly string[]
  readonly rateLimit?: number
  /** How its handlers keep trades: in one cache, in a new one for every message, or in one that is put there when filled. */
  readonly keeps?: 'one' | 'anew' | 'filled'
  readonly symbols?: readonly string[]
}

/** What the exchange behind a class was asked for, and the way to make it tell. */
export interface Script {
  readonly exchangeClass: CcxtClass
  /** Names of the calls that reached it. */
  readonly asked: string[]
  /** Candles by timeframe and open time; what is missing did not trade. */
  row: (timeframe: string, openTime: number) => readonly number[] | null
  now: () => number
  tell(...trades: readonly unknown[]): void
}

const market = (symbol: string) => {
  const [base = '', quote = ''] = symbol.split('/')
  return {
    ...{
      id: base + quote,
      symbol,
      base,
      quote,
      spot: true,
      active: true,
      maker: undefined,
      taker: undefined,
    },
    precision: { price: 0.01, amount: 0.001 },
    limits: {},
  }
}

/** A class like those of the library, of an exchange that does what a test says. */
export const scriptedCcxt = (ways: Ways = {}): Script => {
  const { keeps = 'one', symbols = ['BTC/USDT', 'ETH/USDT'] } = ways
  let told: CcxtExchange | null = null
  let wake = () => {}
  const client: CcxtClient = {
    url: 'ws://scripted',
    isConnected: true,
    subscriptions: {},
    send: async () => {},
    onError: () => {},
  }
  const subscribe = (call: string, names: readonly string[]) => {
    script.asked.push(`${call} ${names.join(' ')}`)
    return new Promise<void>((resolve) => {
      const others = wake
      wake = () => {
        others()
        resolve()
      }
    })
  }
  const script: Script = {
    asked: [],
    row: () => null,
    now: () => 0,
    tell: (...trades) => {
      told?.handleMessage(client, trades)
      wake()
    },
    exchangeClass: class {
      readonly id = 'scripted'
      readonly name = 'Scripted'
      readonly has = { watchTradesForSymbols: true, fetchTime: true, ...ways.has }
      readonly timeframes = Object.fromEntries(
        (ways.timeframes ?? Object.keys(span)).map((each) => [each, each]),
      )
      readonly features = { spot: { fetchOHLCV: { limit: 100 } } }
      readonly rateLimit = ways.rateLimit ?? 50
      readonly clients = { [client.url]: client }
      readonly streaming = {}
      readonly options: Record<string, unknown> = {}
      readonly urls = { api: {} }
      trades: Record<string, unknown> = {}

      client = () => client
      log() {}
      onConnected() {}
      onClose() {}
      onError() {}
      handleErrors() {}
      handleHttpStatusCode() {}
      handleOHLCV() {}
      async throttle() {}
      async loadHttpProxyAgent() {}
      async close() {}
      async fetchTime() {
        script.asked.push('time')
        return script.now()
      }
      fetchMarkets = async () => {
        script.asked.push('markets')
        // Instances that were made to look at the class alone ask for nothing.
        told = this as unknown as CcxtExchange
        return symbols.map(market)
      }
      setMarkets(markets: readonly { readonly symbol: string }[]) {
        return Object.fromEntries(markets.map((each) => [each.symbol, each]))
      }
      async fetchOHLCV(symbol: string, timeframe: string, since: number, limit: number) {
        script.asked.push(`candles ${symbol} ${timeframe}`)
        const times = Array.from({ length: limit }, (_, index) => since + index * (span[timeframe] ?? 1))
        return times.map((time) => script.row(timeframe, time)).filter((row) => row !== null)
      }
      watchTrades(symbol: string) {
        return subscribe('trades', [symbol])
      }
      watchTradesForSymbols(names: readonly string[]) {
        return subscribe('list of trades', names)
      }
      handleMessage(_: unknown, trades: readonly ScriptedTrade[]) {
        for (const trade of trades) {
          const { symbol } = trade
          const known = keeps === 'anew' ? undefined : this.trades[symbol]
          const cache = known instanceof NewestTrades ? known : new NewestTrades()
          if (keeps !== 'filled') this.trades[symbol] = cache
          cache.append(trade)
          if (keeps === 'filled') this.trades[symbol] = cache
        }
      }
    } as unknown as CcxtClass,
  }
  return script
}

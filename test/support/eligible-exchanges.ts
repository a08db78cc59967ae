import { readdirSync } from 'node:fs'
import type { CcxtClass, CcxtExchange } from '../../src-main/adapters/exchanges/ccxt/ccxt-exchange.ts'
import { ccxtClass, ccxtFolder } from './ccxt-class.ts'

/** Prices and amounts are told as steps; other classes round to a number of digits. */
const tickSize = 4
const symbol = 'BTC/USDT'
const market = {
  ...{ id: 'BTCUSDT', lowercaseId: 'btcusdt', symbol, type: 'spot', spot: true, active: true, info: {} },
  ...{ base: 'BTC', quote: 'USDT', baseId: 'btc', quoteId: 'usdt' },
  precision: { price: 0.01, amount: 0.0001 },
  limits: { amount: {}, cost: {}, price: {} },
}

/** An instance that reaches no network, and what it would have asked for. */
interface Dry extends CcxtExchange {
  readonly precisionMode: number
  checkRequiredCredentials: (throws?: boolean) => boolean
  fetch: (url: string) => Promise<never>
  watch: (url: string) => Promise<never>
  watchMultiple: (url: string) => Promise<never>
}

class NeedsKey extends Error {}

/** Resolves once the work has asked a server for something, without a key. @throws whatever it failed with before */
const asks = async (exchange: Dry, work: () => Promise<unknown>): Promise<void> => {
  const asked = new Promise<string>((resolve) => {
    const ask = (url: string) => {
      resolve(url)
      return new Promise<never>(() => {})
    }
    exchange.fetch = ask
    exchange.watch = ask
    exchange.watchMultiple = ask
  })
  exchange.throttle = () => Promise.resolve()
  exchange.checkRequiredCredentials = (throws = true) => {
    if (throws) throw new NeedsKey(`${exchange.id} needs a key`)
    return false
  }
  const url = await Promise.race([asked, work().then(() => Promise.reject(new Error('asked for nothing')))])
  if (url.includes('undefined')) throw new NeedsKey(`${exchange.id} needs to know who asks`)
}

/** Whether its handlers put trades where they are taken from, and read their messages without another package. */
const tellsTrades = (exchangeClass: object): boolean => {
  const sources: string[] = []
  for (let each: unknown = exchangeClass; typeof each === 'function'; each = Object.getPrototypeOf(each)) {
    sources.push(String(each))
  }
  const says = (words: string) => sources.some((source) => source.includes(words))
  return says('this.trades[symbol] = ') && !says('this.decodeProtoMsg(')
}

/** Whether ccxt can tell everyone of the exchange's markets, candles and trades, each of a spot market. */
const isEligible = async (exchangeClass: CcxtClass): Promise<boolean> => {
  const exchange = new exchangeClass({ options: { defaultType: 'spot' } }) as Dry
  const { has, timeframes, precisionMode } = exchange
  const can = has.spot !== false && has.watchTrades === true && has.fetchOHLCV === true && '1m' in timeframes
  if (!can || precisionMode !== tickSize || !tellsTrades(exchangeClass)) return false
  try {
    exchange.setMarkets([market as never])
    await asks(exchange, () => exchange.fetchMarkets())
    await asks(exchange, () => exchange.fetchOHLCV(symbol, '1m', Date.now() - 600_000, 10, {}))
    await asks(exchange, () =>
      has.watchTradesForSymbols === true
        ? exchange.watchTradesForSymbols([symbol])
        : exchange.watchTrades(symbol),
    )
    return true
  } catch {
    return false
  }
}

/** Names of the exchanges that can be listened to by what ccxt unifies alone, by id. */
export const eligibleExchanges = async (): Promise<Readonly<Record<string, string>>> => {
  const ids = readdirSync(ccxtFolder)
    .filter((file) => file.endsWith('.js'))
    .map((file) => file.replace('.js', ''))
  const found: Record<string, string> = {}
  for (const id of ids) {
    const exchangeClass = await ccxtClass(id)
    if (await isEligible(exchangeClass)) found[id] = new exchangeClass({}).name
  }
  return found
}

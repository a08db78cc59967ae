import { systemClock } from '../../../../src-main/adapters/clock/system-clock.ts'
import { addressesFor } from '../../../../src-main/adapters/exchanges/ccxt/addresses.ts'
import { createCcxt } from '../../../../src-main/adapters/exchanges/ccxt/ccxt-exchange.ts'
import { CcxtFeed } from '../../../../src-main/adapters/exchanges/ccxt/ccxt-feed.ts'
import { type DialectId, dialects } from '../../../../src-main/adapters/exchanges/ccxt/dialects.ts'
import { ccxtClass } from '../../../support/ccxt-class.ts'
import { silentLog } from '../silent-log.ts'
import { tradeKey } from './trade-key.ts'
import type { OpenedTrading } from './trading-exchange.ts'

/** Takes trades of the opened exchange until it is told to end. */
export type Taker = (
  id: DialectId,
  opened: OpenedTrading,
  take: (symbol: string, key: string) => void,
) => Promise<{ readonly topics: number; end(): void }>

/** As the app does. */
export const takeWithFeed: Taker = async (id, { restUrl, wsUrl, symbols }, take) => {
  const feed = new CcxtFeed({
    dialect: dialects[id],
    exchangeClass: await ccxtClass(id),
    network: 'live',
    addresses: addressesFor(id, restUrl, wsUrl),
    clock: systemClock,
    log: silentLog(),
    seed: 1,
  })
  const markets = await feed.markets()
  if (markets.kind === 'failed') throw new Error(markets.cause)
  feed.subscribe((event) => {
    if (event.kind !== 'trade') return
    const { symbol, time, price, amount } = event.trade
    take(symbol, tradeKey(time, price, amount))
  })
  for (const symbol of symbols) feed.watch(symbol)
  return { topics: 2 * symbols.length, end: () => feed.close() }
}

/** As the library means it: what a watch call ends with is all that there is. */
export const takeWithWatchCalls: Taker = async (id, { restUrl, wsUrl, symbols }, take) => {
  const addresses = addressesFor(id, restUrl, wsUrl)
  const exchange = createCcxt(await ccxtClass(id), { network: 'live', addresses, timeoutMs: 15_000 })
  exchange.options.tradesLimit = 1_000
  await exchange.loadHttpProxyAgent()
  await exchange.loadMarkets()
  let ended = false
  const watch = async (list: readonly string[]) => {
    while (!ended) {
      const got = (await exchange.watchTradesForSymbols(list)) as readonly {
        readonly symbol: string
        readonly timestamp: number
        readonly price: number
        readonly amount: number
      }[]
      for (const { symbol, timestamp, price, amount } of got) take(symbol, tradeKey(timestamp, price, amount))
    }
  }
  const most = dialects[id].pairsPerSubscription
  for (let from = 0; from < symbols.length; from += most) {
    watch(symbols.slice(from, from + most)).catch(() => {
      // Its end is how the watching ends.
    })
  }
  const end = () => {
    ended = true
    void exchange.close()
  }
  return { topics: symbols.length, end }
}

import type { CcxtClient, CcxtExchange } from '../ccxt-exchange.ts'

interface TradeCache extends Iterable<unknown> {
  append(trade: unknown): void
}

const isTradeCache = (value: unknown): value is TradeCache =>
  Array.isArray(value) && 'append' in value && typeof value.append === 'function'

/**
 * Tells every trade that ccxt's handlers put into its caches, in whatever words it came. A watch call would tell only
 * those that are still in the cache when it wakes. Handlers may put another cache in the place of one at any time,
 * empty or filled: what counts is that it is put there.
 */
export const tapTrades = (
  exchange: CcxtExchange,
  hear: (trade: unknown, client: CcxtClient | null) => void,
): void => {
  let client: CcxtClient | null = null
  const onMessage = exchange.handleMessage.bind(exchange)
  exchange.handleMessage = (from, message) => {
    client = from
    onMessage(from, message)
  }
  const tapped = new WeakSet<TradeCache>()
  const tap = (cache: TradeCache): void => {
    if (tapped.has(cache)) return
    tapped.add(cache)
    for (const trade of cache) hear(trade, client)
    const append = cache.append.bind(cache)
    // Hidden, since ccxt copies what it sees of a cache.
    Object.defineProperty(cache, 'append', {
      value: (trade: unknown) => {
        append(trade)
        hear(trade, client)
      },
    })
  }
  exchange.trades = new Proxy(exchange.trades, {
    set: (caches, symbol, cache) => {
      if (isTradeCache(cache)) tap(cache)
      return Reflect.set(caches, symbol, cache)
    },
  })
}

import { expect, test } from 'vitest'
import { networksOf } from '../../../src-preload/contract/exchanges.ts'
import { openCcxt } from './ccxt-harness.ts'
import { candlesOf, FeedWatch } from './harness.ts'

const ids = ['binance', 'bybit', 'okx'] as const

test.each(ids.flatMap((id) => networksOf(id).map((network) => [id, network] as const)))(
  'trades and candles of %s %s are heard and asked for',
  async (id, network) => {
    const harness = await openCcxt(id, { network })
    const [symbol] = harness.symbols
    const heard = new FeedWatch(harness.feed)
    harness.feed.watch(symbol)
    await harness.run(180_000)
    expect(heard.trades(symbol).length).toBeGreaterThan(0)
    expect(heard.closed(symbol).length).toBeGreaterThanOrEqual(2)
    expect(await candlesOf(harness.feed, { symbol, limit: 5 })).toHaveLength(5)
    harness.close()
  },
)

import { expect, test } from 'vitest'
import { openCcxt } from './ccxt-harness.ts'
import { FeedWatch } from './harness.ts'

test.each(['binance', 'bybit', 'okx'] as const)(
  'more pairs than one subscription may name are all heard on %s',
  async (id) => {
    const harness = await openCcxt(id, { symbols: 23 })
    const heard = new FeedWatch(harness.feed)
    const listed = await harness.feed.markets()
    const symbols = listed.kind === 'answered' ? listed.value.map(({ symbol }) => symbol) : []
    expect(symbols).toHaveLength(23)
    for (const symbol of symbols) harness.feed.watch(symbol)
    await harness.run(60_000)
    await expect
      .poll(
        async () => {
          await harness.run(60_000)
          return symbols.filter((symbol) => heard.closed(symbol).length === 0)
        },
        { timeout: 10_000, interval: 200 },
      )
      .toEqual([])
    harness.close()
  },
)

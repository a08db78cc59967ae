import { expect, test } from 'vitest'
import { feedContract } from './feed-contract.ts'
import { FeedWatch } from './harness.ts'
import { openUnified } from './unified-harness.ts'

feedContract('what ccxt unifies of a simulated Binance', () => openUnified('binance'))
feedContract('what ccxt unifies of a simulated Bybit', () => openUnified('bybit'))
feedContract('what ccxt unifies of a simulated OKX', () => openUnified('okx'))

test.each(['binance', 'bybit', 'okx'] as const)(
  'of ten pairs that trade as fast as they can on %s no trade is lost, and each is told once',
  async (id) => {
    const harness = await openUnified(id, { symbols: 10, tradesPerMinute: 1_200 })
    const { counts } = harness.simulator.control
    const heard = new FeedWatch(harness.feed)
    const listed = await harness.feed.markets()
    const symbols = listed.kind === 'answered' ? listed.value.map(({ symbol }) => symbol) : []
    for (const symbol of symbols) harness.feed.watch(symbol)
    await harness.run(1)
    heard.events.length = 0
    counts.clear()
    await harness.run(120_000)
    const sent = [...counts.messages]
      .filter(([topic]) => topic.toLowerCase().includes('trade'))
      .reduce((sum, [, count]) => sum + count, 0)
    expect(sent).toBeGreaterThan(5_000)
    const trades = () => heard.events.filter(({ kind }) => kind === 'trade').length
    await expect.poll(trades, { timeout: 10_000 }).toBe(sent)
    harness.close()
  },
)

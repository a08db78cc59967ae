import { describe, expect, test } from 'vitest'
import { demoVenue } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import { everyTrade, type TradeFilter } from '../../../src-main/domain/market/trade-filter.ts'
import { settled } from '../../support/fake-clock.ts'
import { ScriptedFeed } from '../../support/scripted-feed.ts'
import { ShardBench } from '../../support/shard.ts'

const chart = (on: boolean, symbol = 'BTC/USDT', venueId = 'demo') =>
  ({ kind: 'watch-candles', venueId, symbol, timeframe: '1m', on }) as const
const trades = (watcher: string, filter: TradeFilter | null) =>
  ({ kind: 'watch-trades', venueId: 'demo', symbol: 'BTC/USDT', watcher, filter }) as const

const benchWith = async (...commands: readonly (ReturnType<typeof chart> | ReturnType<typeof trades>)[]) => {
  const bench = new ShardBench(new ScriptedFeed(20))
  for (const command of commands) bench.shard.handle(command)
  await settled()
  return bench
}

describe('a chart', () => {
  test('hears of the candle in progress, the newest of it ten times a second', async () => {
    const bench = await benchWith(chart(true))
    for (let index = 0; index < 50; index += 1) bench.feed.trade()
    expect(bench.of('forming')).toEqual([])
    await bench.clock.advance(100)
    expect(bench.of('forming')).toHaveLength(1)
    await bench.clock.advance(1_000)
    expect(bench.of('forming')).toHaveLength(1)
  })

  test('never hears of a candle in progress that has closed since', async () => {
    const bench = await benchWith(chart(true))
    bench.feed.trade()
    await bench.close1m()
    await bench.clock.advance(1_000)
    expect(bench.of('closed')).toHaveLength(1)
    expect(bench.of('forming')).toEqual([])
  })

  test('that is put away hears nothing and lets the pair go', async () => {
    const bench = await benchWith(chart(true), chart(false))
    expect(bench.feed.watched).toEqual([])
    await bench.close1m()
    await bench.clock.advance(1_000)
    expect(bench.of('closed')).toEqual([])
  })

  test.each([
    ['a pair that nobody trades', chart(true, 'NO/NE')],
    ['a venue that is not there', chart(true, 'BTC/USDT', 'gone')],
  ])('of %s stays empty and harms no bot', async (_, command) => {
    const bench = await benchWith()
    await bench.assign()
    expect(() => bench.shard.handle(command)).not.toThrow()
    expect(() => bench.shard.handle({ ...command, on: false })).not.toThrow()
    await bench.close1m()
    expect(bench.of('reading')).toHaveLength(1)
  })

  test('alone gives no reading', async () => {
    const bench = await benchWith(chart(true))
    await bench.close1m(3)
    expect([bench.of('reading'), bench.of('warm-up')]).toEqual([[], []])
  })
})

describe('prices', () => {
  test('are coalesced to ten a second, the newest wins', async () => {
    const bench = await benchWith(chart(true))
    let last: number | null = null
    bench.feed.subscribe((event) => {
      if (event.kind === 'trade') last = event.trade.price
    })
    for (let index = 20; index < 40; index += 1) bench.feed.trade('BTC/USDT', index)
    await bench.clock.advance(100)
    const [message, ...others] = bench.of('quotes')
    expect(others).toEqual([])
    expect(message?.quotes).toHaveLength(1)
    expect(message?.quotes[0]?.last).toBe(last)
  })

  test('come trade by trade to whoever wants them, each after its last price', async () => {
    const bench = await benchWith(trades('one', everyTrade))
    for (let index = 20; index < 25; index += 1) bench.feed.trade('BTC/USDT', index)
    await settled()
    expect(bench.of('trades')).toHaveLength(5)
    const kinds = bench.messages.filter(({ kind }) => kind !== 'venue').map(({ kind }) => kind)
    expect(kinds).toEqual(Array.from({ length: 5 }, () => ['quotes', 'trades']).flat())
    bench.shard.handle(trades('one', null))
    bench.feed.trade()
    await settled()
    expect(bench.of('trades')).toHaveLength(5)
    expect(bench.feed.watched).toEqual([])
  })

  test('come trade by trade only as far as someone waits for them', async () => {
    const bench = await benchWith()
    const prices: number[] = []
    bench.feed.subscribe((event) => {
      if (event.kind === 'trade') prices.push(event.trade.price)
    })
    bench.shard.handle(trades('all', everyTrade))
    for (let index = 20; index < 60; index += 1) bench.feed.trade('BTC/USDT', index)
    await settled()
    const sorted = [...prices].sort((a, b) => a - b)
    const [low, high] = [sorted[5] ?? 0, sorted[34] ?? 0]
    const before = bench.of('trades').length
    bench.shard.handle(trades('all', null))
    bench.shard.handle(trades('buyer', { atOrBelow: low, atOrAbove: Number.POSITIVE_INFINITY }))
    bench.shard.handle(trades('seller', { atOrBelow: 0, atOrAbove: high }))
    for (let index = 20; index < 60; index += 1) bench.feed.trade('BTC/USDT', index)
    await settled()
    const told = bench
      .of('trades')
      .slice(before)
      .flatMap((message) => message.trades.map(({ price }) => price))
    expect(told).toEqual(prices.slice(40).filter((price) => price <= low || price >= high))
    expect(told.length).toBeLessThan(40)
    bench.shard.handle(trades('seller', null))
    const heard = bench.of('trades').length
    for (let index = 20; index < 60; index += 1) bench.feed.trade('BTC/USDT', index)
    await settled()
    const last = bench.of('trades').slice(heard)
    expect(last.flatMap((message) => message.trades).every(({ price }) => price <= low)).toBe(true)
    expect(last.length).toBeGreaterThan(0)
  })
})

describe('questions', () => {
  test('for venues and candles are answered under their number', async () => {
    const bench = await benchWith()
    bench.shard.handle({ kind: 'open-venue', question: 7, config: demoVenue })
    const query = { symbol: 'BTC/USDT', timeframe: '1m', before: null, limit: 2 } as const
    bench.shard.handle({ kind: 'candles', question: 8, venueId: 'demo', query })
    bench.shard.handle({ kind: 'candles', question: 9, venueId: 'gone', query })
    await settled()
    const answers = bench.reports.filter((report) => report.kind === 'answer')
    expect(answers.find(({ question }) => question === 7)?.value).toMatchObject({
      kind: 'answered',
      value: { id: 'demo', markets: [] },
    })
    expect(answers.find(({ question }) => question === 8)?.value).toMatchObject({ kind: 'answered' })
    expect(answers.find(({ question }) => question === 9)?.value).toMatchObject({ kind: 'failed' })
  })

  test('the state of the venue is passed on', async () => {
    const bench = await benchWith()
    bench.feed.emit({ kind: 'state', state: 'stale' })
    await settled()
    expect(bench.of('venue').map(({ state }) => state)).toEqual(['live', 'stale'])
  })
})

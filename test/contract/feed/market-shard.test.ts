import { describe, expect, test } from 'vitest'
import { strategies } from '../../../src-main/domain/strategies/catalogue.ts'
import type { StrategyDefinition } from '../../../src-main/domain/strategies/strategy.ts'
import { day } from '../../support/candles.ts'
import { settled } from '../../support/fake-clock.ts'
import { ScriptedFeed } from '../../support/scripted-feed.ts'
import { ShardBench } from '../../support/shard.ts'

const minute = 60_000

describe('a bot that is assigned', () => {
  test('is warm at once on history, and reads from the next close on', async () => {
    const bench = new ShardBench(new ScriptedFeed(10))
    await bench.assign()
    await bench.clock.advance(100)
    expect(bench.of('warm-up').at(-1)).toMatchObject({ botId: 'b1', have: 4, need: 4 })
    expect(bench.of('reading')).toEqual([])
    await bench.close1m()
    const [reading, ...others] = bench.of('reading')
    expect(others).toEqual([])
    expect(reading).toMatchObject({ botId: 'b1', symbol: 'BTC/USDT', version: 1 })
    expect(reading?.marketTime).toBe(day + 11 * minute)
    expect(reading?.price).toBe(bench.of('closed').at(-1)?.candle.close)
  })

  test('says how far its warm-up has come, candle by candle, and reads nothing until then', async () => {
    const bench = new ShardBench(new ScriptedFeed(1))
    await bench.assign()
    await bench.close1m(4)
    expect(bench.of('warm-up').map(({ have }) => have)).toEqual([0, 1, 2, 3, 4])
    expect(bench.of('reading').map(({ marketTime }) => (marketTime - day) / minute)).toEqual([4, 5])
  })

  test('reads after main has heard the price that it is read from', async () => {
    const bench = new ShardBench(new ScriptedFeed(10))
    await bench.assign()
    await bench.close1m(3)
    for (const [index, message] of bench.messages.entries()) {
      if (message.kind !== 'reading') continue
      const quotes = bench.messages.slice(0, index).filter((earlier) => earlier.kind === 'quotes')
      expect(quotes.at(-1)?.quotes.at(-1)?.last).toBe(message.price)
    }
    expect(bench.of('reading')).toHaveLength(3)
  })

  test('anew carries the new version from then on, and nothing of the old', async () => {
    const bench = new ShardBench(new ScriptedFeed(50))
    await bench.assign()
    await bench.close1m()
    await bench.assign({ version: 2, parameters: { fast: '2', slow: '9' } })
    await bench.close1m(2)
    expect(bench.of('reading').map(({ version }) => version)).toEqual([1, 2, 2])
    expect(bench.of('warm-up').at(-1)).toMatchObject({ version: 2, need: 10 })
  })

  test('and released reads no more; the pair is let go with its last bot', async () => {
    const bench = new ShardBench(new ScriptedFeed(10))
    await bench.assign()
    await bench.assign({ botId: 'b2' })
    await bench.release('b1')
    expect(bench.feed.watched).toEqual(['BTC/USDT'])
    await bench.close1m()
    expect(bench.of('reading').map(({ botId }) => botId)).toEqual(['b2'])
    await bench.release('b2')
    expect(bench.feed.watched).toEqual([])
    await bench.close1m()
    expect(bench.of('reading')).toHaveLength(1)
  })

  test('reads the same as one that came earlier', async () => {
    const bench = new ShardBench(new ScriptedFeed(40))
    await bench.assign()
    await bench.close1m(15)
    await bench.assign({ botId: 'b2' })
    await bench.close1m(10)
    const late = bench.readingsOf('b2').map(({ reading }) => reading)
    // An average never quite forgets its seed, but after 55 candles no digit that is shown differs.
    expect(late).toEqual(
      bench
        .readingsOf('b1')
        .slice(-10)
        .map(({ reading }) => reading),
    )
  })
})

/** Adds a strategy to the catalogue for the time of a test. */
const withStrategy = async (definition: StrategyDefinition, run: () => Promise<void>): Promise<void> => {
  const catalogue = strategies as StrategyDefinition[]
  catalogue.push(definition)
  try {
    await run()
  } finally {
    catalogue.pop()
  }
}

describe('a strategy that fails', () => {
  const broken: StrategyDefinition = {
    id: 'broken',
    parameters: [],
    check: () => [],
    readsForming: false,
    extraCandles: 1,
    create: () => ({
      read: ({ openTime }) => {
        if (openTime >= day + 11 * minute) throw new Error('division by nothing')
        return null
      },
    }),
  }

  test('is told once and stops its own bot alone', async () => {
    await withStrategy(broken, async () => {
      const bench = new ShardBench(new ScriptedFeed(10))
      await bench.assign({ botId: 'bad', strategyId: 'broken', version: 7 })
      await bench.assign({ botId: 'good' })
      await bench.close1m(4)
      const failure = { kind: 'strategy-failed', botId: 'bad', symbol: 'BTC/USDT', version: 7 }
      expect(bench.of('strategy-failed')).toEqual([{ ...failure, message: 'division by nothing' }])
      expect(bench.readingsOf('good')).toHaveLength(4)
    })
  })

  test('can be told from outside by the task of any of its bots, while it has the thread and no longer', async () => {
    const seen: string[] = []
    let bench: ShardBench | null = null
    const see = (what: string) => seen.push(`${what} ${bench?.marks.working}`)
    const watched: StrategyDefinition = {
      ...{ id: 'watched', parameters: [], check: () => [], readsForming: false, extraCandles: 1 },
      create: () => {
        see('create')
        return {
          read: () => {
            see('read')
            throw new Error('no reading')
          },
        }
      },
    }
    await withStrategy(watched, async () => {
      bench = new ShardBench(new ScriptedFeed(10))
      await bench.assign({ botId: 'one', strategyId: 'watched', version: 4 })
      await bench.assign({ botId: 'other', strategyId: 'watched', version: 5 })
      await bench.release('other')
      await bench.close1m(2)
      expect(seen).toEqual(['create 4', 'read 4'])
      expect(bench.marks.working).toBe(0)
    })
  })

  test.each([
    ['that nobody knows', { strategyId: 'none' }, 'no strategy "none"'],
    ['whose parameters are wrong', { parameters: { fast: '0', slow: '3' } }, 'EMA period'],
    ['on a pair that is gone', { symbol: 'NO/NE' }, 'NO/NE'],
    ['on a venue that is gone', { venueId: 'gone' }, 'gone'],
  ])('to begin, %s, fails for its own bot too', async (_, change, message) => {
    const bench = new ShardBench(new ScriptedFeed(10))
    await bench.assign({ botId: 'good' })
    await bench.assign({ botId: 'bad', version: 3, ...change })
    expect(bench.of('strategy-failed')).toMatchObject([{ botId: 'bad', version: 3 }])
    expect(bench.of('strategy-failed')[0]?.message).toContain(message)
    await bench.close1m()
    expect(bench.readingsOf('good')).toHaveLength(1)
    await bench.release('good')
    expect(bench.feed.watched).toEqual([])
  })
})

test('while main is behind every close is told at once, prices and candles in progress when it has caught up', async () => {
  const bench = new ShardBench(new ScriptedFeed(10))
  await bench.assign()
  bench.shard.handle({
    kind: 'watch-candles',
    venueId: 'demo',
    symbol: 'BTC/USDT',
    timeframe: '1m',
    on: true,
  })
  bench.mainTakes = false
  await bench.close1m(20)
  expect([bench.of('closed').length, bench.readingsOf('b1').length]).toEqual([20, 20])
  const quotes = bench.of('quotes').length
  for (let trade = 0; trade < 3; trade += 1) {
    bench.feed.trade()
    await bench.clock.advance(1_000)
  }
  expect([bench.of('quotes').length, bench.of('forming')]).toEqual([quotes, []])
  for (let batch = 0; batch < 20; batch += 1) bench.marks.take()
  await bench.clock.advance(100)
  expect([bench.of('quotes').length, bench.of('forming').length]).toEqual([quotes + 1, 1])
})

test('closing the shard ends everything that it opened', async () => {
  const bench = new ShardBench(new ScriptedFeed(10))
  await bench.assign()
  bench.shard.handle({ kind: 'close' })
  const reports = bench.reports.length
  bench.feed.close1m()
  await bench.clock.advance(10_000)
  await settled()
  expect(bench.reports).toHaveLength(reports)
  expect(bench.feed.closed).toBe(true)
  expect(bench.feed.watched).toEqual([])
})

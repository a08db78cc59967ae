import { describe, expect, test } from 'vitest'
import { defaultsOf } from '../../../src-main/domain/parameters.ts'
import { strategyById } from '../../../src-main/domain/strategies/catalogue.ts'
import { day } from '../../support/candles.ts'
import { ScriptedFeed } from '../../support/scripted-feed.ts'
import { ShardBench } from '../../support/shard.ts'

const minute = 60_000
const defaults = (id: string) => defaultsOf(strategyById(id)?.parameters ?? [])
const trend = { strategyId: 'trend-following', parameters: defaults('trend-following') }
const reversion = { strategyId: 'mean-reversion', parameters: defaults('mean-reversion') }

test('bots with the same strategy and settings read the same, at the same candle, each told for itself', async () => {
  const bench = new ShardBench(new ScriptedFeed(60))
  for (let bot = 0; bot < 20; bot += 1) await bench.assign({ botId: `b${bot}`, version: bot })
  await bench.close1m(3)
  const readings = Array.from({ length: 20 }, (_, bot) => bench.readingsOf(`b${bot}`))
  expect(readings.map((all) => all.length)).toEqual(readings.map(() => 3))
  expect(readings.map((all) => all.map(({ version }) => version))).toEqual(
    readings.map((_, bot) => [bot, bot, bot]),
  )
  for (const all of readings)
    expect(all.map(({ reading }) => reading)).toEqual(readings[0]?.map((one) => one.reading))
})

test('one of them can leave without the others noticing, and a new one joins where they are', async () => {
  const bench = new ShardBench(new ScriptedFeed(60))
  for (const botId of ['one', 'two']) await bench.assign({ botId })
  await bench.close1m()
  await bench.release('one')
  await bench.assign({ botId: 'three' })
  await bench.close1m()
  expect(['one', 'two', 'three'].map((botId) => bench.readingsOf(botId).length)).toEqual([1, 2, 1])
  const [two, three] = [bench.readingsOf('two').at(-1), bench.readingsOf('three').at(-1)]
  expect(three?.reading).toEqual(two?.reading)
})

describe('the candle in progress', () => {
  test('is read as often as each bot wants, and says that it is not final', async () => {
    const bench = new ShardBench(new ScriptedFeed(200))
    await bench.assign({ ...trend, botId: 'eager', readEveryMs: 1_000 })
    await bench.assign({ ...trend, botId: 'calm', readEveryMs: 10_000 })
    for (let tick = 0; tick < 40; tick += 1) {
      bench.feed.trade()
      await bench.clock.advance(500)
    }
    const [eager, calm] = [bench.readingsOf('eager'), bench.readingsOf('calm')]
    expect([eager.length, calm.length]).toEqual([20, 2])
    expect([...eager, ...calm].every(({ final }) => !final)).toBe(true)
    await bench.close1m()
    expect([bench.readingsOf('eager').at(-1)?.final, bench.readingsOf('calm').at(-1)?.final]).toEqual([
      true,
      true,
    ])
  })

  test('is nothing to a strategy that reads closed candles alone', async () => {
    const bench = new ShardBench(new ScriptedFeed(60))
    await bench.assign({ botId: 'cross', readEveryMs: 1 })
    for (let tick = 0; tick < 10; tick += 1) {
      bench.feed.trade()
      await bench.clock.advance(1_000)
    }
    expect(bench.readingsOf('cross')).toEqual([])
  })
})

describe('a strategy that reads a higher timeframe', () => {
  test('warms up on both, from history', async () => {
    const bench = new ShardBench(new ScriptedFeed(900))
    await bench.assign({ ...reversion, botId: 'b' })
    await bench.close1m()
    const told = bench.of('warm-up').at(-1)
    expect(told?.have).toBe(told?.need)
    expect(bench.readingsOf('b').filter(({ final }) => final)).toHaveLength(1)
  })

  test('says what is missing while the market is too young for it', async () => {
    const bench = new ShardBench(new ScriptedFeed(400))
    await bench.assign({ ...reversion, botId: 'b' })
    await bench.close1m(2)
    const told = bench.of('warm-up').at(-1)
    // 240 candles of its own, and the 26 of the 50 higher ones that 402 minutes make.
    expect(told).toMatchObject({ have: 240 + 26, need: 240 + 50 })
    expect(bench.readingsOf('b')).toEqual([])
  })

  test('sees a higher candle with the candle that closes it, and never before', async () => {
    const bench = new ShardBench(new ScriptedFeed(900))
    await bench.assign({ ...reversion, botId: 'b' })
    await bench.close1m(31)
    const readings = bench.readingsOf('b').filter(({ final }) => final)
    const higherOf = (index: number) => readings[index]?.reading.long.entry[3]
    const times = readings.map(({ marketTime }) => (marketTime - day) / minute)
    const changes = times.filter(
      (_, index) => index > 0 && higherOf(index)?.value !== higherOf(index - 1)?.value,
    )
    expect(changes).toEqual([915, 930])
  })
})

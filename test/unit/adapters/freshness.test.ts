import { beforeEach, describe, expect, test } from 'vitest'
import type { CcxtClient } from '../../../src-main/adapters/exchanges/ccxt/ccxt-exchange.ts'
import type { NewestMinute } from '../../../src-main/adapters/exchanges/ccxt/exchange-history.ts'
import { Freshness } from '../../../src-main/adapters/exchanges/ccxt/freshness.ts'
import type { Tradable } from '../../../src-main/adapters/exchanges/ccxt/listing.ts'
import type { Asked } from '../../../src-main/engine/ports/exchange.ts'
import type { PairState } from '../../../src-main/engine/ports/market-feed.ts'
import { FakeClock } from '../../support/fake-clock.ts'

const minute = 60_000
const symbol = 'BTC/USDT'
const socket = {} as CcxtClient
const other = {} as CcxtClient

let clock: FakeClock
let watch: Freshness
let states: PairState[]
let doubts: number[]
let missed: string[]
let lost: string[]
let asked: number
let answer: () => Asked<readonly NewestMinute[]>
let tradable: Tradable
let subscribed: boolean
beforeEach(() => {
  clock = new FakeClock()
  states = []
  doubts = []
  missed = []
  lost = []
  asked = 0
  answer = () => ({ kind: 'answered', value: [] })
  tradable = 'trading'
  subscribed = true
  watch = open(true)
})

const open = (streamsCandles: boolean) =>
  new Freshness({
    clock,
    streamsCandles,
    newest: async () => {
      asked += 1
      return answer()
    },
    tradable: () => tradable,
    subscribed: () => subscribed,
    onState: (_, state) => states.push(state),
    onDoubt: (_, since) => doubts.push(since),
    onLost: (name) => lost.push(name),
    onMissed: (name) => missed.push(name),
    onUnanswered: () => {},
  })

const openTime = () => clock.now() - (clock.now() % minute)

const hear = () => {
  watch.hearTrade(symbol, clock.now(), socket)
  watch.hearCandle(symbol, { openTime: openTime(), volume: 1 }, socket)
}

/** Both streams tell something every second. */
const hearFor = async (seconds: number) => {
  for (let second = 0; second < seconds; second += 1) {
    hear()
    await clock.advance(1_000)
  }
}

test('a pair waits until it is heard, and is live from its first message on', () => {
  watch.begin(symbol)
  expect(states).toEqual(['waiting'])
  hear()
  expect(states).toEqual(['waiting', 'live'])
})

describe('an active pair that falls silent', () => {
  beforeEach(async () => {
    watch.begin(symbol)
    await hearFor(60)
    states = []
  })

  test('is live for fifteen seconds and stale after them', async () => {
    await clock.advance(14_000)
    expect(states).toEqual([])
    subscribed = false
    await clock.advance(3_000)
    expect(states).toEqual(['stale'])
    expect(asked).toBe(0)
  })

  test('is quiet once the exchange says that nothing traded, and is asked about a bounded number of times', async () => {
    await clock.advance(20_000)
    expect(states).toEqual(['stale', 'quiet'])
    expect(missed).toEqual([])
    asked = 0
    await clock.advance(10 * minute)
    expect(states).toEqual(['stale', 'quiet'])
    expect(asked).toBeLessThanOrEqual(21)
  })

  test('is stale and its stream is given up within 30 seconds when the exchange traded meanwhile', async () => {
    answer = () => ({ kind: 'answered', value: [{ openTime: openTime() + minute, volume: 1 }] })
    await clock.advance(30_000)
    expect(states).toEqual(['stale'])
    expect(missed).toEqual([symbol])
  })

  test('is given up within the same minute too when the exchange counts more volume than was told', async () => {
    answer = () => ({ kind: 'answered', value: [{ openTime: openTime(), volume: 1.01 }] })
    await clock.advance(20_000)
    expect(missed).toEqual([symbol])
    expect(states).toEqual(['stale'])
  })

  test('stays stale while the exchange does not answer', async () => {
    answer = () => ({ kind: 'failed', cause: 'away' })
    await clock.advance(5 * minute)
    expect(states).toEqual(['stale'])
    expect(missed).toEqual([])
  })

  test('is live again with the next message, which raises a doubt since the last one', async () => {
    const last = clock.now()
    await clock.advance(40_000)
    hear()
    expect(states.at(-1)).toBe('live')
    expect(doubts[0]).toBeLessThanOrEqual(last)
    expect(doubts[0]).toBeGreaterThan(last - minute)
  })
})

test('a pair that is slow by nature is given more time, up to a minute', async () => {
  watch.begin(symbol)
  for (let round = 0; round < 60; round += 1) {
    hear()
    await clock.advance(9_000)
  }
  states = []
  await clock.advance(31_000)
  expect(states).toEqual([])
  await clock.advance(30_000)
  expect(states[0]).toBe('stale')
})

test('one silent stream is enough: trades that flow do not vouch for candles that stopped', async () => {
  watch.begin(symbol)
  await hearFor(60)
  answer = () => ({ kind: 'answered', value: [{ openTime: openTime(), volume: 1 }] })
  for (let second = 0; second < 90; second += 1) {
    watch.hearTrade(symbol, clock.now(), socket)
    await clock.advance(1_000)
  }
  expect(states).toContain('stale')
  expect(missed).toEqual([symbol, ...missed.slice(1)])
})

describe('a lost socket', () => {
  beforeEach(async () => {
    watch.begin(symbol)
    await hearFor(5)
    states = []
  })

  test('makes the pairs that it told stale at once, and no others', async () => {
    watch.begin('ETH/USDT')
    watch.hearTrade('ETH/USDT', clock.now(), other)
    states = []
    watch.lose(socket)
    expect(states).toEqual(['stale'])
    expect(lost).toEqual([symbol])
    expect(watch.heard('trades', symbol)).toBe(false)
    expect(watch.heard('trades', 'ETH/USDT')).toBe(true)
  })

  test('needs both streams back before the pair is live', () => {
    watch.lose(socket)
    watch.hearTrade(symbol, clock.now(), other)
    expect(states).toEqual(['stale'])
    watch.hearCandle(symbol, { openTime: openTime(), volume: 1 }, other)
    expect(states).toEqual(['stale', 'live'])
    expect(doubts).toHaveLength(1)
  })

  test('of a quiet pair is settled by asking the exchange, within seconds of the new socket', async () => {
    watch.lose(socket)
    await clock.advance(6_000)
    expect(states).toEqual(['stale', 'quiet'])
    expect(doubts).toHaveLength(1)
  })
})

test('a halted pair says so whatever its streams tell, until it trades again', async () => {
  watch.begin(symbol)
  await hearFor(2)
  tradable = 'halted'
  await hearFor(2)
  expect(states.at(-1)).toBe('halted')
  tradable = 'trading'
  await hearFor(2)
  expect(states.at(-1)).toBe('live')
})

test('silence of many pairs at once asks about few of them at a time', async () => {
  answer = () => ({ kind: 'failed', cause: 'away' })
  for (let pair = 0; pair < 200; pair += 1) watch.begin(`P${pair}/USDT`)
  await clock.advance(18_000)
  expect(asked).toBeLessThanOrEqual(6)
})

test('nothing is said of a pair that is no longer listened to', async () => {
  watch.begin(symbol)
  await hearFor(2)
  watch.end(symbol)
  states = []
  await clock.advance(5 * minute)
  expect(states).toEqual([])
  expect(asked).toBe(0)
})

describe('a pair of which only trades are streamed', () => {
  beforeEach(() => {
    watch.close()
    watch = open(false)
    watch.begin(symbol)
    watch.hearTrade(symbol, clock.now(), socket)
  })

  test('is live by its trades, and by nothing else', async () => {
    expect(states.at(-1)).toBe('live')
    for (let second = 0; second < 60; second += 1) {
      watch.hearCandle(symbol, { openTime: openTime(), volume: 1 }, socket)
      await clock.advance(1_000)
    }
    expect(states.at(-1)).toBe('quiet')
    expect(watch.heard('candles', symbol)).toBe(false)
  })

  test('missed something when the exchange traded in a later minute, whatever its volume', async () => {
    const traded = openTime()
    answer = () => ({ kind: 'answered', value: [{ openTime: traded, volume: 5 }] })
    await clock.advance(40_000)
    expect([missed, states.at(-1)]).toEqual([[], 'quiet'])
    answer = () => ({ kind: 'answered', value: [{ openTime: traded + minute, volume: 5 }] })
    await clock.advance(60_000)
    expect(missed.length).toBeGreaterThan(0)
    expect(states.at(-1)).toBe('stale')
  })
})

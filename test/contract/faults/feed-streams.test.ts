import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { systemClock } from '../../../src-main/adapters/clock/system-clock.ts'
import { CcxtFeed } from '../../../src-main/adapters/exchanges/ccxt/ccxt-feed.ts'
import { dialects } from '../../../src-main/adapters/exchanges/ccxt/dialects.ts'
import type { MarketEvent, PairState } from '../../../src-main/engine/ports/market-feed.ts'
import { ccxtClass } from '../../support/ccxt-class.ts'
import {
  type ExchangeId,
  type SimulatorOptions,
  startExchangeSimulator,
} from '../../support/exchange-simulator/start-exchange-simulator.ts'
import { memoryLog } from '../../support/test-engine.ts'

/** A dead link must be found within this time. */
const foundWithinMs = 30_000
const soonMs = 15_000

/** The library leaves rejections behind; one that nobody can catch would end a process of its own. */
const unhandled: unknown[] = []
const note = (reason: unknown) => unhandled.push(reason)
beforeAll(() => {
  process.on('unhandledRejection', note)
})
afterAll(() => {
  process.off('unhandledRejection', note)
  expect(unhandled).toEqual([])
})

/** A feed that hears a lively market of four pairs on a simulated exchange. */
const open = async (
  { expect, onTestFinished }: TestContext,
  exchange: ExchangeId,
  change: Partial<SimulatorOptions> = {},
) => {
  const simulator = await startExchangeSimulator({
    exchange,
    symbols: ['BTC/USDT', 'ETH/BTC', 'ADA/USDT', 'LTC/USDT'],
    seed: 5,
    tradesPerMinute: 240,
    ...change,
  })
  const log = memoryLog()
  const feed = new CcxtFeed({
    dialect: dialects[exchange],
    exchangeClass: await ccxtClass(exchange),
    network: 'live',
    addresses: simulator.ccxtUrls,
    clock: systemClock,
    log,
    seed: 1,
  })
  onTestFinished(async () => {
    feed.close()
    await simulator.close()
  })
  const listed = await feed.markets()
  if (listed.kind === 'failed') throw new Error(listed.cause)
  const symbols = listed.value.map(({ symbol }) => symbol)
  const events: MarketEvent[] = []
  const states = new Map<string, PairState>()
  feed.subscribe((event) => {
    events.push(event)
    if (event.kind === 'pair') states.set(event.symbol, event.state)
  })
  const watchAll = () => {
    for (const symbol of symbols) feed.watch(symbol)
  }
  const inState = (state: PairState) => symbols.filter((symbol) => states.get(symbol) === state)
  const allLive = (within = soonMs) =>
    expect.poll(() => inState('live'), { timeout: within, interval: 50 }).toEqual(symbols)
  const tradesOf = (symbol: string) =>
    events.filter((event) => event.kind === 'trade' && event.trade.symbol === symbol).length
  return {
    simulator,
    control: simulator.control,
    feed,
    log,
    symbols,
    events,
    states,
    watchAll,
    inState,
    allLive,
    tradesOf,
  }
}

const slow = { timeout: 90_000 }

describe.concurrent.each(['binance', 'bybit', 'okx'] as const)('%s', (exchange) => {
  test(
    'sockets that close while nobody waits for them are opened again, and what was missed is doubted',
    slow,
    async (context) => {
      const { expect } = context
      const { control, feed, watchAll, allLive, events, symbols, states } = await open(context, exchange)
      watchAll()
      await allLive()
      control.dropStreams()
      await expect
        .poll(() => [...states.values()].includes('stale'), { timeout: 2_000, interval: 5 })
        .toBe(true)
      await allLive()
      const doubted = events.flatMap((event) => (event.kind === 'doubt' ? [event.symbol] : []))
      expect([...new Set(doubted)].sort()).toEqual([...symbols].sort())
      expect(feed.health().reconnects).toBeGreaterThan(0)
    },
  )

  test(
    'data that stop while pongs go on are found within 30 seconds, and come again over new sockets',
    slow,
    async (context) => {
      const { expect } = context
      const { control, watchAll, allLive, inState, symbols, simulator } = await open(context, exchange)
      watchAll()
      await allLive()
      await delay(2_000)
      const dials = simulator.control.counts.connectionsOf()
      const began = Date.now()
      const unmute = control.mute()
      await expect.poll(() => inState('stale'), { timeout: foundWithinMs, interval: 100 }).toEqual(symbols)
      await expect
        .poll(() => control.counts.connectionsOf() - dials, { timeout: foundWithinMs, interval: 100 })
        .toBeGreaterThan(0)
      expect(Date.now() - began).toBeLessThan(foundWithinMs)
      unmute()
      await allLive(foundWithinMs)
    },
  )

  test(
    'a link that answers no ping is found within 30 seconds though its market stands still',
    slow,
    async (context) => {
      const { expect } = context
      const { control, feed, watchAll } = await open(context, exchange, { speed: 0 })
      control.fault({ on: 'ping', effect: { kind: 'ignore' }, times: 0 })
      watchAll()
      await expect.poll(() => feed.subscribed, { timeout: soonMs }).toBe(true)
      await expect.poll(() => feed.health().reconnects, { timeout: foundWithinMs + 2_000 }).toBeGreaterThan(0)
    },
  )

  test('a refused subscription is asked for again', slow, async (context) => {
    const { control, watchAll, allLive } = await open(context, exchange)
    control.fault({ on: 'subscribe', effect: { kind: 'reject' }, times: 2 })
    watchAll()
    await allLive(foundWithinMs)
  })

  test('a pair that is refused for ever does not keep the others from being heard', slow, async (context) => {
    const { expect } = context
    const { control, watchAll, inState, symbols, tradesOf, states } = await open(context, exchange)
    const [refused = '', ...others] = symbols
    control.fault({ on: 'subscribe', symbol: refused, effect: { kind: 'reject' }, times: 0 })
    watchAll()
    await expect.poll(() => inState('live'), { timeout: foundWithinMs }).toEqual(others)
    expect(tradesOf(refused)).toBe(0)
    const dials = control.counts.connectionsOf()
    await delay(20_000)
    expect(inState('live')).toEqual(others)
    expect(states.get(refused)).toBe('stale')
    expect(control.counts.connectionsOf() - dials).toBeLessThan(10)
  })

  test('a subscription that is never acknowledged is asked for again', slow, async (context) => {
    const { control, watchAll, allLive } = await open(context, exchange)
    control.fault({ on: 'subscribe', effect: { kind: 'ignore' }, times: 2 })
    watchAll()
    await allLive(50_000)
  })

  test('an exchange that refuses every connection is not stormed', slow, async (context) => {
    const { expect } = context
    const { control, watchAll, allLive } = await open(context, exchange)
    watchAll()
    await allLive()
    const end = control.fault({ on: 'connect', effect: { kind: 'refuse', status: 503 }, times: 0 })
    const dials = control.counts.connectionsOf()
    control.dropStreams()
    await delay(10_000)
    expect(control.counts.connectionsOf() - dials).toBeLessThanOrEqual(40)
    end()
    await allLive(45_000)
  })

  test('connections that hang in their upgrade are given up and tried again', slow, async (context) => {
    const { control, watchAll, allLive } = await open(context, exchange)
    control.fault({ on: 'connect', effect: { kind: 'hang' }, times: 2 })
    watchAll()
    await allLive(50_000)
  })

  test('a message that is no JSON costs nothing but itself', slow, async (context) => {
    const { expect } = context
    const { control, watchAll, allLive, tradesOf, symbols, feed } = await open(context, exchange)
    watchAll()
    await allLive()
    control.fault({ on: 'message', effect: { kind: 'replace', text: '{"broken' }, times: 5 })
    control.fault({ on: 'message', effect: { kind: 'replace', text: '{"e":"trade","s":7}' }, times: 5 })
    const before = symbols.map(tradesOf)
    await delay(3_000)
    await allLive()
    expect(symbols.map(tradesOf).every((count, index) => count > (before[index] ?? 0))).toBe(true)
    expect(feed.health().reconnects).toBe(0)
  })

  test(
    'sockets that close with subscriptions still to be sent leave nothing unhandled',
    slow,
    async (context) => {
      const { control, watchAll, allLive } = await open(context, exchange)
      watchAll()
      for (let round = 0; round < 40; round += 1) {
        await delay(5 + (round % 9) * 10)
        control.dropStreams()
      }
      await allLive(45_000)
    },
  )

  test('messages told twice or out of order close each candle once, in order', slow, async (context) => {
    const { expect } = context
    const { control, watchAll, allLive, events, symbols } = await open(context, exchange, { speed: 40 })
    watchAll()
    control.fault({ on: 'message', effect: { kind: 'repeat' }, chance: 0.3, times: 0 })
    control.fault({ on: 'message', effect: { kind: 'reorder' }, chance: 0.2, times: 0 })
    await delay(8_000)
    await allLive()
    for (const symbol of symbols) {
      const times = events.flatMap((event) =>
        event.kind === 'closed' && event.symbol === symbol ? [event.candle.openTime] : [],
      )
      expect(times.length).toBeGreaterThan(2)
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
    }
  })

  test('a pair that the exchange halts, or takes off its list, is noticed', slow, async (context) => {
    const { expect } = context
    const { control, watchAll, allLive, symbols, states } = await open(context, exchange)
    const [halted = '', delisted = ''] = symbols
    watchAll()
    await allLive()
    control.halt(halted)
    control.delist(delisted)
    const seen = () => [states.get(halted), states.get(delisted)]
    // Binance keeps naming pairs that it took off, as ones in a break.
    const gone = exchange === 'binance' ? 'halted' : 'delisted'
    await expect.poll(seen, { timeout: 60_000, interval: 200 }).toEqual(['halted', gone])
  })
})

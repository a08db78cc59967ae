import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../../src-main/adapters/clock/system-clock.ts'
import { CcxtFeed } from '../../src-main/adapters/exchanges/ccxt/ccxt-feed.ts'
import { dialects } from '../../src-main/adapters/exchanges/ccxt/dialects.ts'
import type { ClosedCandle } from '../../src-main/domain/market/candle.ts'
import { seededRandom } from '../../src-main/domain/random.ts'
import type { MarketEvent } from '../../src-main/engine/ports/market-feed.ts'
import { TimeframeSeries } from '../../src-main/workers/market/timeframe-series.ts'
import { ccxtClass } from '../support/ccxt-class.ts'
import {
  type ExchangeSimulator,
  startExchangeSimulator,
} from '../support/exchange-simulator/start-exchange-simulator.ts'
import { memoryLog } from '../support/test-engine.ts'

const minute = 60_000
const startAt = Date.UTC(2026, 0, 5, 10, 0, 10)
const drops = 100

let simulator: ExchangeSimulator
let feed: CcxtFeed
let endTicks = () => {}
afterEach(async () => {
  endTicks()
  feed.close()
  await simulator.close()
})

/** Values alone: how a candle came is another matter. */
const valuesOf = (candles: readonly ClosedCandle[]) =>
  candles.map(({ openTime, open, high, low, close, volume }) => [openTime, open, high, low, close, volume])

test(`${drops} dropped sockets in an hour of 20 pairs leave every series whole and each candle seen once`, async () => {
  simulator = await startExchangeSimulator({
    exchange: 'binance',
    symbols: 20,
    startAt,
    speed: 0,
    seed: 11,
    clock: 'market',
  })
  const clock = { ...systemClock, now: () => simulator.control.market.time }
  feed = new CcxtFeed({
    dialect: dialects.binance,
    exchangeClass: await ccxtClass('binance'),
    network: 'live',
    addresses: simulator.ccxtUrls,
    clock,
    log: memoryLog(),
    seed: 1,
  })
  const listed = await feed.markets()
  if (listed.kind === 'failed') throw new Error(listed.cause)
  const seen = new Map<string, ClosedCandle[]>()
  const series = new Map<string, TimeframeSeries>()
  for (const { symbol } of listed.value) {
    const closed: ClosedCandle[] = []
    seen.set(symbol, closed)
    series.set(
      symbol,
      new TimeframeSeries(
        { feed, symbol, timeframe: '1m', clock },
        {
          onClosed: (candle) => closed.push(candle),
          onForming: () => {},
          onFilling: () => {},
          onReady: () => {},
          onRestart: () => {},
          onCorrected: () => {},
        },
      ),
    )
    feed.watch(symbol)
  }
  feed.subscribe((event: MarketEvent) => {
    if (event.kind === 'closed') series.get(event.symbol)?.commit(event.candle)
    if (event.kind === 'forming') series.get(event.symbol)?.peek(event.candle)
    if (event.kind === 'doubt') series.get(event.symbol)?.doubt(event.since)
  })
  endTicks = systemClock.every(200, () => {
    for (const each of series.values()) each.onTime(feed.marketTime())
  })
  await expect
    .poll(() => feed.subscribed && [...series.values()].every(({ ready }) => ready), { timeout: 10_000 })
    .toBe(true)

  const random = seededRandom(7)
  const market = simulator.control.market
  const moments = Array.from({ length: drops }, () => random() * 60 * minute).sort((a, b) => a - b)
  let played = 0
  for (const moment of moments) {
    market.advance(moment - played)
    played = moment
    simulator.control.dropStreams()
    // Shorter than a reconnect: some drops meet a new socket, others one that is still being opened.
    await delay(20 + random() * 60)
  }
  market.advance(60 * minute - played)
  // The market goes on: the next candle that closes is what shows a hole.
  for (let step = 0; step < 3; step += 1) {
    await expect.poll(() => feed.subscribed, { timeout: 20_000 }).toBe(true)
    await delay(200)
    market.advance(minute)
  }
  const last = Math.floor(market.time / minute) * minute - minute
  await expect
    .poll(() => [...series.values()].filter((each) => each.tail(1)[0]?.openTime !== last).length, {
      timeout: 30_000,
    })
    .toBe(0)

  expect(feed.health().reconnects).toBeGreaterThan(4)
  for (const [symbol, closed] of seen) {
    const times = closed.map(({ openTime }) => openTime)
    const first = times[0] ?? 0
    expect({ symbol, times }).toEqual({ symbol, times: times.map((_, index) => first + index * minute) })
    const recorded = await feed.candles({ symbol, timeframe: '1m', before: last + minute, limit: 64 })
    if (recorded.kind === 'failed') throw new Error(recorded.cause)
    expect(valuesOf(closed.slice(-64))).toEqual(valuesOf(recorded.value))
  }
})

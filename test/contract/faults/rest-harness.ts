import { setTimeout as delay } from 'node:timers/promises'
import { CcxtFeed } from '../../../src-main/adapters/exchanges/ccxt/ccxt-feed.ts'
import { dialects } from '../../../src-main/adapters/exchanges/ccxt/dialects.ts'
import type { Asked } from '../../../src-main/engine/ports/exchange.ts'
import { ccxtClass } from '../../support/ccxt-class.ts'
import type { RequestEffect } from '../../support/exchange-simulator/server/faults.ts'
import {
  type ExchangeId,
  startExchangeSimulator,
} from '../../support/exchange-simulator/start-exchange-simulator.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { memoryLog } from '../../support/test-engine.ts'

export const exchanges = ['binance', 'bybit', 'okx'] as const
const symbol = 'BTC/USDT'
/** In the middle of a higher candle of every timeframe, so that there is always one in progress. */
export const startAt = Date.UTC(2026, 0, 5, 10, 32, 20)
/** Longest that a request takes on loopback, several times over. */
const loopbackMs = 60
const listingMs = 3_600_000

const routes = {
  binance: { markets: '/api/v3/exchangeInfo', candles: '/api/v3/klines', time: '/api/v3/time' },
  bybit: { markets: '/v5/market/instruments-info', candles: '/v5/market/kline', time: '/v5/market/time' },
  okx: { markets: '/api/v5/public/instruments', candles: 'candles', time: '/api/v5/public/time' },
} as const

/** What is asked of an exchange without a key. */
type Question = keyof (typeof routes)['binance']

export const until = async (condition: () => boolean): Promise<void> => {
  const deadline = performance.now() + 8_000
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('the condition did not come true in 8 s')
    await delay(10)
  }
}

/**
 * A feed that has asked nothing yet, on a simulated exchange. Requests take real time; what the feed waits for of its
 * own, pauses and deadlines, goes by a clock that only the test moves, and the market with it.
 */
const openRest = async (exchange: ExchangeId, { oursAheadMs = 0 }: { oursAheadMs?: number } = {}) => {
  const simulator = await startExchangeSimulator({
    exchange,
    symbols: [symbol, 'SOL/USDT'],
    startAt,
    speed: 0,
    clock: 'market',
  })
  const clock = new FakeClock(startAt + oursAheadMs)
  const feed = new CcxtFeed({
    dialect: dialects[exchange],
    exchangeClass: await ccxtClass(exchange),
    network: 'live',
    addresses: simulator.ccxtUrls,
    clock,
    log: memoryLog(),
    seed: 1,
  })
  const sent = (question?: Question) =>
    simulator.control.counts.requestsOf(question === undefined ? '' : routes[exchange][question])
  const settle = () => delay(loopbackMs)
  return {
    feed,
    /** What the next requests of a kind meet, before they take effect. */
    spoil: (question: Question, effect: RequestEffect, times = 1) =>
      simulator.control.fault({
        on: 'request',
        when: 'before',
        match: `GET *${routes[exchange][question]}`,
        effect,
        times,
      }),
    /** Requests that have reached the exchange so far. */
    sent,
    /** Newest closed minutes, asked for anew for each number of them. */
    minutes: (limit: number) => feed.candles({ symbol, timeframe: '1m', before: null, limit }),
    /** Time goes by, and what falls due in it happens in its order. */
    pass: async (ms: number) => {
      simulator.control.market.advance(ms)
      await clock.advance(ms)
      await settle()
    },
    /** The hour after which the list of markets is asked for again. */
    nextListing: async () => {
      const before = sent('markets')
      simulator.control.market.advance(listingMs)
      await clock.sleep(listingMs)
      await until(() => sent('markets') === before + 1)
      await settle()
    },
    settle,
    close: async () => {
      feed.close()
      await simulator.close()
    },
  }
}

type RestFeed = Awaited<ReturnType<typeof openRest>>

/** A test on a feed of its own, so that many can wait at the same time. */
export const withRest =
  (exchange: ExchangeId, work: (rest: RestFeed) => Promise<void>, options: { oursAheadMs?: number } = {}) =>
  async (): Promise<void> => {
    const rest = await openRest(exchange, options)
    try {
      await work(rest)
    } finally {
      await rest.close()
    }
  }

export const answered = <T>(answer: Asked<T>): T => {
  if (answer.kind === 'failed') throw new Error(answer.cause)
  return answer.value
}

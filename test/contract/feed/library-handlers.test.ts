import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { systemClock } from '../../../src-main/adapters/clock/system-clock.ts'
import type { CcxtClass, CcxtExchange } from '../../../src-main/adapters/exchanges/ccxt/ccxt-exchange.ts'
import { CcxtFeed } from '../../../src-main/adapters/exchanges/ccxt/ccxt-feed.ts'
import { dialects } from '../../../src-main/adapters/exchanges/ccxt/dialects.ts'
import { ccxtClass } from '../../support/ccxt-class.ts'
import { startExchangeSimulator } from '../../support/exchange-simulator/start-exchange-simulator.ts'
import { memoryLog } from '../../support/test-engine.ts'
import { FeedWatch } from './harness.ts'

const settleMs = 60
const ids = ['binance', 'bybit', 'okx'] as const

/** Makes instances of the class whose own handlers of trades and candles count how often they are called. */
const counting = (exchangeClass: CcxtClass) => {
  const counts = { calls: 0 }
  const CountingClass = class {
    constructor(settings: object) {
      const exchange: CcxtExchange = new exchangeClass(settings)
      for (const name of ['handleTrade', 'handleTrades', 'handleOHLCV'] as const) {
        const own = exchange[name]?.bind(exchange)
        exchange[name] = (client, message) => {
          counts.calls += 1
          return own?.(client, message)
        }
      }
      // biome-ignore lint/correctness/noConstructorReturn: the instance itself is what is to be counted
      return exchange
    }
  } as unknown as CcxtClass
  return { CountingClass, counts }
}

test.each(ids)(
  "%s: the library's own handlers see a socket's first data, and rest from then on",
  async (id) => {
    const startAt = Date.UTC(2026, 0, 5, 10, 32, 20)
    const simulator = await startExchangeSimulator({
      exchange: id,
      symbols: 2,
      startAt,
      speed: 0,
      clock: 'market',
    })
    const { market } = simulator.control
    const { CountingClass, counts } = counting(await ccxtClass(id))
    const feed = new CcxtFeed({
      dialect: dialects[id],
      exchangeClass: CountingClass,
      network: 'live',
      addresses: simulator.ccxtUrls,
      clock: { ...systemClock, now: () => market.time },
      log: memoryLog(),
      seed: 1,
    })
    try {
      const listed = await feed.markets()
      if (listed.kind === 'failed') throw new Error(listed.cause)
      const symbols = listed.value.map(({ symbol }) => symbol)
      const heard = new FeedWatch(feed)
      for (const symbol of symbols) feed.watch(symbol)
      const play = async () => {
        await expect.poll(() => feed.subscribed, { timeout: 10_000 }).toBe(true)
        await delay(settleMs)
        market.advance(60_000)
        await delay(settleMs)
      }
      await play()
      expect(counts.calls).toBeGreaterThan(0)
      counts.calls = 0
      const before = heard.events.length
      await play()
      expect(heard.events.length - before).toBeGreaterThan(20)
      expect(counts.calls).toBe(0)

      simulator.control.dropStreams()
      await delay(settleMs)
      await play()
      expect(counts.calls).toBeGreaterThan(0)
      counts.calls = 0
      await play()
      expect(counts.calls).toBe(0)
      expect(heard.closed(symbols[0] ?? '').length).toBeGreaterThanOrEqual(3)
    } finally {
      feed.close()
      await simulator.close()
    }
  },
)

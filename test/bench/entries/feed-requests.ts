import { setTimeout } from 'node:timers/promises'
import { addressesFor } from '../../../src-main/adapters/exchanges/ccxt/addresses.ts'
import { CcxtFeed } from '../../../src-main/adapters/exchanges/ccxt/ccxt-feed.ts'
import { dialects } from '../../../src-main/adapters/exchanges/ccxt/dialects.ts'
import { withReadingsOfEach } from '../../../src-main/adapters/market-pool/shared-readings.ts'
import type { Timeframe } from '../../../src-main/domain/market/timeframe.ts'
import { MarketShard } from '../../../src-main/workers/market/market-shard.ts'
import { ccxtClass } from '../../support/ccxt-class.ts'
import {
  type ExchangeSimulator,
  startExchangeSimulator,
} from '../../support/exchange-simulator/start-exchange-simulator.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import type { Entry } from '../support/entry.ts'
import type { Measurement } from '../support/report.ts'
import { silentLog } from '../support/silent-log.ts'

const bots = 100
const pairs = 50
const timeframes: readonly Timeframe[] = ['1m', '5m', '15m', '1h']
const hour = 3_600_000
const second = 1_000
const pollMs = 5_000
const polledMs = 60_000
const startAt = Date.UTC(2026, 0, 5, 10, 32, 20)
/** Of the computer's time per second of the market: for sockets on this computer it is long. */
const settleMs = 3

const requestsOf = ({ control }: ExchangeSimulator): number => {
  const rest = [...control.counts.requests].filter(([route]) => !route.startsWith('WS '))
  return rest.reduce((sum, [, count]) => sum + count, 0)
}

const openSimulator = async () => {
  const simulator = await startExchangeSimulator({ exchange: 'binance', symbols: pairs, startAt, speed: 0 })
  const { market, clock } = simulator.control
  const tellTime = () => {
    clock.offsetMs = market.time - Date.now()
  }
  tellTime()
  return { simulator, market, tellTime, symbols: [...market.symbols.keys()] }
}

/** An hour in the market worker's parts, from the start on: REST requests, and readings to show that all bots work. */
const runHour = async (): Promise<{ readonly requests: number; readonly readings: number }> => {
  const { simulator, market, tellTime, symbols } = await openSimulator()
  const clock = new FakeClock(startAt)
  const { restUrl, wsUrl } = simulator
  const feed = new CcxtFeed({
    dialect: dialects.binance,
    exchangeClass: await ccxtClass('binance'),
    network: 'live',
    addresses: addressesFor('binance', restUrl, wsUrl),
    ...{ clock, log: silentLog(), seed: 1 },
  })
  let readings = 0
  const info = { id: 'binance', name: 'Binance', kind: 'exchange', exchangeId: 'binance', speed: 1 } as const
  const shard = new MarketShard(
    async () => ({ info, feed }),
    clock,
    (report) => {
      if (report.kind !== 'messages') return
      for (const { kind } of withReadingsOfEach(report.messages)) if (kind === 'reading') readings += 1
    },
  )
  try {
    const markets = await feed.markets()
    if (markets.kind === 'failed') throw new Error(markets.cause)
    shard.addVenue({ info, feed })
    for (let bot = 0; bot < bots; bot += 1) {
      const symbol = symbols[bot % pairs] ?? ''
      const timeframe = timeframes[(bot + Math.floor(bot / pairs)) % timeframes.length] ?? '1m'
      const task = {
        botId: `bot ${bot}`,
        venueId: info.id,
        symbol,
        timeframe,
        readEveryMs: 5_000,
        version: 1,
      }
      const parameters = { fast: '9', slow: '21' }
      shard.handle({ kind: 'assign', task: { ...task, strategyId: 'ema-cross', parameters } })
    }
    while (!feed.subscribed) {
      await clock.advance(100)
      await setTimeout(settleMs)
    }
    for (let passed = 0; passed < hour; passed += second) {
      market.advance(second)
      tellTime()
      await clock.advance(second)
      await setTimeout(settleMs)
    }
    return { requests: requestsOf(simulator), readings }
  } finally {
    shard.close()
    await simulator.close()
  }
}

/** What asking for each bot's candles again and again would cause in an hour. */
const pollHour = async (): Promise<number> => {
  const { simulator } = await openSimulator()
  try {
    for (let passed = 0; passed < polledMs; passed += pollMs) {
      for (let bot = 0; bot < bots; bot += 1) {
        const timeframe = timeframes[bot % timeframes.length]
        await fetch(`${simulator.restUrl}/api/v3/klines?symbol=BTCUSDT&interval=${timeframe}&limit=100`)
      }
    }
    return (requestsOf(simulator) * hour) / polledMs
  } finally {
    await simulator.close()
  }
}

/** What a hundred bots ask an exchange in an hour, their warming up included. */
export const feedRequests: Entry = {
  names: ['feed.requests'],
  async run(say): Promise<readonly Measurement[]> {
    const { requests, readings } = await runHour()
    say(`feed.requests: ${bots} bots on ${pairs} pairs at ${timeframes.join(', ')}; ${readings} readings`)
    const baselines = [{ name: "asking for each bot's 100 candles every 5 s", samples: [await pollHour()] }]
    return [
      {
        ...{ name: 'feed.requests', unit: 'REST requests per hour', samples: [requests], baselines },
        goal: { words: '≥ 20 times fewer', met: ({ ratio }) => ratio >= 20 },
      },
    ]
  },
}

import { setTimeout as delay } from 'node:timers/promises'
import { systemClock } from '../../../src-main/adapters/clock/system-clock.ts'
import { CcxtFeed } from '../../../src-main/adapters/exchanges/ccxt/ccxt-feed.ts'
import { unifiedDialect } from '../../../src-main/adapters/exchanges/ccxt/unified/unified-dialect.ts'
import type { Clock } from '../../../src-main/engine/ports/clock.ts'
import { ccxtClass } from '../../support/ccxt-class.ts'
import {
  type ExchangeId,
  type ExchangeSimulator,
  startExchangeSimulator,
} from '../../support/exchange-simulator/start-exchange-simulator.ts'
import { memoryLog } from '../../support/test-engine.ts'
import type { FeedHarness } from './harness.ts'

const minute = 60_000
/** In the middle of a higher candle of every timeframe, so that there is always one in progress. */
const startAt = Date.UTC(2026, 0, 5, 10, 32, 20)
const settleMs = 60
const patienceMs = 5_000
/** What is looked at every half second is so here every 20 ms. */
const quicker = 25

interface UnifiedHarness extends FeedHarness {
  readonly feed: CcxtFeed
  readonly simulator: ExchangeSimulator
  readonly log: ReturnType<typeof memoryLog>
}

/** Time of the market that the simulator plays; timers are real, since sockets are. */
const marketClock = (simulator: ExchangeSimulator): Clock => ({
  ...systemClock,
  now: () => simulator.control.market.time,
  every: (periodMs, call) => systemClock.every(periodMs / quicker, call),
})

/** A feed on a simulated exchange as if nothing were known of it but what ccxt unifies. */
export const openUnified = async (
  exchange: ExchangeId,
  { symbols = 2, tradesPerMinute = 8 }: { symbols?: number; tradesPerMinute?: number } = {},
): Promise<UnifiedHarness> => {
  const simulator = await startExchangeSimulator({
    exchange,
    symbols,
    startAt,
    speed: 0,
    seed: 1,
    clock: 'market',
    tradesPerMinute,
  })
  const { market } = simulator.control
  const log = memoryLog()
  const exchangeClass = await ccxtClass(exchange)
  const feed = new CcxtFeed({
    dialect: unifiedDialect(exchangeClass),
    exchangeClass,
    network: 'live',
    addresses: simulator.ccxtUrls,
    clock: marketClock(simulator),
    log,
    seed: 1,
  })
  const listed = await feed.markets()
  if (listed.kind === 'failed') throw new Error(listed.cause)
  const [one, other] = listed.value
  if (one === undefined || other === undefined) throw new Error('the simulator lists too few pairs')

  const newestClosed = () => market.time - (market.time % minute) - minute
  /** Open time of the newest minute that was told as closed, of each pair that is watched. */
  const closed = new Map<string, number>()
  const watch = feed.watch.bind(feed)
  feed.watch = (symbol) => {
    const end = watch(symbol)
    if (!closed.has(symbol)) closed.set(symbol, newestClosed())
    return () => {
      closed.delete(symbol)
      end()
    }
  }
  feed.subscribe((event) => {
    if (event.kind === 'closed' && closed.has(event.symbol)) closed.set(event.symbol, event.candle.openTime)
  })
  const until = async (condition: () => boolean) => {
    const deadline = Date.now() + patienceMs
    while (!condition() && Date.now() < deadline) await delay(5)
  }
  const close = feed.close.bind(feed)
  feed.close = () => {
    closed.clear()
    close()
  }
  return {
    feed,
    simulator,
    log,
    symbols: [one.symbol, other.symbol],
    run: async (marketMs) => {
      await until(() => feed.subscribed)
      await delay(settleMs)
      for (let left = marketMs; left > 0; left -= minute) {
        market.advance(Math.min(minute, left))
        await delay(settleMs)
        await until(() => [...closed.values()].every((openTime) => openTime >= newestClosed()))
      }
    },
    sleep: async (ms) => {
      simulator.control.dropStreams()
      market.advance(ms)
      await delay(1_500)
    },
    close: () => {
      feed.close()
      void simulator.close()
    },
  }
}

import { setTimeout as delay } from 'node:timers/promises'
import { systemClock } from '../../../src-main/adapters/clock/system-clock.ts'
import { CcxtFeed } from '../../../src-main/adapters/exchanges/ccxt/ccxt-feed.ts'
import { dialects } from '../../../src-main/adapters/exchanges/ccxt/dialects.ts'
import type { Clock } from '../../../src-main/engine/ports/clock.ts'
import type { Log } from '../../../src-main/engine/ports/log.ts'
import type { Network } from '../../../src-main/engine/ports/venue.ts'
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
/** Longest that loopback and the subscription batch take to bring what the market did. */
const settleMs = 60
const subscribedWithinMs = 3_000

export interface CcxtHarness extends FeedHarness {
  readonly feed: CcxtFeed
  readonly simulator: ExchangeSimulator
  readonly log: ReturnType<typeof memoryLog>
}

/** Time of the market that the simulator plays; timers are real, since sockets are. */
const marketClock = (simulator: ExchangeSimulator): Clock => ({
  ...systemClock,
  now: () => simulator.control.market.time,
})

/** A ccxt feed on an exchange that is simulated already, by the market's time. */
export const feedOn = async (
  exchange: ExchangeId,
  simulator: ExchangeSimulator,
  { seed = 1, log = memoryLog(), network = 'live' }: { seed?: number; log?: Log; network?: Network } = {},
): Promise<CcxtFeed> => {
  const feed = new CcxtFeed({
    dialect: dialects[exchange],
    exchangeClass: await ccxtClass(exchange),
    network,
    addresses: simulator.ccxtUrls,
    clock: marketClock(simulator),
    log,
    seed,
  })
  const listed = await feed.markets()
  if (listed.kind === 'failed') throw new Error(listed.cause)
  return feed
}

/** A ccxt feed on a simulated exchange whose market stands still until the test lets it run. */
export const openCcxt = async (
  exchange: ExchangeId,
  { seed = 1, symbols = 2, network = 'live' }: { seed?: number; symbols?: number; network?: Network } = {},
): Promise<CcxtHarness> => {
  const simulator = await startExchangeSimulator({
    exchange,
    symbols,
    startAt,
    speed: 0,
    seed,
    clock: 'market',
  })
  const log = memoryLog()
  const feed = await feedOn(exchange, simulator, { seed, log, network })
  const listed = await feed.markets()
  if (listed.kind === 'failed') throw new Error(listed.cause)
  const [one, other] = listed.value
  if (one === undefined || other === undefined) throw new Error('the simulator lists too few pairs')
  /** Waits until the feed hears the pairs that are watched, so that nothing the market does is missed. */
  const subscribed = async () => {
    const deadline = Date.now() + subscribedWithinMs
    while (!feed.subscribed && Date.now() < deadline) await delay(5)
    await delay(settleMs)
  }
  return {
    feed,
    simulator,
    log,
    symbols: [one.symbol, other.symbol],
    run: async (marketMs) => {
      await subscribed()
      for (let left = marketMs; left > 0; left -= minute) {
        simulator.control.market.advance(Math.min(minute, left))
        await delay(settleMs)
      }
    },
    sleep: async (ms) => {
      simulator.control.dropStreams()
      simulator.control.market.advance(ms)
      await delay(1_500)
    },
    close: () => {
      feed.close()
      void simulator.close()
    },
  }
}

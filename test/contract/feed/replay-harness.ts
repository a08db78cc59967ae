import type { Recording } from '../../../src-main/adapters/exchanges/replay/recording.ts'
import { ReplayFeed } from '../../../src-main/adapters/exchanges/replay/replay-feed.ts'
import type { Market } from '../../../src-main/domain/market/market.ts'
import { cash, price, quantity, ratio } from '../../../src-main/domain/money/decimal.ts'
import { seededRandom } from '../../../src-main/domain/random.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import type { FeedHarness } from './harness.ts'

const minute = 60_000
/** Long enough for a day of hours; short enough that tests pass its end. */
const length = 2_000
export const origin = Date.UTC(2021, 1, 1)
/** In the middle of a higher candle of every timeframe, so that there is always one in progress. */
export const startAt = origin + 1_712 * minute
export const replaySpeed = 60

export const replayMarket = (base: string): Market => ({
  symbol: `${base}/USDT`,
  base,
  quote: 'USDT',
  priceStep: price('0.01'),
  amountStep: quantity('0.001'),
  minAmount: quantity('0.001'),
  minNotional: cash('10', 'USDT'),
  makerFee: ratio('0.001'),
  takerFee: ratio('0.001'),
})

const walk = (seed: number): Recording => {
  const random = seededRandom(seed)
  const values = new Float64Array(length * 5)
  let last = 100
  for (let index = 0; index < length; index += 1) {
    const open = last
    const close = open * (0.99 + random() * 0.02)
    const high = Math.max(open, close) * (1 + random() * 0.01)
    const low = Math.min(open, close) * (1 - random() * 0.01)
    values.set([open, high, low, close, Math.floor(random() * 100)], index * 5)
    last = close
  }
  return { startTime: 0, length, values }
}

export interface ReplayHarness extends FeedHarness {
  readonly feed: ReplayFeed
  readonly clock: FakeClock
}

export const openReplay = async (seed = 1): Promise<ReplayHarness> => {
  const clock = new FakeClock()
  const feed = new ReplayFeed({
    markets: [
      { market: replayMarket('BTC'), recording: walk(1) },
      { market: replayMarket('ETH'), recording: walk(2) },
    ],
    origin,
    startAt,
    speed: replaySpeed,
    waits: false,
    seed,
    clock,
  })
  return {
    feed,
    clock,
    symbols: ['BTC/USDT', 'ETH/USDT'],
    run: (marketMs) => clock.advance(marketMs / replaySpeed),
    sleep: (ms) => clock.sleep(ms),
    close: () => feed.close(),
  }
}

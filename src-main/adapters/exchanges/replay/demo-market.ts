import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Market } from '../../../domain/market/market.ts'
import { cash, price, quantity, ratio } from '../../../domain/money/decimal.ts'
import type { Clock } from '../../../engine/ports/clock.ts'
import { parseRecording } from './recording.ts'
import { ReplayFeed } from './replay-feed.ts'

export const demoVenue = {
  id: 'demo',
  name: 'Demo feed',
  kind: 'replay',
  exchangeId: null,
  network: 'live',
  restUrl: null,
  wsUrl: null,
} as const
/** Market time over wall time. */
export const demoSpeed = 60

/** Market time at which the recordings begin. */
export const demoOrigin = Date.UTC(2021, 1, 19)
/**
 * Where a first demo begins. Of every fifth minute of the recordings with two days of history those were kept at which
 * both demo bots enter soon, both win and one loses within ten hours (ten minutes of the demo) and neither loses five
 * times in a row within 21 hours; of these, one that flatters nobody: the first 10 hours bring 4 wins in 7 trades and
 * +18 USDT, the first 25 bring 7 in 16 and -3 USDT.
 */
export const demoStart = Date.UTC(2021, 1, 24, 0, 50)

const market = (base: string, quote: string, priceStep: string, amountStep: string): Market => ({
  symbol: `${base}/${quote}`,
  base,
  quote,
  priceStep: price(priceStep),
  amountStep: quantity(amountStep),
  minAmount: quantity(amountStep),
  minNotional: cash('10', quote),
  makerFee: ratio('0.001'),
  takerFee: ratio('0.001'),
})

const recorded = [
  { file: 'btc-usdt.csv.gz', volumeIn: 'base', market: market('BTC', 'USDT', '0.01', '0.00001') },
  { file: 'dash-usdt.csv.gz', volumeIn: 'base', market: market('DASH', 'USDT', '0.01', '0.001') },
  { file: 'btc-usd.csv.gz', volumeIn: 'quote', market: market('BTC', 'USD', '1', '0.0001') },
] as const

export const demoMarkets: readonly Market[] = recorded.map((entry) => entry.market)

export interface DemoOptions {
  /** Folder of the recordings. */
  readonly folder: string
  readonly startAt: number
  readonly speed: number
  readonly seed: number
  readonly clock: Clock
}

/** @throws Error when a recording is missing or damaged */
export const openDemoFeed = ({ folder, ...options }: DemoOptions): ReplayFeed =>
  new ReplayFeed({
    ...options,
    // So that it begins where it was meant to, however long the first screen is looked at.
    waits: true,
    origin: demoOrigin,
    markets: recorded.map((entry) => ({
      market: entry.market,
      recording: parseRecording(
        gunzipSync(readFileSync(join(folder, entry.file))).toString('utf8'),
        entry.volumeIn,
      ),
    })),
  })

import type { Market } from '../market/market.ts'
import type { Trading } from '../trading/trading.ts'
import type { Counts } from './counts.ts'
import type { ServerClock } from './dialect.ts'
import type { Hub } from './hub.ts'

/** Everything a dialect speaks about. */
export interface Venue {
  readonly market: Market
  readonly trading: Trading
  readonly hub: Hub
  readonly clock: ServerClock
  readonly counts: Counts
}

/** Both ways between a pair and the exchange's name for it. */
export class MarketNames {
  readonly #ids = new Map<string, string>()
  readonly #symbols = new Map<string, string>()

  constructor(market: Market, name: (base: string, quote: string) => string) {
    for (const { listing } of market.symbols.values()) {
      const id = name(listing.base, listing.quote)
      this.#ids.set(listing.symbol, id)
      this.#symbols.set(id, listing.symbol)
    }
  }

  idOf(symbol: string): string {
    return this.#ids.get(symbol) ?? symbol
  }
  symbolOf(id: string): string | null {
    return this.#symbols.get(id) ?? null
  }
}

/** Quote volume of a candle, from its mean price: the tape does not keep it trade by trade. */
export const quoteVolume = (
  candle: { open: number; high: number; low: number; close: number; volume: number },
  priceStep: number,
  amountStep: number,
): string =>
  (
    ((candle.open + candle.high + candle.low + candle.close) / 4) *
    priceStep *
    candle.volume *
    amountStep
  ).toFixed(8)

import type { ClosedCandle, FormingCandle } from '../../domain/market/candle.ts'
import type { Market, Trade } from '../../domain/market/market.ts'
import type { Timeframe } from '../../domain/market/timeframe.ts'
import type { Asked } from './exchange.ts'
import type { VenueHealth } from './venue.ts'

export type MarketEvent =
  | { readonly kind: 'trade'; readonly trade: Trade }
  | {
      readonly kind: 'forming'
      readonly symbol: string
      readonly timeframe: Timeframe
      readonly candle: FormingCandle
    }
  | {
      readonly kind: 'closed'
      readonly symbol: string
      readonly timeframe: Timeframe
      readonly candle: ClosedCandle
    }
  | { readonly kind: 'state'; readonly state: 'connecting' | 'live' | 'stale' | 'down' }

export interface CandleQuery {
  readonly symbol: string
  readonly timeframe: Timeframe
  /** Only candles that opened before this time, epoch ms. */
  readonly before: number | null
  readonly limit: number
}

/** The public side of a venue: prices as they happen and candles of the past. Lives in a market worker. */
export interface MarketFeed {
  /** The timeframe whose candles it streams; longer ones are built from it. */
  readonly baseTimeframe: Timeframe
  markets(): Promise<Asked<readonly Market[]>>
  /** Newest closed candles, oldest first. */
  candles(query: CandleQuery): Promise<Asked<readonly ClosedCandle[]>>
  /** Streams trades and base candles of the symbol; returns the function that ends it. */
  watch(symbol: string): () => void
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: MarketEvent) => void): () => void
  /** How well the exchange is heard; null for a market that is not heard but made here. */
  health(): VenueHealth | null
  close(): void
}

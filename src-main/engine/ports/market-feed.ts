import type { ClosedCandle, FormingCandle } from '../../domain/market/candle.ts'
import type { Market, Trade } from '../../domain/market/market.ts'
import type { OrderBook } from '../../domain/market/order-book.ts'
import type { Timeframe } from '../../domain/market/timeframe.ts'
import type { Asked } from './exchange.ts'
import type { VenueHealth } from './venue.ts'

/**
 * How far a pair's data can be relied on.
 * - waiting: subscribed, nothing heard yet
 * - live: heard within what is usual for the pair
 * - quiet: silent, and the exchange itself says that nothing traded
 * - stale: silent for longer than usual, or its link is lost; what trades meanwhile is not known here
 * - halted, delisted: the exchange does not trade it, for now or any more
 */
export type PairState = 'waiting' | 'live' | 'quiet' | 'stale' | 'halted' | 'delisted'

export type FeedState = 'connecting' | 'live' | 'stale' | 'down'

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
  | { readonly kind: 'pair'; readonly symbol: string; readonly state: PairState }
  /** Something may have been missed, or was told otherwise before: the newest candles must be asked for again. */
  | { readonly kind: 'doubt'; readonly symbol: string; readonly since: number }
  | { readonly kind: 'state'; readonly state: FeedState }

export interface CandleQuery {
  readonly symbol: string
  readonly timeframe: Timeframe
  /** Only candles that opened before this time, epoch ms. */
  readonly before: number | null
  readonly limit: number
  /** From the exchange itself, past everything that is kept here. */
  readonly fresh?: true
}

/** The public side of a venue: prices as they happen and candles of the past. Lives in a market worker. */
export interface MarketFeed {
  /** The timeframe whose candles it streams; longer ones are built from it. */
  readonly baseTimeframe: Timeframe
  markets(): Promise<Asked<readonly Market[]>>
  /** Newest closed candles, oldest first. */
  candles(query: CandleQuery): Promise<Asked<readonly ClosedCandle[]>>
  /** What is offered on a pair now. */
  book(symbol: string): Promise<Asked<OrderBook>>
  /** Streams trades and base candles of the symbol; returns the function that ends it. */
  watch(symbol: string): () => void
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: MarketEvent) => void): () => void
  /** How well the exchange is heard; null for a market that is not heard but made here. */
  health(): VenueHealth | null
  /** The venue's own clock as far as it is known, epoch ms: which candles have closed is told by it. */
  marketTime(): number
  /** The streams may have missed something: all are opened anew, and what was heard since is verified. */
  suspect(cause: string): void
  close(): void
}

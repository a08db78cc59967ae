import type { ClosedCandle, FormingCandle } from '../../domain/market/candle.ts'
import type { Trade } from '../../domain/market/market.ts'
import type { OrderBook } from '../../domain/market/order-book.ts'
import type { Timeframe } from '../../domain/market/timeframe.ts'
import type { TradeFilter } from '../../domain/market/trade-filter.ts'
import type { ParameterValues } from '../../domain/parameters.ts'
import type { Stop, Touched } from '../../domain/risk/stop.ts'
import type { Reading } from '../../domain/strategies/strategy.ts'
import type { Asked } from './exchange.ts'
import type { CandleQuery, FeedState, PairState } from './market-feed.ts'
import type { VenueConfig, VenueHealth, VenueInfo } from './venue.ts'

/** A bot's work on one pair. */
export interface AnalysisTask {
  readonly botId: string
  readonly venueId: string
  readonly symbol: string
  readonly timeframe: Timeframe
  readonly strategyId: string
  readonly parameters: ParameterValues
  /** Candles in progress are read at most this often; closed ones always, at once. */
  readonly readEveryMs: number
  /** Chosen anew by the engine for each assignment: a result that carries an older one is stale. */
  readonly version: number
}

/** The market's last word on a pair, newest wins. */
export interface Quote {
  readonly symbol: string
  readonly last: number
  /** Units of base that the last trade moved. */
  readonly amount: number
  /** Exchange's time, epoch ms. */
  readonly time: number
}

/** What one series holds, from its oldest to its newest closed candle, without a hole in between. */
export interface SeriesCoverage {
  readonly symbol: string
  readonly timeframe: Timeframe
  /** False while history or a hole is being fetched. */
  readonly ready: boolean
  /** Open times of the oldest and the newest closed candle; null before there is any. */
  readonly from: number | null
  readonly until: number | null
  /** Candles by where they came from. */
  readonly stream: number
  readonly backfilled: number
  readonly synthetic: number
  /** Holes that were noticed and fetched since the series began. */
  readonly holes: number
  /** Closed candles that the exchange told otherwise later. */
  readonly corrections: number
  /** Base candles of the pair that could be compared with its trades, and those of them that were not equal. */
  readonly checked: number
  readonly differed: number
}

export type AnalysisMessage =
  | { readonly kind: 'quotes'; readonly venueId: string; readonly quotes: readonly Quote[] }
  | { readonly kind: 'trades'; readonly venueId: string; readonly trades: readonly Trade[] }
  | {
      readonly kind: 'forming'
      readonly venueId: string
      readonly symbol: string
      readonly timeframe: Timeframe
      readonly candle: FormingCandle
    }
  | {
      readonly kind: 'closed'
      readonly venueId: string
      readonly symbol: string
      readonly timeframe: Timeframe
      readonly candle: ClosedCandle
    }
  | {
      readonly kind: 'warm-up'
      readonly botId: string
      readonly symbol: string
      readonly version: number
      readonly have: number
      readonly need: number
      /** Since when missing or doubted candles are being asked for, by our clock; null while none are. */
      readonly fillingSince: number | null
    }
  | {
      readonly kind: 'reading'
      readonly botId: string
      readonly symbol: string
      readonly version: number
      readonly reading: Reading
      /** Close of the candle read. */
      readonly price: number
      /** Close time of the candle read; of one in progress the market's time now. */
      readonly marketTime: number
      /** Average true range of the timeframe's closed candles; null while they are too few. */
      readonly trueRange: number | null
      /** False for a candle in progress: what was read of it may change. */
      readonly final: boolean
      /** When the last input for it was received: monotonic ms, for latency. */
      readonly receivedAt: number
    }
  | {
      readonly kind: 'strategy-failed'
      readonly botId: string
      readonly symbol: string
      readonly version: number
      readonly message: string
    }
  | { readonly kind: 'health'; readonly venueId: string; readonly health: VenueHealth }
  /** The worker of these venues was started anew: everything that was given to it is being given again. */
  | { readonly kind: 'restarted'; readonly venueIds: readonly string[]; readonly cause: string }
  | { readonly kind: 'venue'; readonly venueId: string; readonly state: FeedState }
  | {
      readonly kind: 'pair'
      readonly venueId: string
      readonly symbol: string
      /** null: no longer listened to. */
      readonly state: PairState | null
      /** When that began, by our clock, epoch ms. */
      readonly since: number
    }
  /** A stop followed the price, or one of its targets was taken. */
  | { readonly kind: 'stop-moved'; readonly venueId: string; readonly stop: Stop }
  | {
      readonly kind: 'stop-touched'
      readonly venueId: string
      readonly symbol: string
      readonly positionId: string
      readonly touched: Touched
      /** Of the trade that touched it: beyond the stop when the price jumped. */
      readonly price: number
      /** When that trade was received: monotonic ms, for latency. */
      readonly receivedAt: number
    }
  /** The exchange told a closed candle otherwise than before. */
  | {
      readonly kind: 'corrected'
      readonly venueId: string
      readonly symbol: string
      readonly timeframe: Timeframe
      readonly before: ClosedCandle
      readonly candle: ClosedCandle
    }

/** The engine's view of the market workers. Messages arrive in the order in which they happened. */
export interface Analysis {
  /** Opens a market and says what it trades; it stays open, and tried again, when it cannot be reached now. */
  openVenue(config: VenueConfig): Promise<Asked<VenueInfo>>
  closeVenue(id: string): void
  assign(task: AnalysisTask): void
  release(botId: string, symbol: string): void
  /**
   * Sends the trades of the pair that the filter lets through, beside the last price. What the same watcher gives again
   * for the pair replaces it; null ends it.
   */
  watchTrades(venueId: string, symbol: string, watcher: string, filter: TradeFilter | null): void
  /** Sends the pair's last price although no bot works on it; counted, returns the function that ends it. */
  watchQuotes(venueId: string, symbol: string): () => void
  /** Sends the candles of a pair at a timeframe, closed and forming, for a chart; counted, returns the end. */
  watchCandles(venueId: string, symbol: string, timeframe: Timeframe): () => void
  /** Holds the stop against every trade of the pair; what is given again replaces it. */
  watchStop(venueId: string, symbol: string, stop: Stop): void
  endStop(positionId: string): void
  /** The series that are worked on, by pair and timeframe. */
  coverage(venueId: string): Promise<Asked<readonly SeriesCoverage[]>>
  candles(venueId: string, query: CandleQuery): Promise<Asked<readonly ClosedCandle[]>>
  /** What is offered on a pair now. */
  book(venueId: string, symbol: string): Promise<Asked<OrderBook>>
  subscribe(listener: (message: AnalysisMessage) => void): () => void
  close(): Promise<void>
}

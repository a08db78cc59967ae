import type { MessagePort } from 'node:worker_threads'
import type { ClosedCandle } from '../../domain/market/candle.ts'
import type { MarketText } from '../../domain/market/market-text.ts'
import type { OrderBook } from '../../domain/market/order-book.ts'
import type { Timeframe } from '../../domain/market/timeframe.ts'
import type { TradeFilter } from '../../domain/market/trade-filter.ts'
import type { Stop } from '../../domain/risk/stop.ts'
import type { AnalysisTask, SeriesCoverage } from '../../engine/ports/analysis.ts'
import type { Asked } from '../../engine/ports/exchange.ts'
import type { CandleQuery } from '../../engine/ports/market-feed.ts'
import type { VenueConfig, VenueInfo } from '../../engine/ports/venue.ts'
import type { ThreadLogLine } from '../threads/thread-messages.ts'
import type { ThreadMessage } from './shared-readings.ts'

export type WireVenue = Omit<VenueInfo, 'markets'> & { readonly markets: readonly MarketText[] }

/** What main asks of a market worker. `question` numbers an answer that is expected. */
export type WorkerCommand =
  | { readonly kind: 'open-venue'; readonly question: number; readonly config: VenueConfig }
  | { readonly kind: 'close-venue'; readonly id: string }
  | {
      readonly kind: 'candles'
      readonly question: number
      readonly venueId: string
      readonly query: CandleQuery
    }
  | {
      readonly kind: 'book'
      readonly question: number
      readonly venueId: string
      readonly symbol: string
    }
  | { readonly kind: 'coverage'; readonly question: number; readonly venueId: string }
  | { readonly kind: 'assign'; readonly task: AnalysisTask }
  | { readonly kind: 'release'; readonly botId: string; readonly symbol: string }
  | {
      readonly kind: 'watch-trades'
      readonly venueId: string
      readonly symbol: string
      readonly watcher: string
      readonly filter: TradeFilter | null
    }
  | {
      readonly kind: 'watch-quotes'
      readonly venueId: string
      readonly symbol: string
      readonly on: boolean
    }
  | {
      readonly kind: 'watch-candles'
      readonly venueId: string
      readonly symbol: string
      readonly timeframe: Timeframe
      readonly on: boolean
    }
  | { readonly kind: 'watch-stop'; readonly venueId: string; readonly symbol: string; readonly stop: Stop }
  | {
      readonly kind: 'end-stop'
      readonly venueId: string
      readonly symbol: string
      readonly positionId: string
    }
  | { readonly kind: 'close' }

/** One end of the way from a market worker to the candle writer, for each of the two. */
export interface CandlePort {
  readonly kind: 'candle-port'
  readonly port: MessagePort
}

/** What a market worker tells: answers, and batches of messages in the order in which they happened. */
export type WorkerReport =
  | { readonly kind: 'answer'; readonly question: number; readonly value: WorkerAnswer }
  | { readonly kind: 'messages'; readonly messages: readonly ThreadMessage[] }
  /** Its first word: what main reads and writes as SharedMarks. */
  | { readonly kind: 'marks'; readonly memory: SharedArrayBuffer }
  | ThreadLogLine
  /** It has candles to keep and no way to the writer; for whoever started it. */
  | { readonly kind: 'candle-port-wanted' }

export type WorkerAnswer =
  | Asked<readonly ClosedCandle[]>
  | Asked<WireVenue>
  | Asked<OrderBook>
  | Asked<readonly SeriesCoverage[]>

/** Both ends of a worker's channel, so that a worker thread and a part in the same thread look alike. */
export interface WorkerLink {
  send(command: WorkerCommand): void
  onReport(listener: (report: WorkerReport) => void): void
  /** The worker ended by itself. */
  onFailure(listener: (error: Error) => void): void
  close(): Promise<void>
}

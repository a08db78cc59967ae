import type { Clock } from '../../../engine/ports/clock.ts'
import type { MarketEvent } from '../../../engine/ports/market-feed.ts'
import type { CcxtExchange } from './ccxt-exchange.ts'
import type { ExchangeHistory } from './exchange-history.ts'
import type { Freshness } from './freshness.ts'
import type { Listing } from './listing.ts'
import type { TradeGuard } from './trade-guard.ts'

export type StreamKind = 'trades' | 'candles'

/** One kind of what an exchange streams of its pairs. */
export interface PairStream {
  readonly kind: StreamKind
  /** ccxt's watch call: ends with the first data. */
  readonly subscribe: (symbols: readonly string[]) => Promise<unknown>
  /** Whether ccxt keeps the subscription of the pair under this name. */
  readonly isOf: (name: string, symbol: string) => boolean
}

export interface IntakeParts {
  readonly exchange: CcxtExchange
  readonly clock: Clock
  readonly listing: Listing
  readonly history: ExchangeHistory
  readonly guard: TradeGuard
  readonly freshness: Pick<Freshness, 'hearTrade' | 'hearCandle'>
  /** The exchange's time as far as it is known, epoch ms. */
  readonly marketTime: () => number
  /** A trade was told that has just happened at this time, epoch ms. */
  readonly hearTime: (tradeTime: number) => void
  /** What is told of other pairs is dropped. */
  readonly isWatched: (symbol: string) => boolean
  /** Whether a watch call waits for data of the kind. */
  readonly awaited: (kind: StreamKind) => boolean
  readonly emit: (event: MarketEvent) => void
  /** After each message, whatever became of it. */
  readonly onMessage: () => void
}

/** Takes what the streams of an exchange bring, as it comes, and says it in our words. */
export interface Intake {
  /** What must be subscribed for it. */
  readonly streams: readonly PairStream[]
  /** The pair is watched from now on. */
  begin(symbol: string): void
  /** Nobody watches the pair any more. */
  forget(symbol: string): void
  /** Trades of the pair may be missed from now until they are heard again. */
  interrupt(symbol: string): void
  close(): void
}

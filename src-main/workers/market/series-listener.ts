import type { ClosedCandle, FormingCandle } from '../../domain/market/candle.ts'
import type { Timeframe } from '../../domain/market/timeframe.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { MarketFeed } from '../../engine/ports/market-feed.ts'

export interface SeriesListener {
  /** A closed candle joined; `live` is false while history or a hole is being filled in. */
  onClosed(candle: ClosedCandle, live: boolean): void
  /** What was made of earlier candles is worth nothing: all that count now follow, none of them live. */
  onRestart(): void
  /** The exchange tells a closed candle otherwise than before; a restart follows. */
  onCorrected(before: ClosedCandle, candle: ClosedCandle): void
  /** A hole or a doubt: until it is ready again nothing closes live. */
  onFilling(): void
  /** History is in, all of it or as much as there is; what closes from now on is live. */
  onReady(): void
  onForming(candle: FormingCandle): void
}

export interface SeriesSource {
  readonly feed: MarketFeed
  readonly symbol: string
  readonly timeframe: Timeframe
  readonly clock: Clock
}

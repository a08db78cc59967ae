import type { ClosedCandle, FormingCandle } from '../../../src-main/domain/market/candle.ts'
import type { Trade } from '../../../src-main/domain/market/market.ts'
import type { Timeframe } from '../../../src-main/domain/market/timeframe.ts'
import type { CandleQuery, MarketEvent, MarketFeed } from '../../../src-main/engine/ports/market-feed.ts'

/** A feed whose market a test can let run. It knows at least two pairs and has a day of history of each. */
export interface FeedHarness {
  readonly feed: MarketFeed
  readonly symbols: readonly [string, string]
  /** Lets so much market time pass, with everything that happens in it. */
  run(marketMs: number): Promise<void>
  /** The computer sleeps for so long and wakes up. */
  sleep(ms: number): Promise<void>
  close(): void
}

export type OpenFeed = () => Promise<FeedHarness>

/** Everything that a feed says, by pair. */
export class FeedWatch {
  readonly events: MarketEvent[] = []
  readonly end: () => void

  constructor(feed: MarketFeed) {
    this.end = feed.subscribe((event) => this.events.push(event))
  }

  trades(symbol: string): readonly Trade[] {
    return this.events
      .filter((event) => event.kind === 'trade')
      .map((event) => event.trade)
      .filter((trade) => trade.symbol === symbol)
  }
  closed(symbol: string): readonly ClosedCandle[] {
    return this.events
      .filter((event) => event.kind === 'closed' && event.symbol === symbol)
      .map((event) => (event as Extract<MarketEvent, { kind: 'closed' }>).candle)
  }
  /** Trades and candles of a pair in the order in which they came. */
  stream(symbol: string): readonly (Trade | ClosedCandle | FormingCandle)[] {
    return this.events.flatMap((event): readonly (Trade | ClosedCandle | FormingCandle)[] => {
      if (event.kind === 'trade') return event.trade.symbol === symbol ? [event.trade] : []
      if (event.kind !== 'forming' && event.kind !== 'closed') return []
      return event.symbol === symbol ? [event.candle] : []
    })
  }
}

export const candlesOf = async (
  feed: MarketFeed,
  query: Partial<CandleQuery> & { symbol: string; timeframe?: Timeframe },
): Promise<readonly ClosedCandle[]> => {
  const asked = await feed.candles({ timeframe: feed.baseTimeframe, before: null, limit: 100, ...query })
  if (asked.kind === 'failed') throw new Error(asked.cause)
  return asked.value
}

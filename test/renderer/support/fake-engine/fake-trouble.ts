import type { PairTrouble, SeriesCoverage } from '../../../../src-preload/contract/venue-views.ts'
import type { BotView, JournalView } from '../../../../src-preload/contract/views.ts'
import { minuteMs, spans } from './market.ts'

/** One pair in each state. */
export const troubledPairs = (now: number): PairTrouble[] => [
  { symbol: 'ETH/USDT', state: 'stale', since: now - 38_000 },
  { symbol: 'C042/USDT', state: 'quiet', since: now - 25 * minuteMs },
  { symbol: 'SOL/USDT', state: 'waiting', since: now - 9_000 },
  { symbol: 'ADA/USDT', state: 'halted', since: now - 310_000 },
  { symbol: 'DOGE/USDT', state: 'delisted', since: now - 26 * 60 * minuteMs },
]

/** As the engine: what is quiet can be traded on, what is waited for cannot. */
export const doubtsAmong = (
  symbols: readonly string[],
  pairs: readonly PairTrouble[],
): BotView['dataDoubts'] =>
  pairs.flatMap(({ symbol, state, since }) => {
    if (state === 'quiet' || !symbols.includes(symbol)) return []
    return [{ symbol, doubt: state === 'waiting' ? ('stale' as const) : state, since }]
  })

const series = (
  symbol: string,
  timeframe: SeriesCoverage['timeframe'],
  now: number,
  change: Partial<SeriesCoverage>,
): SeriesCoverage => {
  const span = spans[timeframe]
  const until = Math.floor(now / span) * span - span
  const counts = {
    stream: 212,
    backfilled: 500,
    synthetic: 0,
    holes: 0,
    corrections: 0,
    checked: 180,
    differed: 0,
  }
  return { symbol, timeframe, ready: true, from: until - 711 * span, until, ...counts, ...change }
}

export const fakeCoverage = (now: number): SeriesCoverage[] => [
  series('ETH/USDT', '5m', now, { until: now - (now % (5 * minuteMs)) - 20 * minuteMs, holes: 2 }),
  series('BTC/USDT', '1m', now, {
    stream: 861,
    backfilled: 139,
    holes: 1,
    corrections: 2,
    checked: 861,
    differed: 1,
  }),
  series('BTC/USDT', '15m', now, {}),
  series('C042/USDT', '15m', now, { stream: 14, backfilled: 611, synthetic: 87 }),
  series('SOL/USDT', '1h', now, {
    ready: false,
    from: null,
    until: null,
    stream: 0,
    backfilled: 0,
    checked: 0,
  }),
]

/** Every kind of journal entry about market data. */
export const dataEvents: readonly (readonly [string, JournalView['facts']])[] = [
  ['market.stale', { venue: 'Binance', symbol: 'ETH/USDT', pairs: 3 }],
  [
    'market.candle-corrected',
    {
      venue: 'Binance',
      symbol: 'ADA/USDT',
      timeframe: '1m',
      before: 0.45213,
      close: 0.45208,
      volumeBefore: 1520.5,
      volume: 1524.25,
    },
  ],
  ['market.pair-halted', { venue: 'Binance', symbol: 'ADA/USDT' }],
  ['market.pair-delisted', { venue: 'Binance', symbol: 'DOGE/USDT' }],
  ['market.clock-offset', { venue: 'Bybit', seconds: -2.4 }],
  ['market.fresh', { venue: 'Binance' }],
]

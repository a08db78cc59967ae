import type { AlertView } from '../../src-preload/contract/alert-view.ts'
import type { FeedBody, Snapshot } from '../../src-preload/contract/feed.ts'
import type { KillStepView } from '../../src-preload/contract/kill-views.ts'
import type { PositionView } from '../../src-preload/contract/position-view.ts'
import type { ReconciliationView } from '../../src-preload/contract/reconciliation-views.ts'
import type { BotLimits, BreakerView, LimitsView } from '../../src-preload/contract/risk-views.ts'
import type { Timeframe } from '../../src-preload/contract/values.ts'
import type { QuoteView } from '../../src-preload/contract/venue-views.ts'
import type {
  AppSettings,
  BalanceView,
  BotView,
  CandleRow,
  DecisionView,
  EngineView,
  EquityPoint,
  FillView,
  OrderView,
} from '../../src-preload/contract/views.ts'
import { appendByTime, byId, changeById, mergeCandles, prependNewest } from './lists.ts'

/** The window's copy of what the engine said. Null or absent: not told yet, which is not the same as empty. */
export interface Projection {
  readonly engine: EngineView | null
  readonly settings: AppSettings | null
  readonly alerts: readonly AlertView[]
  readonly bots: ReadonlyMap<string, BotView> | null
  readonly positions: ReadonlyMap<string, PositionView> | null
  readonly orders: ReadonlyMap<string, OrderView> | null
  readonly balances: readonly BalanceView[] | null
  /** What was asked for while entries are halted. */
  readonly killSteps: readonly KillStepView[] | null
  /** By account: differences, and what others left there. */
  readonly reconciliation: readonly ReconciliationView[] | null
  /** Those that are not closed, newest first. */
  readonly breakers: readonly BreakerView[] | null
  readonly limits: LimitsView | null
  /** By bot. */
  readonly botLimits: Readonly<Record<string, BotLimits>>
  /** By venue, then by pair. */
  readonly quotes: Readonly<Record<string, Readonly<Record<string, QuoteView>>>>
  /** Newest first. */
  readonly fills: readonly FillView[] | null
  readonly equity: Readonly<Record<string, readonly EquityPoint[]>>
  /** By bot, newest first. */
  readonly decisions: Readonly<Record<string, readonly DecisionView[]>>
  readonly candles: Readonly<Record<string, readonly CandleRow[]>>
}

export const emptyProjection: Projection = {
  engine: null,
  settings: null,
  alerts: [],
  bots: null,
  positions: null,
  orders: null,
  balances: null,
  killSteps: null,
  reconciliation: null,
  breakers: null,
  limits: null,
  botLimits: {},
  quotes: {},
  fills: null,
  equity: {},
  decisions: {},
  candles: {},
}

export interface SeriesName {
  readonly venueId: string
  readonly symbol: string
  readonly timeframe: Timeframe
}
export const seriesKey = (series: SeriesName): string =>
  `${series.venueId} ${series.symbol} ${series.timeframe}`

/** Bounds of what the window keeps; the oldest goes first, and earlier pages are asked for when wanted. */
export const bounds = { fills: 200, decisions: 1000, equity: 20_000, candles: 20_000 } as const

export const applyBody = (state: Projection, body: FeedBody): Projection => {
  switch (body.kind) {
    case 'engine':
      return { ...state, engine: body.engine }
    case 'settings':
      return { ...state, settings: body.settings }
    case 'alerts':
      return { ...state, alerts: body.alerts }
    case 'bots':
      return { ...state, bots: changeById(state.bots, body.changed, body.removed) }
    case 'positions':
      return { ...state, positions: changeById(state.positions, body.changed, body.removed) }
    case 'orders':
      return { ...state, orders: changeById(state.orders, body.changed, body.removed) }
    case 'balances':
      return { ...state, balances: body.balances }
    case 'kill':
      return { ...state, killSteps: body.steps }
    case 'reconciliation':
      return { ...state, reconciliation: body.accounts }
    case 'breakers':
      return { ...state, breakers: body.breakers }
    case 'limits':
      return { ...state, limits: body.limits }
    case 'botLimits': {
      const { botId, uses, loosensAt } = body
      return { ...state, botLimits: { ...state.botLimits, [botId]: { uses, loosensAt } } }
    }
    case 'quotes': {
      const fresh = Object.fromEntries(body.quotes.map((quote) => [quote.symbol, quote]))
      const known = state.quotes[body.venueId]
      return { ...state, quotes: { ...state.quotes, [body.venueId]: { ...known, ...fresh } } }
    }
    case 'fills':
      return {
        ...state,
        fills: prependNewest(state.fills ?? [], body.added, (fill) => fill.marketTime, bounds.fills),
      }
    case 'equity': {
      const key = `${body.accountId} ${body.currency}`
      const points = appendByTime(state.equity[key] ?? [], body.added, bounds.equity)
      return { ...state, equity: { ...state.equity, [key]: points } }
    }
    case 'decisions': {
      const known = state.decisions[body.botId] ?? []
      const decisions = prependNewest(known, body.added, byId, bounds.decisions)
      return { ...state, decisions: { ...state.decisions, [body.botId]: decisions } }
    }
    case 'candles': {
      const key = seriesKey(body)
      const rows = mergeCandles(state.candles[key] ?? [], body.changed, bounds.candles)
      return { ...state, candles: { ...state.candles, [key]: rows } }
    }
    case 'navigate':
      return state
  }
}

/** A snapshot replaces everything: what it does not hold was not asked for and would only grow old. */
export const applySnapshot = (snapshot: Snapshot): Projection =>
  snapshot.bodies.reduce(applyBody, emptyProjection)

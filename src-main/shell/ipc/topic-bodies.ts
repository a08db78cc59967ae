import type { FeedBody, Topic } from '../../../src-preload/contract/feed.ts'
import type { LiveView } from '../../../src-preload/contract/live-views.ts'
import type {
  AppSettings,
  CandleRow,
  DecisionView,
  EquityPoint,
  FillView,
} from '../../../src-preload/contract/views.ts'
import type { Candle } from '../../domain/market/candle.ts'
import { cashText, text } from '../../domain/money/decimal.ts'
import type { Position } from '../../domain/positions/position.ts'
import type { Changes } from '../../engine/changes.ts'
import type { Engine } from '../../engine/engine.ts'
import type { BookedFill, Decision, EquitySample, Store } from '../../engine/ports/store.ts'
import { alertView } from '../views/alert-view.ts'
import { HaltChanges } from '../views/bot-halt.ts'
import { botView } from '../views/bot-view.ts'
import { decisionView } from '../views/decision-view.ts'
import { engineView, type ProcessFacts } from '../views/engine-view.ts'
import { killStepViews } from '../views/kill-view.ts'
import { botLimitsBody, limitsView } from '../views/limits-view.ts'
import { balanceViews, equityPoint, fillView, orderView, positionView } from '../views/money-views.ts'
import { reconciliationViews } from '../views/reconciliation-view.ts'
import { breakerViews } from '../views/risk-view.ts'
import { BotNames } from './bot-names.ts'

const dayMs = 86_400_000
const recentFills = 100
const recentDecisions = 200
const recentAlerts = 100
const equityPoints = 1_500
const chartCandles = 500

export const candleRowOf = (candle: Candle): CandleRow => [
  candle.openTime,
  candle.open,
  candle.high,
  candle.low,
  candle.close,
  candle.volume,
]

export type CandleTopic = Extract<Topic, { topic: 'candles' }>

interface EquityBasis {
  readonly start: string
  readonly firstBenchmark: number | null
}

interface TopicBodiesParts {
  readonly engine: Engine
  readonly store: Store
  readonly settings: () => AppSettings
  readonly processFacts: () => ProcessFacts
  readonly live: () => LiveView
  /** Watches the candles of a pair for a chart; returns the end. */
  readonly watchCandles: (topic: CandleTopic) => () => void
  readonly watchQuotes: (venueId: string, symbol: string) => () => void
  /** Newest closed candles, oldest first; none when the market side has no answer. */
  readonly candles: (topic: CandleTopic, before: number | null, limit: number) => Promise<readonly Candle[]>
}

/** Builds every message of the feed from the engine's state. */
export class TopicBodies {
  readonly #parts: TopicBodiesParts
  readonly #marketWatches = new Map<string, () => void>()
  readonly #equityBases = new Map<string, EquityBasis>()

  readonly #names: BotNames
  readonly #halts: HaltChanges

  constructor(parts: TopicBodiesParts) {
    this.#parts = parts
    this.#names = new BotNames(parts.engine.roster, parts.store.bots)
    this.#halts = new HaltChanges(parts.engine)
  }

  get changes(): Changes {
    return this.#parts.engine.changes
  }

  /** What a window that has just come, or lost count, needs to know. */
  all(topics: readonly Topic[]): FeedBody[] {
    const bodies = [this.engine(), this.settings(), this.alerts()]
    for (const topic of topics) bodies.push(...this.#ofTopic(topic))
    return bodies
  }

  engine(): FeedBody {
    const { engine, store, processFacts, live } = this.#parts
    return { kind: 'engine', engine: engineView(engine, store, processFacts(), live()) }
  }
  settings(): FeedBody {
    return { kind: 'settings', settings: this.#parts.settings() }
  }
  alerts(): FeedBody {
    const { engine, store } = this.#parts
    const recent = store.alerts.recent(recentAlerts)
    return { kind: 'alerts', alerts: recent.map((alert) => alertView(alert, engine, this.nameOf)) }
  }
  bots(ids: readonly string[]): FeedBody {
    const { engine } = this.#parts
    const today = this.#realizedToday()
    const known = ids.map((id) => engine.roster.get(id)).filter((runtime) => runtime !== undefined)
    return {
      kind: 'bots',
      changed: known.map((runtime) => botView(engine, runtime, today.get(runtime.bot.id))),
      removed: ids.filter((id) => engine.roster.get(id) === undefined),
    }
  }
  /** Bots that are halted otherwise than when this was last asked. */
  haltedOtherwise(): readonly string[] {
    return this.#halts.take()
  }
  positions(ids: readonly string[]): FeedBody {
    const { engine } = this.#parts
    const open = ids.map((id) => engine.books.positions.get(id)).filter((position) => position !== undefined)
    return {
      kind: 'positions',
      changed: open.map((position) => positionView(engine, position, this.nameOf)),
      removed: ids.filter((id) => !engine.books.positions.has(id)),
    }
  }
  orders(ids: readonly string[]): FeedBody {
    const { engine } = this.#parts
    const open = ids.map((id) => engine.books.orders.get(id)).filter((pending) => pending !== undefined)
    return {
      kind: 'orders',
      changed: open.map(({ order }) => orderView(engine, order, this.nameOf)),
      removed: ids.filter((id) => !engine.books.orders.has(id)),
    }
  }
  balances(): FeedBody {
    return { kind: 'balances', balances: balanceViews(this.#parts.engine) }
  }
  reconciliation(): FeedBody {
    const { engine, store } = this.#parts
    return { kind: 'reconciliation', accounts: reconciliationViews(engine, store) }
  }
  breakers(): FeedBody {
    return { kind: 'breakers', breakers: breakerViews(this.#parts.engine) }
  }
  limits(): FeedBody {
    return { kind: 'limits', limits: limitsView(this.#parts.engine) }
  }
  botLimits(botId: string): FeedBody[] {
    const { engine } = this.#parts
    const runtime = engine.roster.get(botId)
    return runtime === undefined ? [] : [botLimitsBody(engine, runtime)]
  }
  kill(): FeedBody {
    return { kind: 'kill', steps: killStepViews(this.#parts.engine, this.nameOf) }
  }
  /** Last prices of the pairs that have one. */
  quotes(venueId: string, symbols: readonly string[]): FeedBody {
    const { books } = this.#parts.engine
    const quotes = symbols.flatMap((symbol) => {
      const mark = books.mark(venueId, symbol)
      const time = books.quote(venueId, symbol)?.time
      return mark === undefined || time === undefined ? [] : [{ symbol, last: text(mark), time }]
    })
    return { kind: 'quotes', venueId, quotes }
  }
  fill(booked: BookedFill): FillView {
    return fillView(booked, this.nameOf)
  }
  decision(decision: Decision): DecisionView {
    return decisionView(decision)
  }
  equityPoint(sample: EquitySample): EquityPoint {
    const { start, firstBenchmark } = this.#equityBasis(sample.accountId, sample.currency)
    return equityPoint(sample, start, firstBenchmark)
  }

  /** What an account began with, and the benchmark's price then: the same for each of its samples. */
  #equityBasis(accountId: string, currency: string): EquityBasis {
    const key = `${accountId} ${currency}`
    const known = this.#equityBases.get(key)
    if (known !== undefined) return known
    const { engine, store } = this.#parts
    const book = engine.books.accounts.get(accountId)?.book
    const first = store.equity.firstSince(accountId, currency, 0)
    const basis = {
      start: book === undefined ? '0' : cashText(book.capital(currency)),
      firstBenchmark: first?.benchmark ?? null,
    }
    if (first !== null) this.#equityBases.set(key, basis)
    return basis
  }

  positionsAt(venueId: string, symbol: string): Position[] {
    const { books } = this.#parts.engine
    return [...books.positions.values()].filter(
      (position) =>
        position.symbol === symbol && books.account(position.accountId).book.account.venueId === venueId,
    )
  }

  /** A bot's name, also of one that was deleted. */
  readonly nameOf = (botId: string): string => this.#names.of(botId)

  /** Lets the market workers work on the charts and watchlist pairs on show, and on no others. */
  watchMarkets(topics: readonly Topic[]): void {
    const wanted = new Map<string, () => () => void>()
    for (const topic of topics) {
      if (topic.topic === 'candles') {
        const key = `candles ${topic.venueId} ${topic.symbol} ${topic.timeframe}`
        wanted.set(key, () => this.#parts.watchCandles(topic))
      }
      if (topic.topic !== 'quotes') continue
      for (const symbol of topic.symbols) {
        wanted.set(`quotes ${topic.venueId} ${symbol}`, () => this.#parts.watchQuotes(topic.venueId, symbol))
      }
    }
    for (const [key, end] of this.#marketWatches) {
      if (wanted.has(key)) continue
      end()
      this.#marketWatches.delete(key)
    }
    for (const [key, begin] of wanted) {
      if (!this.#marketWatches.has(key)) this.#marketWatches.set(key, begin())
    }
  }

  async candleHistory(topics: readonly Topic[]): Promise<FeedBody[]> {
    const wanted = topics.filter((topic) => topic.topic === 'candles')
    return Promise.all(
      wanted.map(async (topic): Promise<FeedBody> => {
        const { venueId, symbol, timeframe } = topic
        const candles = await this.#parts.candles(topic, null, chartCandles)
        return { kind: 'candles', venueId, symbol, timeframe, changed: candles.map(candleRowOf) }
      }),
    )
  }

  #ofTopic(topic: Topic): FeedBody[] {
    const { engine, store } = this.#parts
    switch (topic.topic) {
      case 'bots':
        return [this.bots([...engine.roster.all()].map(({ bot }) => bot.id))]
      case 'positions':
        return [this.positions([...engine.books.positions.keys()])]
      case 'orders':
        return [this.orders([...engine.books.orders.keys()])]
      case 'balances':
        return [this.balances()]
      case 'kill':
        return [this.kill()]
      case 'reconciliation':
        return [this.reconciliation()]
      case 'breakers':
        return [this.breakers()]
      case 'limits':
        return [this.limits()]
      case 'botLimits':
        return this.botLimits(topic.botId)
      case 'fills':
        return [
          {
            kind: 'fills',
            added: store.fills
              .recent(recentFills)
              .map((booked) => this.fill(booked))
              .reverse(),
          },
        ]
      case 'equity':
        return [this.#equity(topic.accountId, topic.currency)]
      case 'decisions': {
        const newest = store.decisions.page(topic.botId, { limit: recentDecisions, before: null })
        return [{ kind: 'decisions', botId: topic.botId, added: newest.map(decisionView).reverse() }]
      }
      case 'quotes':
        return [this.quotes(topic.venueId, topic.symbols)]
      case 'candles':
        // Candles of the past are asked of a market worker: see candleHistory.
        return []
    }
  }

  #equity(accountId: string, currency: string): FeedBody {
    const { store } = this.#parts
    const samples = store.equity.since(accountId, currency, 0, equityPoints)
    return { kind: 'equity', accountId, currency, added: samples.map((sample) => this.equityPoint(sample)) }
  }

  #realizedToday() {
    const { engine, store } = this.#parts
    const times = [...engine.books.venues.values()].map((venue) => venue.marketTime ?? 0)
    const from = Math.floor(Math.max(0, ...times) / dayMs) * dayMs
    return store.fills.realizedByBot(from, from + dayMs)
  }
}

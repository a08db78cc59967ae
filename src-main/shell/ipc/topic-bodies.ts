import type { FeedBody, Topic } from '../../../src-preload/contract/feed.ts'
import type {
  AppSettings,
  CandleRow,
  DecisionView,
  EquityPoint,
  FillView,
} from '../../../src-preload/contract/views.ts'
import type { Candle } from '../../domain/market/candle.ts'
import { cashText } from '../../domain/money/decimal.ts'
import type { Position } from '../../domain/positions/position.ts'
import type { Changes } from '../../engine/changes.ts'
import type { Engine } from '../../engine/engine.ts'
import type { BookedFill, Decision, EquitySample, Store } from '../../engine/ports/store.ts'
import { alertView } from '../views/alert-view.ts'
import { botView } from '../views/bot-view.ts'
import { decisionView } from '../views/decision-view.ts'
import { engineView, type ProcessFacts } from '../views/engine-view.ts'
import { balanceViews, equityPoint, fillView, orderView, positionView } from '../views/money-views.ts'
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

interface TopicBodiesParts {
  readonly engine: Engine
  readonly store: Store
  readonly settings: () => AppSettings
  readonly processFacts: () => ProcessFacts
  /** Watches the candles of a pair for a chart; returns the end. */
  readonly watchCandles: (topic: CandleTopic) => () => void
  /** Newest closed candles, oldest first; none when the market side has no answer. */
  readonly candles: (topic: CandleTopic, before: number | null, limit: number) => Promise<readonly Candle[]>
}

/** Builds every message of the feed from the engine's state. */
export class TopicBodies {
  readonly #parts: TopicBodiesParts
  readonly #candleWatches = new Map<string, () => void>()

  readonly #names: BotNames

  constructor(parts: TopicBodiesParts) {
    this.#parts = parts
    this.#names = new BotNames(parts.engine.roster, parts.store.bots)
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
    const { engine, store, processFacts } = this.#parts
    return { kind: 'engine', engine: engineView(engine, store, processFacts()) }
  }
  settings(): FeedBody {
    return { kind: 'settings', settings: this.#parts.settings() }
  }
  alerts(): FeedBody {
    return { kind: 'alerts', alerts: this.#parts.store.alerts.recent(recentAlerts).map(alertView) }
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
  fill(booked: BookedFill): FillView {
    return fillView(booked, this.nameOf)
  }
  decision(decision: Decision): DecisionView {
    return decisionView(decision)
  }
  equityPoint(sample: EquitySample): EquityPoint {
    const { engine, store } = this.#parts
    const { account } = engine.books.account(sample.accountId).book
    const start = account.start.find((amount) => amount.currency === sample.currency)
    const first = store.equity.firstSince(sample.accountId, sample.currency, 0)
    return equityPoint(sample, start === undefined ? '0' : cashText(start), first?.benchmark ?? null)
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

  /** Lets the market workers send the candles of the charts on show, and no others. */
  watchCandles(topics: readonly Topic[]): void {
    const wanted = new Map(
      topics
        .filter((topic) => topic.topic === 'candles')
        .map((topic) => [`${topic.venueId} ${topic.symbol} ${topic.timeframe}`, topic]),
    )
    for (const [key, end] of this.#candleWatches) {
      if (wanted.has(key)) continue
      end()
      this.#candleWatches.delete(key)
    }
    for (const [key, topic] of wanted) {
      if (!this.#candleWatches.has(key)) this.#candleWatches.set(key, this.#parts.watchCandles(topic))
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
        return [this.#equity(topic.currency)]
      case 'decisions': {
        const newest = store.decisions.page(topic.botId, { limit: recentDecisions, before: null })
        return [{ kind: 'decisions', botId: topic.botId, added: newest.map(decisionView).reverse() }]
      }
      case 'candles':
        // Candles of the past are asked of a market worker: see candleHistory.
        return []
    }
  }

  #equity(currency: string): FeedBody {
    const { engine, store } = this.#parts
    const added = [...engine.books.accounts.keys()].flatMap((accountId) =>
      store.equity.since(accountId, currency, 0, equityPoints).map((sample) => this.equityPoint(sample)),
    )
    return { kind: 'equity', currency, added }
  }

  #realizedToday() {
    const { engine, store } = this.#parts
    const times = [...engine.books.venues.values()].map((venue) => venue.marketTime ?? 0)
    const from = Math.floor(Math.max(0, ...times) / dayMs) * dayMs
    return store.fills.realizedByBot(from, from + dayMs)
  }
}

import type { FeedBody, Topic } from '../../../src-preload/contract/feed.ts'
import type { CandleRow, DecisionView, EquityPoint, FillView } from '../../../src-preload/contract/views.ts'
import type { Change } from '../../engine/changes.ts'
import { type CandleTopic, candleRowOf, type TopicBodies } from './topic-bodies.ts'

/** Tables are redrawn four times a second at most, charts ten times. */
const tablePeriodMs = 250
/** A list that no one takes keeps its newest. */
const listBound = 500

/** Prices, what is held, and what is under way. */
const movesLimits: ReadonlySet<Change['kind']> = new Set([
  'risk',
  'mark',
  'order',
  'fill',
  'balances',
  'equity',
])

type EquityTopic = Extract<Topic, { topic: 'equity' }>

const seriesKey = (of: { venueId: string; symbol: string; timeframe: string }): string =>
  `${of.venueId} ${of.symbol} ${of.timeframe}`

/** What entries are halted by, for many bots at once. */
const movesHalts: ReadonlySet<Change['kind']> = new Set(['engine', 'risk', 'reconciliation'])

/** What has changed on the window's topics since it was last told. Newest wins; closed candles are never dropped. */
export class PendingBodies {
  readonly #bodies: TopicBodies
  readonly #bots = new Set<string>()
  readonly #positions = new Set<string>()
  readonly #orders = new Set<string>()
  readonly #candles = new Map<string, { topic: CandleTopic; rows: Map<number, CandleRow> }>()
  readonly #decisions = new Map<string, DecisionView[]>()
  readonly #equity = new Map<string, { topic: EquityTopic; added: EquityPoint[] }>()
  readonly #quotes = new Map<string, Set<string>>()
  #fills: FillView[] = []
  #balances = false
  #kill = false
  #reconciliation = false
  #breakers = false
  #limits = false
  readonly #botLimits = new Set<string>()
  #halts = false
  #tablesAt = 0

  constructor(bodies: TopicBodies) {
    this.#bodies = bodies
  }

  note(change: Change, topics: readonly Topic[]): void {
    const wants = (name: Topic['topic']) => topics.some(({ topic }) => topic === name)
    if (movesLimits.has(change.kind)) {
      if (wants('limits')) this.#limits = true
      for (const topic of topics) if (topic.topic === 'botLimits') this.#botLimits.add(topic.botId)
    }
    if (movesHalts.has(change.kind) && wants('bots')) this.#halts = true
    switch (change.kind) {
      case 'bot':
        if (wants('bots')) this.#bots.add(change.id)
        break
      case 'position':
        if (wants('positions')) this.#positions.add(change.id)
        break
      case 'order':
        if (wants('orders')) this.#orders.add(change.id)
        break
      case 'mark':
        this.#noteMark(change.venueId, change.symbol, wants)
        this.#noteQuote(change.venueId, change.symbol, topics)
        break
      case 'balances':
        if (wants('balances')) this.#balances = true
        break
      case 'reconciliation':
        if (wants('reconciliation')) this.#reconciliation = true
        break
      case 'kill':
        if (wants('kill')) this.#kill = true
        break
      case 'risk':
        if (wants('breakers')) this.#breakers = true
        break
      case 'fill':
        if (wants('fills')) this.#fills = [...this.#fills, this.#bodies.fill(change.booked)].slice(-listBound)
        break
      case 'decision':
        this.#noteDecision(change, topics)
        break
      case 'equity':
        this.#noteEquity(change, topics)
        break
      case 'candle':
        this.#noteCandle(change, topics)
        break
      default:
        break
    }
  }

  /** Everything that is due, as messages; it is forgotten here. @param now monotonic ms */
  take(now: number): FeedBody[] {
    const due: FeedBody[] = []
    for (const { topic, rows } of this.#candles.values()) {
      const { venueId, symbol, timeframe } = topic
      due.push({ kind: 'candles', venueId, symbol, timeframe, changed: [...rows.values()] })
    }
    this.#candles.clear()
    for (const [botId, added] of this.#decisions) due.push({ kind: 'decisions', botId, added })
    this.#decisions.clear()
    for (const { topic, added } of this.#equity.values()) {
      due.push({ kind: 'equity', accountId: topic.accountId, currency: topic.currency, added })
    }
    this.#equity.clear()
    if (this.#fills.length > 0) due.push({ kind: 'fills', added: this.#fills })
    this.#fills = []
    if (now - this.#tablesAt >= tablePeriodMs) due.push(...this.#takeTables(now))
    return due
  }

  clear(): void {
    this.take(Number.POSITIVE_INFINITY)
    this.#tablesAt = 0
  }

  #takeTables(now: number): FeedBody[] {
    const due: FeedBody[] = []
    if (this.#halts) for (const id of this.#bodies.haltedOtherwise()) this.#bots.add(id)
    if (this.#bots.size > 0) due.push(this.#bodies.bots([...this.#bots]))
    if (this.#positions.size > 0) due.push(this.#bodies.positions([...this.#positions]))
    if (this.#orders.size > 0) due.push(this.#bodies.orders([...this.#orders]))
    if (this.#balances) due.push(this.#bodies.balances())
    if (this.#kill) due.push(this.#bodies.kill())
    if (this.#reconciliation) due.push(this.#bodies.reconciliation())
    if (this.#limits) due.push(this.#bodies.limits())
    for (const id of this.#botLimits) due.push(...this.#bodies.botLimits(id))
    this.#botLimits.clear()
    if (this.#breakers) due.push(this.#bodies.breakers())
    for (const [venueId, symbols] of this.#quotes) due.push(this.#bodies.quotes(venueId, [...symbols]))
    this.#quotes.clear()
    this.#bots.clear()
    this.#positions.clear()
    this.#orders.clear()
    this.#balances = false
    this.#kill = false
    this.#reconciliation = false
    this.#breakers = false
    this.#limits = false
    this.#halts = false
    if (due.length > 0) this.#tablesAt = now
    return due
  }

  #noteMark(venueId: string, symbol: string, wants: (name: Topic['topic']) => boolean): void {
    if (!(wants('positions') || wants('bots'))) return
    for (const position of this.#bodies.positionsAt(venueId, symbol)) {
      if (wants('positions')) this.#positions.add(position.id)
      if (wants('bots')) this.#bots.add(position.botId)
    }
  }

  #noteQuote(venueId: string, symbol: string, topics: readonly Topic[]): void {
    const wanted = topics.some(
      (topic) => topic.topic === 'quotes' && topic.venueId === venueId && topic.symbols.includes(symbol),
    )
    if (!wanted) return
    const waiting = this.#quotes.get(venueId) ?? new Set()
    this.#quotes.set(venueId, waiting.add(symbol))
  }

  #noteDecision({ decision }: Extract<Change, { kind: 'decision' }>, topics: readonly Topic[]): void {
    if (!topics.some((topic) => topic.topic === 'decisions' && topic.botId === decision.botId)) return
    const waiting = this.#decisions.get(decision.botId) ?? []
    this.#decisions.set(decision.botId, [...waiting, this.#bodies.decision(decision)].slice(-listBound))
  }

  #noteEquity({ sample }: Extract<Change, { kind: 'equity' }>, topics: readonly Topic[]): void {
    const wanted = topics.find(
      (topic): topic is EquityTopic =>
        topic.topic === 'equity' &&
        topic.accountId === sample.accountId &&
        topic.currency === sample.currency,
    )
    if (wanted === undefined) return
    const key = `${wanted.accountId} ${wanted.currency}`
    const waiting = this.#equity.get(key)?.added ?? []
    const added = [...waiting, this.#bodies.equityPoint(sample)].slice(-listBound)
    this.#equity.set(key, { topic: wanted, added })
  }

  #noteCandle(change: Extract<Change, { kind: 'candle' }>, topics: readonly Topic[]): void {
    const key = seriesKey(change)
    const wanted = topics.find(
      (topic): topic is CandleTopic => topic.topic === 'candles' && seriesKey(topic) === key,
    )
    if (wanted === undefined) return
    const waiting = this.#candles.get(key) ?? { topic: wanted, rows: new Map() }
    waiting.rows.set(change.candle.openTime, candleRowOf(change.candle))
    this.#candles.set(key, waiting)
  }
}

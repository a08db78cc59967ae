import type { AlertView } from '../../../../src-preload/contract/alert-view.ts'
import type { FeedBody, FeedMessage, Topic } from '../../../../src-preload/contract/feed.ts'
import type { PreloadApi } from '../../../../src-preload/contract/preload-api.ts'
import type { Sentence } from '../../../../src-preload/contract/values.ts'
import type {
  AppSettings,
  BotView,
  DecisionView,
  EngineView,
  EquityPoint,
  FillView,
  JournalView,
  TradeView,
} from '../../../../src-preload/contract/views.ts'
import { fakeBalances, toEngineView } from './engine-view.ts'
import { FakeBot } from './fake-bot.ts'
import { FakeKeys } from './fake-keys.ts'
import { FakeKillSteps } from './fake-kill-steps.ts'
import { noLive } from './fake-live.ts'
import { alertView, type Outbox } from './fake-records.ts'
import { FakeVenues } from './fake-venues.ts'
import { demoSettings, firstSettings } from './form.ts'
import { FakeMarket, minuteMs, spans } from './market.ts'
import { createReplies } from './replies.ts'
import { isWanted } from './wanted.ts'

export interface FakeOptions {
  /** Days that the demo seems to have run already. */
  readonly pastDays?: number
  readonly blocked?: Sentence
  readonly settings?: Partial<AppSettings>
}

const speed = 60
const historyDays = 9
const startEquity = 10_000

/** Everything moves, nothing is real: the window alone, in a browser, without the engine. */
export class FakeEngine {
  readonly markets: readonly FakeMarket[]
  readonly bots = new Map<string, FakeBot>()
  readonly journal: JournalView[] = []
  readonly trades: TradeView[] = []
  fills: FillView[] = []
  alerts: AlertView[] = []
  equity: EquityPoint[] = []
  settings: AppSettings
  readonly venues = new FakeVenues()
  readonly keys = new FakeKeys()
  kill = { engaged: false, since: null as number | null, source: null as 'window' | 'shortcut' | null }
  readonly killSteps = new FakeKillSteps()
  live = noLive
  topics: readonly Topic[] = []
  blocked: Sentence | null
  seq = 0
  now = Date.UTC(2021, 1, 24, 8, 42, 20)
  #peak = startEquity
  #deepest = 0
  #dayEquity = startEquity
  #day = -1
  #count = 0
  #fresh: FeedBody[] = []
  #listeners = new Set<(message: FeedMessage) => void>()
  readonly #pastDays: number

  constructor(options: FakeOptions = {}) {
    this.#pastDays = options.pastDays ?? 0
    this.blocked = options.blocked ?? null
    this.settings = { ...firstSettings, ...options.settings }
    const from = this.now - historyDays * 86_400_000
    const minutes = historyDays * 1440
    this.markets = [
      new FakeMarket('BTC/USDT', 50_600, 2, 7, from, minutes),
      new FakeMarket('DASH/USDT', 72, 2, 4, from, minutes),
      new FakeMarket('ETH/USDT', 1600, 2, 12, from, minutes),
    ]
  }

  market(symbol: string): FakeMarket {
    const found = this.markets.find((market) => market.symbol === symbol) ?? this.markets[0]
    if (found === undefined) throw new Error('no market')
    return found
  }

  readonly out: Outbox = {
    fill: (fill) => {
      if (this.fills.length === 0 && this.#pastDays === 0) {
        const facts = { bot: fill.botName, symbol: fill.symbol }
        this.alert('info', { code: 'alert.first-trade', facts }, `/bots/${fill.botId}/decisions`)
      }
      this.fills = [fill, ...this.fills].slice(0, 500)
      this.#fresh.push({ kind: 'fills', added: [fill] })
    },
    decision: (decision: DecisionView) => {
      this.#fresh.push({ kind: 'decisions', botId: decision.botId, added: [decision] })
    },
    trade: (trade) => {
      this.trades.unshift(trade)
      this.note(
        'position.closed',
        'engine',
        { symbol: trade.symbol, pnl: trade.realizedPnl, currency: trade.quote },
        trade.botId,
      )
    },
    nextId: (kind) => `${kind}-${this.out.nextNumber()}`,
    nextNumber: () => {
      this.#count += 1
      return this.#count
    },
  }

  note(
    event: string,
    actor: 'user' | 'engine',
    facts: JournalView['facts'],
    botId: string | null = null,
  ): void {
    const botName = botId === null ? null : (this.bots.get(botId)?.settings.name ?? null)
    const entry = { id: this.out.nextNumber(), event, actor, botId, botName, orderId: null, facts }
    this.journal.unshift({ ...entry, marketTime: this.now, seenAt: Date.now() })
  }

  alert(severity: AlertView['severity'], sentence: Sentence, target: string | null): void {
    this.alerts = [alertView(this.out.nextId('alert'), severity, sentence, target), ...this.alerts]
    this.#fresh.push({ kind: 'alerts', alerts: this.alerts })
  }

  startDemo(): string[] {
    const trend = new FakeBot('bot-trend', demoSettings('Trend Demo', 'BTC/USDT', '5m', '9', '21'))
    const swing = new FakeBot('bot-swing', demoSettings('Swing Demo', 'DASH/USDT', '15m', '12', '26'))
    for (const bot of [trend, swing]) {
      this.bots.set(bot.id, bot)
      bot.set('running', { code: 'bot.started-by-user' })
      this.note('bot.started', 'user', {}, bot.id)
    }
    const to = this.now
    for (let time = to - this.#pastDays * 86_400_000; time <= to; time += minuteMs) this.#minute(time)
    this.now = to
    this.#fresh = []
    return [trend.id, swing.id]
  }

  /** One minute of the past, from the candles that are already there. */
  #minute(time: number): void {
    this.now = time
    const start = Math.floor(time / minuteMs) * minuteMs
    for (const bot of this.bots.values()) {
      if (start % spans[bot.settings.timeframe] !== 0) continue
      const market = this.market(bot.symbol)
      const close = market.minutes.findLast((row) => row[0] < start)?.[4]
      if (close !== undefined) bot.evaluate(market, close, start, this.out, this.kill.engaged)
    }
    if (start % (15 * minuteMs) === 0) this.#equityPoint(start)
  }

  #equityPoint(time: number): void {
    const btc = this.market('BTC/USDT').minutes
    const priceAt = (moment: number) => btc.findLast((row) => row[0] <= moment)?.[4] ?? 1
    const held = (startEquity * priceAt(time)) / priceAt(this.equity[0]?.time ?? time)
    const point = { time, equity: this.#equityNow(time).toFixed(2), benchmark: held.toFixed(2) }
    this.equity.push(point)
    this.#fresh.push({ kind: 'equity', accountId: 'paper-replay', currency: 'USDT', added: [point] })
  }

  #equityNow(time = this.now): number {
    let equity = startEquity
    for (const bot of this.bots.values()) {
      const price = this.market(bot.symbol).minutes.findLast((row) => row[0] <= time)?.[4] ?? 0
      equity += bot.realized + bot.unrealized(price)
    }
    return equity
  }

  /** A quarter of a second of wall time. */
  tick(): void {
    const before = this.now
    this.now += 250 * speed
    for (const market of this.markets) market.tick(this.now)
    this.venues.tick()
    for (let time = Math.ceil((before + 1) / minuteMs) * minuteMs; time <= this.now; time += minuteMs) {
      const now = this.now
      this.#minute(time)
      this.now = now
    }
    const bodies = [
      ...this.#fresh,
      ...this.topics.flatMap((topic) => this.body(topic, true)),
      this.engineBody(),
    ]
    this.#fresh = []
    for (const body of bodies) if (isWanted(body, this.topics)) this.emit(body)
  }

  emit(body: FeedBody): void {
    this.seq += 1
    const message = { seq: this.seq, at: Date.now(), body }
    for (const listener of this.#listeners) listener(message)
  }

  flush(): void {
    for (const topic of this.topics) for (const body of this.body(topic, true)) this.emit(body)
    for (const body of this.#fresh) if (isWanted(body, this.topics)) this.emit(body)
    this.#fresh = []
    this.emit(this.engineBody())
  }

  body(topic: Topic, changesOnly: boolean): FeedBody[] {
    switch (topic.topic) {
      case 'bots':
        return [{ kind: 'bots', changed: this.venues.doubted(this.#botViews()), removed: [] }]
      case 'positions': {
        const positionOf = (bot: FakeBot) => bot.position(this.market(bot.symbol).price) ?? []
        const open = [...this.bots.values()].flatMap(positionOf)
        const closed = changesOnly ? this.#closedPositions(open.map((row) => row.id)) : []
        return [{ kind: 'positions', changed: open, removed: closed }]
      }
      case 'orders':
        return [{ kind: 'orders', changed: [], removed: [] }]
      case 'balances':
        return [{ kind: 'balances', balances: fakeBalances([...this.bots.values()], startEquity) }]
      case 'reconciliation':
        return [{ kind: 'reconciliation', accounts: [] }]
      case 'breakers':
        return [{ kind: 'breakers', breakers: [] }]
      case 'botLimits':
        return [{ kind: 'botLimits', botId: topic.botId, uses: [], loosensAt: null }]
      case 'limits':
        return [{ kind: 'limits', limits: { scopes: [], assets: [] } }]
      case 'kill':
        return [{ kind: 'kill', steps: [...this.killSteps.all] }]
      case 'fills':
        return changesOnly ? [] : [{ kind: 'fills', added: this.fills.slice(0, 100) }]
      case 'equity':
        return changesOnly
          ? []
          : [{ kind: 'equity', accountId: topic.accountId, currency: topic.currency, added: this.equity }]
      case 'decisions': {
        const { botId } = topic
        const added = this.bots.get(botId)?.decisions.slice(0, 100) ?? []
        return changesOnly ? [] : [{ kind: 'decisions', botId, added }]
      }
      case 'quotes': {
        const { venueId, symbols } = topic
        const last = (symbol: string) => ({ symbol, last: String(this.market(symbol).price), time: this.now })
        const own = venueId === 'replay' ? symbols.map(last) : this.venues.quotes(venueId, symbols)
        return [{ kind: 'quotes', venueId, quotes: own }]
      }
      case 'candles': {
        const { venueId, symbol, timeframe } = topic
        const market = this.venues.market(venueId, symbol) ?? this.market(symbol)
        const changed = market.candles(timeframe, changesOnly ? 2 : 300)
        return [{ kind: 'candles', venueId, symbol, timeframe, changed }]
      }
    }
  }

  #known = new Set<string>()
  #closedPositions(open: readonly string[]): string[] {
    const gone = [...this.#known].filter((id) => !open.includes(id))
    this.#known = new Set(open)
    return gone
  }

  #botViews(): BotView[] {
    return [...this.bots.values()].map((bot) => bot.view(this.market(bot.symbol).price, this.now))
  }

  engineBody(): FeedBody {
    return { kind: 'engine', engine: this.engineView() }
  }

  engineView(): EngineView {
    const equity = this.#equityNow()
    this.#peak = Math.max(this.#peak, equity)
    const drawdown = equity / this.#peak - 1
    this.#deepest = Math.min(this.#deepest, drawdown)
    const day = Math.floor(this.now / 86_400_000)
    if (day !== this.#day) {
      this.#day = day
      const midnight = this.equity.findLast((point) => point.time <= day * 86_400_000)
      this.#dayEquity = midnight === undefined ? equity : Number(midnight.equity)
    }
    const { now, kill, live, blocked } = this
    const account = { equity, startEquity, dayEquity: this.#dayEquity, drawdown, deepest: this.#deepest }
    const price = (symbol: string) => this.market(symbol).price
    const of = { bots: [...this.bots.values()], exchanges: this.venues.views(), accounts: this.keys.views() }
    return toEngineView({ ...of, price, account, now, speed, kill, live, blocked })
  }

  api(): PreloadApi {
    return {
      ask: createReplies(this),
      onFeed: (listener) => {
        this.#listeners.add(listener)
        return () => this.#listeners.delete(listener)
      },
    }
  }
}

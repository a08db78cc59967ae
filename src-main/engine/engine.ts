import type { BotSettings } from '../domain/bots/bot.ts'
import type { ClosedCandle } from '../domain/market/candle.ts'
import type { Timeframe } from '../domain/market/timeframe.ts'
import type { Mode, Order } from '../domain/orders/order.ts'
import { ok, type Result, refused } from '../domain/result.ts'
import { sentence } from '../domain/sentence.ts'
import { EquityTracker } from './accounts/equity-tracker.ts'
import { AlertDesk } from './alert-desk.ts'
import { BotDesk } from './bots/bot-desk.ts'
import { BotRuns } from './bots/bot-runs.ts'
import { BotTrader } from './bots/bot-trader.ts'
import { Changes } from './changes.ts'
import { Journal } from './journal.ts'
import { KillSwitch } from './kill-switch.ts'
import { Lane } from './lane.ts'
import { MarketDesk } from './market-desk.ts'
import { FillDesk } from './orders/fill-desk.ts'
import { OrderDesk } from './orders/order-desk.ts'
import { reconcile } from './orders/reconciliation.ts'
import { UnknownDesk } from './orders/unknown-desk.ts'
import { PairWatches } from './pair-watches.ts'
import type { Analysis, VenueConfig } from './ports/analysis.ts'
import type { Clock } from './ports/clock.ts'
import type { Exchange } from './ports/exchange.ts'
import type { Ids } from './ports/ids.ts'
import type { Log } from './ports/log.ts'
import type { CandleQuery } from './ports/market-feed.ts'
import type { Account, KillLatch, Store } from './ports/store.ts'
import { AccountBook } from './state/account-book.ts'
import { Books, type VenueState } from './state/books.ts'
import { Roster } from './state/roster.ts'
import { VenueDesk } from './venues/venue-desk.ts'

export interface EnginePorts {
  readonly store: Store
  readonly analysis: Analysis
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  /**
   * Opens the trading side of an account on its venue. What it does by itself on market data it does through
   * `asTurn`, so that it takes its place in the lane and its failure halts trading.
   */
  readonly openExchange: (account: Account, venue: VenueState, asTurn: (work: () => void) => void) => Exchange
  /** Markets that are always there; the user's own are remembered. */
  readonly venues: readonly VenueConfig[]
  /** Accounts to open on the first start. */
  readonly firstAccounts: readonly Account[]
}

/** The trading engine: owns all trading state, takes one input at a time, announces what changed. */
export class Engine {
  readonly books = new Books()
  readonly roster = new Roster()
  readonly changes = new Changes()
  readonly equity: EquityTracker
  readonly bots: BotDesk
  readonly killSwitch: KillSwitch
  readonly venues: VenueDesk
  readonly alerts: AlertDesk
  readonly startedAt: number
  readonly #ports: EnginePorts
  readonly #lane: Lane
  readonly #journal: Journal
  readonly #orders: OrderDesk
  readonly #unknown: UnknownDesk
  readonly #trader: BotTrader
  readonly #market: MarketDesk
  readonly #watches: PairWatches
  readonly #ends: (() => void)[] = []

  constructor(ports: EnginePorts) {
    this.#ports = ports
    const { store, clock, ids, log, analysis } = ports
    const { books, roster, changes } = this
    this.startedAt = clock.now()
    this.#lane = new Lane(log, (error) => this.#fail(error))
    this.#watches = new PairWatches(books, analysis)
    const journal = new Journal(store, clock)
    const alerts = new AlertDesk({ store, clock, ids, changes })
    const equity = new EquityTracker(books, store, changes)
    const fills = new FillDesk({ books, roster, store, journal, alerts, changes })
    const orders = new OrderDesk({
      lane: this.#lane,
      books,
      store,
      clock,
      log,
      journal,
      alerts,
      changes,
      fills,
      botName: (id) => roster.get(id)?.bot.settings.name ?? id,
      onPending: (order, pending) => this.#onPending(order, pending),
    })
    const unknown = new UnknownDesk({ lane: this.#lane, books, clock, log, orders })
    orders.settleUnknownWith(unknown)
    const trader = new BotTrader({ books, roster, store, clock, ids, orders, equity, changes })
    const runs = new BotRuns({ roster, store, analysis, journal, alerts, changes })
    this.bots = new BotDesk({
      books,
      roster,
      store,
      clock,
      ids,
      runs,
      journal,
      changes,
      trader,
      orders,
    })
    const openAccount = (account: Account) => this.#openAccount(account)
    const lane = this.#lane
    this.venues = new VenueDesk({
      books,
      roster,
      store,
      analysis,
      clock,
      log,
      lane,
      journal,
      changes,
      openAccount,
    })
    this.killSwitch = new KillSwitch({ books, store, clock, journal, alerts, changes })
    this.#market = new MarketDesk({
      books,
      store,
      clock,
      changes,
      equity,
      bots: this.bots,
      runs,
      trader,
      journal,
    })
    this.#journal = journal
    this.#orders = orders
    this.#unknown = unknown
    this.#trader = trader
    this.alerts = alerts
    this.equity = equity
  }

  /** Loads everything, settles with the exchanges, and lets the bots that were running go on. */
  async start(): Promise<void> {
    const { store, analysis, clock, log } = this.#ports
    const { books } = this
    await this.venues.start(this.#ports.venues)
    if (store.accounts.all().length === 0) {
      for (const account of this.#ports.firstAccounts) store.accounts.insert(account)
    }
    for (const account of store.accounts.all()) {
      // An exchange that was disconnected keeps its accounts for the history.
      if (books.venues.has(account.venueId)) this.#openAccount(account)
    }
    for (const position of store.positions.open()) {
      books.positions.set(position.id, position)
      this.#watches.onPosition(position.id)
    }
    this.#ends.push(
      this.changes.subscribe((change) => change.kind === 'position' && this.#watches.onPosition(change.id)),
    )
    for (const order of store.orders.pending()) this.#adopt(order)
    await reconcile({
      lane: this.#lane,
      books,
      unknown: this.#unknown,
      journal: this.#journal,
      alerts: this.alerts,
      log,
    })
    this.#ends.push(analysis.subscribe((message) => this.#lane.post(() => this.#market.onMessage(message))))
    await this.#lane.ask(() => {
      this.bots.load()
      this.#journal.write('engine.started')
      this.changes.announce({ kind: 'engine' })
    })
    log.info('engine.started', { tookMs: clock.now() - this.startedAt, bots: this.roster.size })
  }

  /** Ends every subscription; orders and positions stay as they are. */
  async stop(): Promise<void> {
    await this.#lane.ask(() => this.#journal.write('engine.stopped'))
    this.venues.end()
    for (const end of this.#ends.splice(0).reverse()) end()
    this.#watches.end()
    await this.#ports.analysis.close()
  }

  /** Closed candles seen in this run. */
  get candlesSeen(): number {
    return this.#market.candles
  }

  /** Candles of a pair for a chart, closed ones only; returns none when the market side has no answer. */
  async candles(venueId: string, query: CandleQuery): Promise<readonly ClosedCandle[]> {
    const answer = await this.#ports.analysis.candles(venueId, query)
    return answer.kind === 'answered' ? answer.value : []
  }

  watchCandles(venueId: string, symbol: string, timeframe: Timeframe): () => void {
    return this.#ports.analysis.watchCandles(venueId, symbol, timeframe)
  }

  /** Runs a command as one turn. */
  command<T>(turn: (engine: Engine) => T): Promise<T> {
    return this.#lane.ask(() => turn(this))
  }

  engageKillSwitch(mode: Mode, source: NonNullable<KillLatch['source']>): void {
    this.#lane.post(() => this.killSwitch.engage(mode, source))
  }

  /** Creates and starts the bots; one that exists under its name is started instead. */
  startBots(all: readonly BotSettings[]): Result<readonly string[], unknown> {
    const ids: string[] = []
    for (const settings of all) {
      const known = [...this.roster.all()].find(({ bot }) => bot.settings.name === settings.name)
      const created = known === undefined ? this.bots.create(settings, 'paper') : ok(known.bot.id)
      if (!created.ok) return refused(created.error)
      this.bots.start(created.value)
      ids.push(created.value)
    }
    return ok(ids)
  }

  /** Starts every bot that is stopped, as far as it can be started. */
  startStopped(): void {
    for (const { bot } of this.roster.all()) if (bot.wish === 'stopped') this.bots.start(bot.id)
  }

  closePosition(id: string): Result<null, 'NOT_FOUND' | 'POSITION_CLOSING'> {
    const position = this.books.positions.get(id)
    if (position === undefined) return refused('NOT_FOUND')
    this.#journal.write('position.close-asked', { actor: 'user', botId: position.botId, facts: { id } })
    return this.#trader.close(position, sentence('order.closed-by-user'))
      ? ok(null)
      : refused('POSITION_CLOSING')
  }

  cancelOrder(id: string): Result<null, 'NOT_FOUND'> {
    const pending = this.books.orders.get(id)
    if (pending === undefined) return refused('NOT_FOUND')
    const { order } = pending
    this.#journal.write('order.cancel-asked', { actor: 'user', botId: order.botId, orderId: id })
    this.#orders.cancel(order)
    return ok(null)
  }

  #openAccount(account: Account): void {
    const { store, openExchange } = this.#ports
    const venue = this.books.venues.get(account.venueId)
    if (venue === undefined)
      throw new Error(`account ${account.id} is on the unknown venue ${account.venueId}`)
    const book = new AccountBook(account)
    for (const { fill, order } of store.fills.ofAccount(account.id)) {
      const market = this.books.market(account.venueId, order.symbol)
      if (market !== undefined) book.book(market, order.side, fill)
    }
    const exchange = openExchange(account, venue, (work) => this.#lane.post(work))
    this.books.accounts.set(account.id, { book, exchange })
    this.#ends.push(
      exchange.subscribe((event) => this.#lane.post(() => this.#orders.onExchangeEvent(account.id, event))),
    )
  }

  #adopt(order: Order): void {
    const { book } = this.books.account(order.accountId)
    const market = this.books.market(book.account.venueId, order.symbol)
    if (market === undefined)
      throw new Error(`order ${order.clientOrderId} on the unknown pair ${order.symbol}`)
    // Its expected price is not kept: the smallest stands in until it is settled, which is before any entry.
    this.books.orders.set(order.clientOrderId, { order, expected: order.limitPrice ?? market.priceStep })
    this.#onPending(order, true)
  }

  #onPending(order: Order, pending: boolean): void {
    this.#watches.onOrder(order, pending)
    if (!pending) this.#lane.post(() => this.bots.closeOut(order.botId))
  }

  /** A turn that threw is a bug: no more entries, exits go on, the user is told. */
  #fail(error: Error): void {
    this.#ports.log.error('engine.failed', { message: error.message, stack: error.stack ?? '' })
    this.books.blocked = { code: 'blocked.engine-failed', message: error.message }
    this.changes.announce({ kind: 'engine' })
    try {
      this.alerts.raise('critical', sentence('alert.engine-failed', { message: error.message }), '/overview')
    } catch (second) {
      this.#ports.log.error('engine.alert-failed', { message: String(second) })
    }
  }
}

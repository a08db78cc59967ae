import type { BotSettings } from '../domain/bots/bot.ts'
import type { ClosedCandle } from '../domain/market/candle.ts'
import type { Timeframe } from '../domain/market/timeframe.ts'
import type { Mode, Order } from '../domain/orders/order.ts'
import { AccountDesk } from './accounts/account-desk.ts'
import { AccountOpener } from './accounts/account-opener.ts'
import { EquityTracker } from './accounts/equity-tracker.ts'
import { KeyDesk } from './accounts/key-desk.ts'
import { KeyWatch } from './accounts/key-watch.ts'
import { AlertDesk } from './alert-desk.ts'
import { BotDesk } from './bots/bot-desk.ts'
import { BotRuns } from './bots/bot-runs.ts'
import { BotTrader } from './bots/bot-trader.ts'
import { ClosingBots } from './bots/closing-bots.ts'
import { Entries } from './bots/entries.ts'
import { EntryChoice } from './bots/entry-choice.ts'
import { EntryRoutes } from './bots/entry-routes.ts'
import { Exits } from './bots/exits.ts'
import { MissingParts } from './bots/missing-parts.ts'
import { SplitEntries } from './bots/split-entries.ts'
import { startBots, startStopped } from './bots/start-many.ts'
import { Wishes } from './bots/wishes.ts'
import { Changes } from './changes.ts'
import type { EnginePorts } from './engine-ports.ts'
import { Failures } from './failures.ts'
import { Journal } from './journal.ts'
import { KillSteps } from './kill/kill-steps.ts'
import { KillSwitch } from './kill/kill-switch.ts'
import { Lane } from './lane.ts'
import { LiveDesk } from './live/live-desk.ts'
import { MarketDesk } from './market-desk.ts'
import { lastsOverStart } from './matters.ts'
import { FeeValues } from './orders/fee-values.ts'
import { FillDesk } from './orders/fill-desk.ts'
import { ManualOrders } from './orders/manual-orders.ts'
import { OrderDesk } from './orders/order-desk.ts'
import { UnknownDesk } from './orders/unknown-desk.ts'
import { PairWatches } from './pair-watches.ts'
import type { SeriesCoverage } from './ports/analysis.ts'
import type { Asked } from './ports/exchange.ts'
import type { KillLatch } from './ports/kill-store.ts'
import type { CandleQuery } from './ports/market-feed.ts'
import type { VenueConfig } from './ports/venue.ts'
import { type OpenedReconciliation, openReconciliation } from './reconciliation/open-reconciliation.ts'
import type { Reconciliation } from './reconciliation/reconciliation.ts'
import { RiskDesk } from './risk/risk-desk.ts'
import { Books } from './state/books.ts'
import { Roster } from './state/roster.ts'
import { ProtectionDesk } from './stops/protection-desk.ts'
import { StopDesk } from './stops/stop-desk.ts'
import { UnprotectedWatch } from './stops/unprotected-watch.ts'
import { DataDesk } from './venues/data-desk.ts'
import { VenueDesk } from './venues/venue-desk.ts'

/** Stale data are looked for this often. */
const dataCheckMs = 5_000

/** The trading engine: owns all trading state, takes one input at a time, announces what changed. */
export class Engine {
  readonly books = new Books()
  readonly roster = new Roster()
  readonly changes: Changes
  readonly equity: EquityTracker
  readonly keys: KeyDesk
  readonly bots: BotDesk
  readonly killSwitch: KillSwitch
  readonly killSteps: KillSteps
  readonly live: LiveDesk
  readonly venues: VenueDesk
  readonly alerts: AlertDesk
  readonly stops: StopDesk
  readonly protection: ProtectionDesk
  readonly risk: RiskDesk
  readonly manual: ManualOrders
  readonly reconciliation: Reconciliation
  readonly settling: OpenedReconciliation
  readonly startedAt: number
  readonly #ports: EnginePorts
  readonly #lane: Lane
  readonly #journal: Journal
  readonly #accounts: AccountDesk
  readonly #orders: OrderDesk
  readonly #trader: BotTrader
  readonly #closing: ClosingBots
  readonly #missing: MissingParts
  readonly #market: MarketDesk
  readonly #watches: PairWatches
  readonly #data: DataDesk
  readonly #unknown: UnknownDesk
  readonly #ends: (() => void)[] = []

  constructor(ports: EnginePorts) {
    this.#ports = ports
    const { store, clock, ids, log, analysis } = ports
    const { books, roster } = this
    this.startedAt = clock.now()
    const changes = new Changes(log)
    const journal = new Journal(store, clock)
    const alerts = new AlertDesk({ store, clock, ids, changes, roster })
    const common = { books, roster, store, clock, ids, log, analysis, journal, alerts, changes }
    const failures = new Failures(common)
    const lane = new Lane(log, (error) => failures.take(error))
    const equity = new EquityTracker(books, store, changes)
    const fills = new FillDesk({ ...common, fees: new FeeValues(common) })
    const keys = new KeyWatch(common)
    const onPending = (order: Order, pending: boolean) => this.#onPending(order, pending)
    const botName = (id: string) => roster.get(id)?.bot.settings.name ?? id
    const orders = new OrderDesk({ ...common, lane, fills, keys, botName, onPending })
    const unknown = new UnknownDesk({ ...common, lane, orders })
    orders.settleUnknownWith(unknown)
    const exits = new Exits({ ...common, orders })
    const onWaiting = () => lane.postAfterwards(() => trader.writeDecisions())
    const onStopsMoved = () => lane.postAfterwards(() => stops.writeMoved())
    const stops = new StopDesk({ ...common, exits, onMoved: onStopsMoved })
    const watch = new UnprotectedWatch(common)
    this.protection = new ProtectionDesk({ ...common, lane, orders, exits, stops, watch })
    exits.guardWith(this.protection)
    const trading = { equity, fills, orders, unknown, exits, stops, onPending }
    this.settling = openReconciliation({ ...common, ...trading, lane })
    orders.coverOversoldWith(this.settling.oversold)
    this.reconciliation = this.settling.reconciliation
    const risk = new RiskDesk({ ...common, equity, orders, lane })
    const { gate, limits, breakers } = risk
    const entries = new Entries({ ...common, gate })
    const routes = new EntryRoutes(common)
    const splits = new SplitEntries({ entries, gate })
    const choice = new EntryChoice({ ...common, entries, splits, routes, later: (turn) => lane.post(turn) })
    const trader = new BotTrader({ ...common, stops, orders, choice, exits, breakers, onWaiting })
    const wishes = new Wishes(common)
    const closing = new ClosingBots({ ...common, exits, wishes })
    const runs = new BotRuns({ ...common, routes })
    this.bots = new BotDesk({ ...common, runs, orders, closing, wishes, limits })
    this.live = new LiveDesk({ ...common, bots: this.bots, runs })
    const { live } = ports
    const configOf = (venueId: string) => this.venues.configOf(venueId)
    const opener = new AccountOpener({ ...common, lane, live, keys, configOf })
    const accounts = new AccountDesk({
      ...common,
      lane,
      orders,
      opener,
      reconciliation: this.reconciliation,
      openExchange: ports.openExchange,
    })
    const connect = (config: VenueConfig) => this.venues.connect(config)
    this.keys = new KeyDesk({ ...common, lane, live, accounts, configOf, connect })
    this.#ends.push(() => opener.end())
    this.venues = new VenueDesk({ ...common, lane, openAccount: (account) => accounts.add(account) })
    this.killSteps = new KillSteps({ ...common, lane, exits, orders })
    this.killSwitch = new KillSwitch({ ...common, steps: this.killSteps })
    const data = new DataDesk(common)
    this.#market = new MarketDesk({ ...common, lane, stops, equity, risk, closing, runs, trader, data })
    this.risk = risk
    this.#data = data
    this.stops = stops
    this.changes = changes
    this.#lane = lane
    this.#journal = journal
    this.#trader = trader
    this.#accounts = accounts
    this.#orders = orders
    this.manual = new ManualOrders({ ...common, exits, orders })
    this.#closing = closing
    this.#missing = new MissingParts(common)
    this.#unknown = unknown
    this.#watches = new PairWatches(books, analysis)
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
      if (books.venues.has(account.venueId)) this.#accounts.open(account)
    }
    this.risk.limits.load()
    for (const position of store.positions.open()) {
      books.positions.set(position.id, position)
      this.#watches.onPosition(position.id)
    }
    this.#ends.push(
      this.changes.subscribe((change) => {
        if (change.kind === 'fill') this.stops.onFill(change.booked.order)
        if (change.kind !== 'position') return
        this.#watches.onPosition(change.id)
        this.stops.onPosition(change.id)
        this.#lane.post(() => this.protection.tend(change.id))
        this.settling.dust.onPosition(change.id)
      }),
    )
    this.stops.load()
    this.alerts.settle(lastsOverStart)
    for (const order of store.orders.pending()) this.#adopt(order)
    this.protection.load()
    await this.reconciliation.atStart()
    this.#ends.push(this.reconciliation.begin(), this.settling.sleep.begin())
    this.#ends.push(analysis.subscribe((message) => this.#lane.post(() => this.#market.onMessage(message))))
    this.#ends.push(clock.every(dataCheckMs, () => this.#lane.post(() => this.#data.onTime())))
    await this.#lane.ask(() => {
      this.bots.load()
      this.risk.breakers.load()
      this.#ends.push(this.risk.begin())
      this.live.tellOfStopped()
      this.#ends.push(this.killSteps.begin())
      this.#ends.push(this.protection.begin())
      this.#journal.write('engine.started')
      this.changes.announce({ kind: 'engine' })
    })
    log.info('engine.started', { tookMs: clock.now() - this.startedAt, bots: this.roster.size })
  }

  /** Ends every subscription; orders and positions stay as they are. */
  async stop(): Promise<void> {
    try {
      await this.#lane.ask(() => {
        this.#trader.writeDecisions()
        this.stops.writeMoved()
        this.#market.sample()
        this.#journal.write('engine.stopped')
      })
    } finally {
      this.venues.end()
      for (const account of this.books.accounts.values()) account.close()
      this.#unknown.end()
      this.#orders.submissions.end()
      for (const end of this.#ends.splice(0).reverse()) end()
      this.#watches.end()
      await this.#ports.live.accounts.end()
      await this.#ports.analysis.close()
    }
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

  coverage(venueId: string): Promise<Asked<readonly SeriesCoverage[]>> {
    return this.#ports.analysis.coverage(venueId)
  }

  watchCandles(venueId: string, symbol: string, timeframe: Timeframe): () => void {
    return this.#ports.analysis.watchCandles(venueId, symbol, timeframe)
  }

  watchQuotes(venueId: string, symbol: string): () => void {
    return this.#ports.analysis.watchQuotes(venueId, symbol)
  }

  /** Runs a command as one turn. */
  command<T>(turn: (engine: Engine) => T): Promise<T> {
    return this.#lane.ask(() => turn(this))
  }

  engageKillSwitch(modes: readonly Mode[], source: NonNullable<KillLatch['source']>): void {
    this.#lane.post(() => this.killSwitch.engage(modes, source))
  }

  startBots(all: readonly BotSettings[]): ReturnType<typeof startBots> {
    return startBots(this, all)
  }

  startStopped(): void {
    startStopped(this)
  }

  #adopt(order: Order): void {
    this.books.orders.set(order.clientOrderId, { order })
    this.#onPending(order, true)
  }

  #onPending(order: Order, pending: boolean): void {
    // First of all: what an end means for the coins that the order held.
    this.protection.onPending(order, pending)
    this.risk.onPending(order, pending)
    if (pending) return
    this.#lane.post(() => this.settling.dust.onEnded(order))
    this.#lane.post(() => this.#missing.onEnded(order))
    this.#lane.post(() => this.#closing.onEnded(order))
    this.#lane.post(() => this.killSteps.go())
  }
}

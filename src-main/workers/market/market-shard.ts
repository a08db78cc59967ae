import type { WorkerAnswer, WorkerCommand, WorkerReport } from '../../adapters/market-pool/protocol.ts'
import { SharedMarks } from '../../adapters/market-pool/shared-marks.ts'
import { withSharedReadings } from '../../adapters/market-pool/shared-readings.ts'
import type { AnalysisTask } from '../../engine/ports/analysis.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { MarketEvent } from '../../engine/ports/market-feed.ts'
import type { OpenVenue, ShardVenue } from './open-venue.ts'
import { Outbox, outboxBeatMs } from './outbox.ts'
import { SymbolDesk } from './symbol-desk.ts'
import { VenueDoor } from './venue-door.ts'

/** Last prices and candles in progress go to main this often; decisions go at once. */

/** Health goes to main this often. */
const healthMs = 1_000

/** Candles that should have closed are looked for this often. */
const timeMs = 1_000

/** A longer pause between two looks was the computer's sleep: sockets that look open may be long dead. */
const sleepMs = 10_000

/** The market side of the engine: feeds, series and strategies of the pairs given to it. */
export class MarketShard {
  readonly #venues = new Map<string, ShardVenue>()
  readonly #door: VenueDoor
  readonly #desks = new Map<string, SymbolDesk>()
  readonly #outbox: Outbox
  readonly #marks = new SharedMarks()
  readonly #report: (report: WorkerReport) => void
  readonly #clock: Clock
  readonly #ends: (() => void)[]
  #lookedAt: number
  readonly #venueEnds = new Map<string, () => void>()

  constructor(open: OpenVenue, clock: Clock, report: (report: WorkerReport) => void) {
    this.#door = new VenueDoor({ open, report, opened: (venue) => this.addVenue(venue) })
    this.#clock = clock
    this.#lookedAt = clock.now()
    this.#report = report
    this.#outbox = new Outbox({
      now: () => clock.monotonic(),
      send: (messages) => report({ kind: 'messages', messages: withSharedReadings(messages) }),
      taken: () => this.#marks.taken,
    })
    report({ kind: 'marks', memory: this.#marks.memory })
    this.#ends = [
      clock.every(outboxBeatMs, () => this.#outbox.flushDue()),
      clock.every(healthMs, () => this.#tellHealth()),
      clock.every(timeMs, () => this.#onTime()),
    ]
  }

  /** Takes a venue whose markets are known and does what was asked of it meanwhile. */
  addVenue(venue: ShardVenue): void {
    const { id } = venue.info
    this.#venues.set(id, venue)
    this.#venueEnds.set(
      id,
      venue.feed.subscribe((event) => this.#onEvent(id, event)),
    )
    for (const command of this.#door.takeWaiting(id)) this.handle(command)
    this.#outbox.flush()
  }

  handle(command: WorkerCommand): void {
    if (this.#door.keeps(command, this.#venues)) return
    switch (command.kind) {
      case 'open-venue':
        void this.#door.open(command.question, command.config, this.#venues.get(command.config.id))
        break
      case 'close-venue':
        this.#closeVenue(command.id)
        break
      case 'candles':
      case 'book':
        void this.#ask(command)
        break
      case 'coverage':
        this.#tellCoverage(command.question, command.venueId)
        break
      case 'assign':
        this.#assign(command.task)
        break
      case 'release':
        this.#release(command.botId, command.symbol)
        break
      case 'watch-trades':
        this.#deskIfAny(command.venueId, command.symbol)?.wantTrades(command.watcher, command.filter)
        this.#dropIdle()
        break
      case 'watch-quotes':
        this.#deskIfAny(command.venueId, command.symbol)?.wantQuotes(command.on)
        this.#dropIdle()
        break
      case 'watch-candles':
        this.#deskIfAny(command.venueId, command.symbol)?.wantCandles(command.timeframe, command.on)
        this.#dropIdle()
        break
      case 'watch-stop':
        this.#deskIfAny(command.venueId, command.symbol)?.watchStop(command.stop)
        break
      case 'end-stop':
        this.#desks.get(`${command.venueId} ${command.symbol}`)?.endStop(command.positionId)
        this.#dropIdle()
        break
      case 'close':
        this.close()
        break
      default:
        command satisfies never
    }
    this.#outbox.flush()
  }

  /** All streams of all venues are opened anew, and what was heard since is verified. */
  suspect(cause: string): void {
    for (const { feed } of this.#venues.values()) feed.suspect(cause)
  }

  close(): void {
    for (const end of this.#ends) end()
    for (const desk of this.#desks.values()) desk.end()
    this.#desks.clear()
    for (const id of [...this.#venues.keys()]) this.#closeVenue(id)
    this.#door.close()
  }

  #closeVenue(id: string): void {
    for (const [key, desk] of this.#desks) {
      if (!key.startsWith(`${id} `)) continue
      desk.end()
      this.#desks.delete(key)
    }
    this.#venueEnds.get(id)?.()
    this.#venueEnds.delete(id)
    this.#venues.get(id)?.feed.close()
    this.#venues.delete(id)
    this.#door.forget(id)
  }

  #tellHealth(): void {
    for (const [venueId, { feed }] of this.#venues) {
      const health = feed.health()
      if (health !== null) this.#outbox.push({ kind: 'health', venueId, health })
    }
    this.#outbox.flush()
  }

  #onTime(): void {
    const now = this.#clock.now()
    const slept = Math.abs(now - this.#lookedAt) > sleepMs
    this.#lookedAt = now
    if (slept) this.suspect('the computer slept')
    for (const [key, desk] of this.#desks) {
      const venue = this.#venues.get(venueOfKey(key))
      if (venue !== undefined) desk.onTime(venue.feed.marketTime())
    }
    this.#outbox.flush()
  }

  #onEvent(venueId: string, event: MarketEvent): void {
    switch (event.kind) {
      case 'trade':
        this.#desks.get(`${venueId} ${event.trade.symbol}`)?.onTrade(event.trade)
        break
      case 'forming':
        this.#desks.get(`${venueId} ${event.symbol}`)?.onForming(event.candle)
        break
      case 'closed':
        this.#desks.get(`${venueId} ${event.symbol}`)?.onClosed(event.candle)
        break
      case 'doubt':
        this.#desks.get(`${venueId} ${event.symbol}`)?.onDoubt(event.since)
        break
      case 'pair': {
        const { symbol, state } = event
        if (state === 'stale') this.#desks.get(`${venueId} ${symbol}`)?.onStale()
        this.#outbox.push({ kind: 'pair', venueId, symbol, state, since: this.#clock.now() })
        break
      }
      case 'state':
        this.#outbox.push({ kind: 'venue', venueId, state: event.state })
        break
      default:
        event satisfies never
    }
    this.#outbox.flushSoon()
  }

  /** A task that cannot even begin fails for its own bot; the other bots of this worker go on. */
  #assign(task: AnalysisTask): void {
    const { botId, symbol, version } = task
    // A bot that is assigned anew leaves its old series.
    this.#release(botId, symbol)
    try {
      this.#desk(task.venueId, symbol).assign(task)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      this.#outbox.push({ kind: 'strategy-failed', botId, symbol, version, message })
      this.#dropIdle()
    }
  }

  /** null for a pair that nobody trades: a chart of it stays empty. */
  #deskIfAny(venueId: string, symbol: string): SymbolDesk | null {
    try {
      return this.#desk(venueId, symbol)
    } catch (error) {
      if (error instanceof RangeError) return null
      throw error
    }
  }

  /** @throws RangeError when there is no such venue or its feed has no such pair */
  #desk(venueId: string, symbol: string): SymbolDesk {
    const key = `${venueId} ${symbol}`
    const known = this.#desks.get(key)
    if (known !== undefined) return known
    const venue = this.#venues.get(venueId)
    if (venue === undefined) throw new RangeError(`no venue "${venueId}"`)
    const desk = new SymbolDesk({
      venueId,
      symbol,
      feed: venue.feed,
      outbox: this.#outbox,
      clock: this.#clock,
      marks: this.#marks,
    })
    this.#desks.set(key, desk)
    return desk
  }

  #release(botId: string, symbol: string): void {
    for (const [key, desk] of this.#desks) if (key.endsWith(` ${symbol}`)) desk.release(botId)
    this.#dropIdle()
  }

  #dropIdle(): void {
    for (const [key, desk] of this.#desks) {
      if (!desk.idle) continue
      desk.end()
      this.#desks.delete(key)
    }
  }

  #tellCoverage(question: number, venueId: string): void {
    const value = [...this.#desks]
      .filter(([key]) => venueOfKey(key) === venueId)
      .flatMap(([, desk]) => desk.coverage())
    this.#report({ kind: 'answer', question, value: { kind: 'answered', value } })
  }

  async #ask(command: Extract<WorkerCommand, { kind: 'candles' | 'book' }>): Promise<void> {
    const { question, venueId } = command
    const feed = this.#venues.get(venueId)?.feed
    const tell = (value: WorkerAnswer) => this.#report({ kind: 'answer', question, value })
    if (feed === undefined) tell({ kind: 'failed', cause: `no venue "${venueId}"` })
    else if (command.kind === 'candles') tell(await feed.candles(command.query))
    else tell(await feed.book(command.symbol))
  }
}

const venueOfKey = (key: string): string => key.split(' ')[0] ?? ''

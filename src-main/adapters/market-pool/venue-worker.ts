import type { ClosedCandle } from '../../domain/market/candle.ts'
import { marketFromText } from '../../domain/market/market-text.ts'
import type { OrderBook } from '../../domain/market/order-book.ts'
import type { AnalysisMessage, SeriesCoverage } from '../../engine/ports/analysis.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { Asked } from '../../engine/ports/exchange.ts'
import type { Log } from '../../engine/ports/log.ts'
import type { CandleQuery } from '../../engine/ports/market-feed.ts'
import type { VenueConfig, VenueInfo } from '../../engine/ports/venue.ts'
import { Questions } from '../threads/questions.ts'
import { Supervised } from '../threads/supervised.ts'
import type { WireVenue, WorkerCommand, WorkerLink, WorkerReport } from './protocol.ts'
import { SharedMarks } from './shared-marks.ts'
import { withReadingsOfEach } from './shared-readings.ts'

/** Between two tries to reach a venue again after a restart. */
const reopenMs = 5_000
const answerLimitMs = 60_000

export interface VenueWorkerOptions {
  readonly start: () => WorkerLink
  readonly clock: Clock
  readonly log: Log
  readonly emit: (message: AnalysisMessage) => void
  /** Everything that is to be done at a venue now: for a worker that does not know it yet. */
  readonly workAt: (venueId: string) => readonly WorkerCommand[]
  /** The worker was lost while the strategy of this task had its thread. */
  readonly onLostIn: (version: number, cause: string) => void
}

/**
 * One market worker and the venues that are its own. When it ends by itself its venues are down; another is started,
 * opens them and is given their work again, and series load what they missed.
 */
export class VenueWorker {
  readonly #options: VenueWorkerOptions
  readonly #questions: Questions
  readonly #venues = new Map<string, VenueConfig>()
  readonly #worker: Supervised<WorkerLink>
  #marks: SharedMarks | null = null

  constructor(options: VenueWorkerOptions) {
    const { clock, log, emit, onLostIn } = options
    this.#options = options
    this.#questions = new Questions({ clock, who: 'the market worker', limitMs: answerLimitMs })
    this.#worker = new Supervised({
      clock,
      start: () => this.#start(),
      onDown: (failure) => {
        log.error('market-worker.failed', { venues: this.#names(), ...failure })
        for (const venueId of this.#venues.keys()) emit({ kind: 'venue', venueId, state: 'down' })
        this.#questions.failAll(failure.message)
        const version = this.#marks?.working ?? 0
        this.#marks = null
        if (version !== 0) onLostIn(version, failure.message)
      },
      onBack: (link, cause) => {
        for (const config of this.#venues.values()) {
          void this.#reopen(config, link)
          this.#giveWork(config.id)
        }
        emit({ kind: 'restarted', venueIds: [...this.#venues.keys()], cause })
      },
    })
  }

  /** How many venues it has. */
  get load(): number {
    return this.#venues.size
  }

  open(config: VenueConfig): Promise<Asked<VenueInfo>> {
    const isNew = !this.#venues.has(config.id)
    this.#venues.set(config.id, config)
    const opened = this.#ask(config)
    if (isNew) this.#giveWork(config.id)
    return opened
  }

  closeVenue(id: string): void {
    this.#venues.delete(id)
    this.send({ kind: 'close-venue', id })
  }

  /** What is sent while no worker runs is not lost: the next one is given all work anew. */
  send(command: WorkerCommand): void {
    this.#worker.link?.send(command)
  }

  candles(venueId: string, query: CandleQuery): Promise<Asked<readonly ClosedCandle[]>> {
    return this.#answer((question) => ({ kind: 'candles', question, venueId, query }))
  }

  book(venueId: string, symbol: string): Promise<Asked<OrderBook>> {
    return this.#answer((question) => ({ kind: 'book', question, venueId, symbol }))
  }

  coverage(venueId: string): Promise<Asked<readonly SeriesCoverage[]>> {
    return this.#answer((question) => ({ kind: 'coverage', question, venueId }))
  }

  /** It says nothing more from now on; resolves when its thread has ended. */
  close(): Promise<void> {
    this.#questions.failAll('the market worker is closed')
    return this.#worker.close()
  }

  #start(): WorkerLink {
    const link = this.#options.start()
    link.onReport((report) => {
      // The last words of one that hung and was given up come too late.
      if (this.#worker.link === link) this.#take(report)
    })
    return link
  }

  async #ask(config: VenueConfig): Promise<Asked<VenueInfo>> {
    const opened = await this.#answer<WireVenue>((question) => ({ kind: 'open-venue', question, config }))
    if (opened.kind === 'failed') return opened
    const { value } = opened
    return { kind: 'answered', value: { ...value, markets: value.markets.map(marketFromText) } }
  }

  /** Nobody waits for the answer: what cannot be reached now is tried for as long as this worker has it. */
  async #reopen(config: VenueConfig, link: WorkerLink): Promise<void> {
    const opened = await this.#ask(config)
    if (opened.kind === 'answered') return
    this.#options.clock.after(reopenMs, () => {
      const isOurs = this.#venues.get(config.id) === config && this.#worker.link === link
      if (isOurs) void this.#reopen(config, link)
    })
  }

  #giveWork(venueId: string): void {
    for (const command of this.#options.workAt(venueId)) this.send(command)
  }

  /** Fails at once while no worker runs: there is no one who could answer. */
  #answer<T>(question: (number: number) => WorkerCommand): Promise<Asked<T>> {
    const { link } = this.#worker
    if (link === null) return Promise.resolve({ kind: 'failed', cause: 'the market worker has failed' })
    return this.#questions.ask<Asked<T>>(
      (number) => link.send(question(number)),
      (cause) => ({ kind: 'failed', cause }),
    )
  }

  #take(report: WorkerReport): void {
    if (report.kind === 'answer') this.#questions.answer(report.question, report.value)
    else if (report.kind === 'log') this.#options.log[report.level](report.event, report.fields)
    else if (report.kind === 'marks') this.#marks = new SharedMarks(report.memory)
    else if (report.kind === 'messages') {
      for (const message of withReadingsOfEach(report.messages)) this.#options.emit(message)
      this.#marks?.take()
    }
  }

  #names(): string {
    return [...this.#venues.keys()].join(', ')
  }
}

import { EntryWatch } from './entry-watch.ts'
import type { LifeClock } from './life-clock.ts'
import { ProtectionWatch } from './protection-watch.ts'
import { Choices } from './random-choices.ts'
import type { Schedule, Trouble } from './schedule.ts'
import { type VenueAnswer, VenueBooks, type VenueDeed, type VenueNews } from './venue-books.ts'
import { Weather } from './weather.ts'

type Place = Extract<VenueDeed, { kind: 'place' }>

/** Everything that a world must be told to be made again after the process that it was in is gone. */
export type WorldRecord =
  | { readonly kind: 'done'; readonly deed: VenueDeed }
  | { readonly kind: 'sent'; readonly deed: Place }
  | { readonly kind: 'lost'; readonly clientId: string }
  | { readonly kind: 'step'; readonly index: number }
  | { readonly kind: 'found'; readonly text: string }

/** What outlives every process of the app: the exchange, the weather, and the time. */
export class World {
  readonly schedule: Schedule
  readonly books: VenueBooks
  readonly watch: EntryWatch
  readonly protection: ProtectionWatch
  readonly weather: Weather
  /** How far the computer's clock is off. */
  clockOffsetMs = 0
  /** First step that is still to come. */
  nextStep = 0
  lives = 0
  #isStale = false
  #time: number
  #clock: LifeClock | null = null
  /** Orders on their way to the exchange. */
  readonly #sent = new Map<string, Place>()
  readonly #record: (record: WorldRecord) => void

  /** @param record is told of everything, each before it happens */
  constructor(schedule: Schedule, record: (record: WorldRecord) => void = () => {}) {
    this.schedule = schedule
    this.books = new VenueBooks(schedule.rules)
    this.protection = new ProtectionWatch(this.books)
    this.watch = new EntryWatch(
      () => this.time,
      (text) => record({ kind: 'found', text }),
    )
    this.#time = schedule.startAt
    this.weather = new Weather(() => this.time)
    this.#record = record
  }

  /** Last true time known, epoch ms. */
  get time(): number {
    return this.#clock?.trueTime() ?? this.#time
  }

  /** Whether the app hears no prices. */
  get isStale(): boolean {
    return this.#isStale
  }

  setStale(isStale: boolean): void {
    this.#isStale = isStale
    if (isStale) this.watch.forbid('prices are stale')
    else this.watch.allow('prices are stale')
  }

  /** Time runs by the clock of a life. */
  begin(clock: LifeClock): void {
    this.#clock = clock
  }

  /** The life has ended, and time stands still. */
  end(): void {
    if (this.#clock === null) return
    this.#time = this.#clock.trueTime()
    this.clockOffsetMs = this.#clock.offsetMs
    this.#clock = null
  }

  /** Nobody is there; what is on its way arrives or does not, and the market goes on. */
  passWithoutApp(ms: number): void {
    const chance = new Choices(this.schedule.seed, 'in flight', this.lives)
    for (const deed of this.#sent.values()) if (chance.chance(0.5)) this.do({ ...deed, at: this.#time })
    this.#sent.clear()
    this.#time += ms
    for (let step = this.#due(); step !== undefined; step = this.#due()) {
      if (step.kind === 'price') this.setPrice(step.symbol, step.price)
      if (step.kind === 'trouble') this.begins(step.trouble, step.forMs)
      if (step.kind === 'clock-jumps') this.clockOffsetMs += step.byMs
      if (step.kind === 'data') this.setStale(step.state === 'stale')
      this.nextStep += 1
    }
  }

  /** The next step's number was reached. */
  takeStep(): void {
    this.#record({ kind: 'step', index: this.nextStep })
    this.nextStep += 1
  }

  sent(deed: Place): void {
    this.#record({ kind: 'sent', deed })
    this.#sent.set(deed.clientId, deed)
  }

  /** It was too long on its way, and the exchange did nothing. */
  lost(clientId: string): void {
    this.#record({ kind: 'lost', clientId })
    this.#sent.delete(clientId)
  }

  do(deed: VenueDeed): VenueAnswer {
    this.#record({ kind: 'done', deed })
    if (deed.kind === 'place') this.#sent.delete(deed.clientId)
    return this.books.do(deed)
  }

  setPrice(symbol: string, price: string): readonly VenueNews[] {
    return this.do({ kind: 'price', at: this.time, symbol, price }).news
  }

  /** Something goes wrong from now on; an exchange that restarts may have ended every order, and tells nobody. */
  begins(trouble: Trouble, forMs: number): void {
    this.weather.begin(trouble, forMs)
    if (trouble !== 'exchange-restarts-and-cancels') return
    for (const { clientId, status } of this.books.orders) {
      if (status === 'open') this.do({ kind: 'cancel', at: this.time, clientId })
    }
  }

  /** Makes again what a process that is gone had recorded. */
  restore(records: readonly WorldRecord[]): void {
    for (const record of records) {
      switch (record.kind) {
        case 'done':
          this.#time = Math.max(this.#time, record.deed.at)
          this.do(record.deed)
          break
        case 'sent':
          this.sent(record.deed)
          break
        case 'lost':
          this.lost(record.clientId)
          break
        case 'found':
          this.watch.found.push(record.text)
          break
        case 'step':
          this.#restoreStep(record.index)
          break
      }
    }
    this.lives += 1
  }

  #restoreStep(index: number): void {
    const step = this.schedule.steps[index]
    this.nextStep = index + 1
    if (step === undefined) return
    this.#time = Math.max(this.#time, this.schedule.startAt + step.at)
    if (step.kind === 'trouble') this.weather.begin(step.trouble, step.forMs)
    if (step.kind === 'clock-jumps') this.clockOffsetMs += step.byMs
    if (step.kind === 'data') this.setStale(step.state === 'stale')
  }

  #due() {
    const { steps, startAt } = this.schedule
    const step = steps[this.nextStep]
    return step !== undefined && startAt + step.at <= this.#time ? step : undefined
  }
}

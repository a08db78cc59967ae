import type { Indicator } from '../indicators/indicator.ts'
import type { ClosedCandle, FormingCandle } from '../market/candle.ts'
import { CandleCopies } from './candle-copies.ts'

/** Which indicator a strategy wants: the same key means the same kind with the same parameters. */
export interface IndicatorWish<Value> {
  readonly key: string
  make(): Indicator<Value>
}

/** An indicator as strategies read it. */
export interface IndicatorReader<Value> {
  readonly warmUpCandles: number
  /** As of the last closed candle. */
  readonly closed: Value
  /** As of the candle that is being read: the one that has just closed, or the one in progress. */
  readonly now: Value
}

/** One indicator and everyone who reads it. What is peeked is worked out once per tick, and only if it is read. */
class SharedIndicator<Value> implements IndicatorReader<Value> {
  readonly #set: SharedIndicators
  readonly #wish: IndicatorWish<Value>
  #indicator: Indicator<Value>
  /** As of the tick `#peekedAt`. */
  #peeked: Value
  #peekedAt = -1
  users = 0

  constructor(set: SharedIndicators, wish: IndicatorWish<Value>) {
    this.#set = set
    this.#wish = wish
    this.#indicator = wish.make()
    this.#peeked = this.#indicator.value
  }

  get warmUpCandles(): number {
    return this.#indicator.warmUpCandles
  }
  get closed(): Value {
    return this.#indicator.value
  }
  get now(): Value {
    const { forming, tick } = this.#set
    if (forming === null) return this.#indicator.value
    if (this.#peekedAt !== tick) {
      this.#peeked = this.#indicator.peek(forming)
      this.#peekedAt = tick
    }
    return this.#peeked
  }

  commit(candle: ClosedCandle): void {
    this.#indicator.commit(candle)
  }
  restart(): void {
    this.#indicator = this.#wish.make()
    this.#peekedAt = -1
  }
}

/** The indicators of one series: each is made once, whoever reads it, and freed with its last reader. */
export class SharedIndicators {
  readonly #shared = new Map<string, SharedIndicator<unknown>>()
  readonly #history: () => Iterable<ClosedCandle>
  readonly #copies = new CandleCopies()
  #forming: FormingCandle | null = null
  #tick = 0
  #closed = 0

  /** @param history the closed candles of the series so far: what comes late to it catches up */
  constructor(history: () => Iterable<ClosedCandle>) {
    this.#history = history
  }

  /** The candle in progress while it is being read; the next one is written over it. */
  get forming(): FormingCandle | null {
    return this.#forming
  }
  /** Rises with every candle or tick that is taken. */
  get tick(): number {
    return this.#tick
  }
  /** Closed candles taken since it began. */
  get candles(): number {
    return this.#closed
  }
  get size(): number {
    return this.#shared.size
  }

  use<Value>(wish: IndicatorWish<Value>): IndicatorReader<Value> {
    // The key names the kind, so that what is kept under it has the kind's value.
    const known = this.#shared.get(wish.key) as SharedIndicator<Value> | undefined
    const shared = known ?? this.#add(wish)
    shared.users += 1
    return shared
  }

  /** One reader less. */
  release(key: string): void {
    const shared = this.#shared.get(key)
    if (shared === undefined) return
    shared.users -= 1
    if (shared.users <= 0) this.#shared.delete(key)
  }

  commit(candle: ClosedCandle): void {
    this.#forming = null
    this.#tick += 1
    this.#closed += 1
    const copy = this.#copies.closed(candle)
    for (const shared of this.#shared.values()) shared.commit(copy)
  }

  /** From now on `now` means the candle in progress, until the next one closes. */
  form(candle: FormingCandle): void {
    this.#forming = this.#copies.forming(candle)
    this.#tick += 1
  }

  /** The series begins anew: so does everything that was made of it. */
  restart(): void {
    this.#forming = null
    this.#tick += 1
    this.#closed = 0
    for (const shared of this.#shared.values()) shared.restart()
  }

  #add<Value>(wish: IndicatorWish<Value>): SharedIndicator<Value> {
    const shared = new SharedIndicator(this, wish)
    for (const candle of this.#history()) shared.commit(this.#copies.closed(candle))
    this.#shared.set(wish.key, shared)
    return shared
  }
}

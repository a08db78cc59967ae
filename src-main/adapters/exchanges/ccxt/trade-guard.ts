import { isPlausibleTrade, type Trade } from '../../../domain/market/market.ts'
import type { Log } from '../../../engine/ports/log.ts'

/** A price this many times away from the last one is no price, */
const absurd = 10
/** unless so many in a row say the same, to a tenth: then the level has moved, or the last one was no price. */
const believed = 3
const sameLevel = 1.1

/** No clock with which an exchange lets itself be spoken to is further off. */
const mostAheadMs = 86_400_000
/** A last trade that lies further ahead than this was wrong itself, and what comes before it is not late. */
const trustedAheadMs = 60_000

/** Faults told of beyond these are only counted. */
const mostTold = 1_000

const kinds = ['implausible', 'absurd', 'outOfOrder', 'malformed', 'movedLevel'] as const
type Kind = (typeof kinds)[number]
export type GuardCounts = Readonly<Record<Kind, number>>

const events: Readonly<Record<Kind, string>> = {
  implausible: 'feed.implausible-trade',
  absurd: 'feed.absurd-price',
  outOfOrder: 'feed.trade-out-of-order',
  malformed: 'feed.malformed-message',
  movedLevel: 'feed.price-level-moved',
}

type GuardedTrade = Omit<Trade, 'symbol'>

/** What is known of a pair: its last trade, and the run of absurd prices since. */
interface Level {
  price: number
  time: number
  /** The first absurd price of the run. */
  candidate: number
  run: number
}

const isNear = (one: number, other: number, factor: number): boolean =>
  one < other * factor && other < one * factor

/**
 * Keeps trades that cannot be out of the engine: counted always, logged once per pair and fault. A price is absurd
 * when it is ten times the last one or more, or a tenth or less. Three such in a row within a tenth of each other are
 * believed, the third is taken: a pair may be re-denominated, and the first trade heard may have been the absurd one.
 */
export class TradeGuard {
  readonly #log: Log
  readonly #now: () => number
  readonly #levels = new Map<string, Level>()
  readonly #told = new Set<string>()
  readonly #counts: Record<Kind, number> = {
    implausible: 0,
    absurd: 0,
    outOfOrder: 0,
    malformed: 0,
    movedLevel: 0,
  }

  /** @param now the exchange's time as best known, epoch ms */
  constructor(log: Log, now: () => number) {
    this.#log = log
    this.#now = now
  }

  get counts(): GuardCounts {
    return { ...this.#counts }
  }

  /** All that was left out, whatever was wrong with it. */
  get dropped(): number {
    const { implausible, absurd, outOfOrder, malformed } = this.#counts
    return implausible + absurd + outOfOrder + malformed
  }

  accepts(symbol: string, trade: GuardedTrade): boolean {
    const { time, price } = trade
    const now = this.#now()
    if (!isPlausibleTrade(trade) || time - now > mostAheadMs)
      return this.#refuse('implausible', symbol, trade)
    const level = this.#levels.get(symbol)
    if (level === undefined) {
      this.#levels.set(symbol, { price, time, candidate: price, run: 0 })
      return true
    }
    if (time < level.time && level.time - now <= trustedAheadMs)
      return this.#refuse('outOfOrder', symbol, trade)
    if (!isNear(price, level.price, absurd) && !this.#believes(level, price)) {
      return this.#refuse('absurd', symbol, trade)
    }
    if (level.run === believed) this.#note('movedLevel', symbol, { from: level.price, to: price })
    level.price = price
    level.time = time
    level.run = 0
    return true
  }

  malformed(stream: string, cause: string): void {
    this.#note('malformed', stream, { cause })
  }

  /** Counts the price into the run that it continues or begins. */
  #believes(level: Level, price: number): boolean {
    if (level.run === 0 || !isNear(price, level.candidate, sameLevel)) {
      level.candidate = price
      level.run = 0
    }
    level.run += 1
    return level.run === believed
  }

  #refuse(kind: Kind, symbol: string, { time, price, amount }: GuardedTrade): false {
    this.#note(kind, symbol, { time, price, amount })
    return false
  }

  /** @param of pair or stream */
  #note(kind: Kind, of: string, facts: Readonly<Record<string, string | number>>): void {
    this.#counts[kind] += 1
    const key = `${kind} ${of}`
    if (this.#told.has(key) || this.#told.size >= mostTold) return
    this.#told.add(key)
    this.#log.warn(events[kind], { of, ...facts })
  }
}

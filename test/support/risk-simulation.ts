import { ratio, toNumber } from '../../src-main/domain/money/decimal.ts'
import { type Random, seededRandom } from '../../src-main/domain/random.ts'
import {
  admits,
  type Breaker,
  type BreakerRule,
  closed,
  onEntry,
  onGoodProbe,
  onTime,
  resetOf,
  trip,
} from '../../src-main/domain/risk/breaker.ts'
import { checkEntry } from '../../src-main/domain/risk/check-entry.ts'
import type { EntryLimits } from '../../src-main/domain/risk/entry-limits.ts'
import { dailyLoss, followResult, isReached } from '../../src-main/domain/risk/loss-track.ts'
import { pick, someLimits } from './random-limits.ts'
import { type Held, money, SimulatedLedger, startMoney, text } from './simulated-ledger.ts'

/** What one sequence came to; each a reason to call it wrong, or proof that something happened. */
export interface Outcome {
  entries: number
  refusals: number
  trips: number
  gaps: number
  wrong: string[]
}

const dayMs = 86_400_000
/** What rounding to eight places may add up to. */
const rounding = 1e-4

/** One account, two bots and three pairs, traded at random under random limits that also change at random. */
class Sequence {
  readonly #random: Random
  readonly #outcome: Outcome
  readonly #ledger = new SimulatedLedger()
  readonly #breakers = new Map<string, Breaker>()
  readonly #streaks = [0, 0]
  #limits: EntryLimits
  #time = 0
  #ids = 0
  /** Per bot, then of the account: what may be lost of the day beyond its limit, see `#check`. */
  #carried = [0, 0, 0]
  #stops = [0, 0, 0]
  #slipped = [0, 0, 0]

  constructor(seed: number, outcome: Outcome) {
    this.#random = seededRandom(seed)
    this.#outcome = outcome
    this.#limits = someLimits(this.#random)
  }

  run(steps: number): void {
    for (let step = 0; step < steps; step += 1) {
      const chance = this.#random()
      this.#time += Math.floor(this.#random() * 3 * 3_600_000)
      this.#tick()
      if (chance < 0.4) this.#enter()
      else if (chance < 0.95) this.#move()
      else this.#limits = this.#changed(someLimits(this.#random))
      this.#check()
    }
  }

  /** What a day may lose is fixed while the sequence runs: how it loosens has tests of its own. */
  #changed(next: EntryLimits): EntryLimits {
    const { bot, account } = this.#limits
    return {
      ...next,
      bot: { ...next.bot, allocation: bot.allocation, dailyLoss: bot.dailyLoss },
      account: { ...next.account, dailyLoss: account.dailyLoss },
    }
  }

  #limitOf(scope: number): number {
    const { bot, account } = this.#limits
    const base =
      scope === 2
        ? startMoney + toNumber(this.#ledger.tracks[2]?.dayStart.amount ?? ratio('0'))
        : toNumber(bot.allocation)
    return base * toNumber(scope === 2 ? account.dailyLoss : bot.dailyLoss)
  }
  #breaker(rule: BreakerRule, scope: number): Breaker {
    return this.#breakers.get(`${rule} ${scope}`) ?? closed
  }
  #set(rule: BreakerRule, scope: number, breaker: Breaker): void {
    this.#breakers.set(`${rule} ${scope}`, breaker)
  }
  #trip(rule: BreakerRule, scope: number, value: number, limit: number): void {
    const before = this.#breaker(rule, scope)
    const nextDay = (Math.floor(this.#time / dayMs) + 1) * dayMs
    const cause = {
      at: this.#time,
      seenAt: 0,
      value: text(value),
      limit: text(limit),
      unit: 'count',
    } as const
    const after = trip(before, cause, resetOf(rule, this.#time, nextDay))
    if (after !== before) this.#outcome.trips += 1
    this.#set(rule, scope, after)
  }

  /** Time goes on: days begin, breakers end, losses are measured at the prices there are. */
  #tick(): void {
    const day = Math.floor(this.#time / dayMs)
    for (const [key, breaker] of this.#breakers) {
      const rule = key.startsWith('daily-loss') ? 'daily-loss' : 'loss-streak'
      if (breaker.state === 'open') this.#breakers.set(key, onTime(breaker, rule, this.#time))
    }
    for (const scope of [0, 1, 2]) {
      const track = this.#ledger.tracks[scope]
      if (track === undefined) continue
      const result = this.#ledger.resultOf(scope)
      const [from, peak] = [toNumber(track.dayStart.amount), toNumber(track.peak.amount)]
      if (day === track.day && result <= peak && from - result < this.#limitOf(scope) * 0.99) continue
      const followed = followResult(track, money(result), day)
      this.#ledger.tracks[scope] = followed
      if (followed.day !== track.day) {
        this.#carried[scope] = Math.max(0, this.#ledger.lossAtStops(scope))
        this.#stops[scope] = 0
        this.#slipped[scope] = 0
      }
      const { bot, account } = this.#limits
      const dayStart = toNumber(followed.dayStart.amount)
      const base = scope === 2 ? startMoney + dayStart : toNumber(bot.allocation)
      const ratioOfDay = scope === 2 ? account.dailyLoss : bot.dailyLoss
      const measured = dailyLoss(followed, money(result), money(base), ratioOfDay)
      if (isReached(measured))
        this.#trip('daily-loss', scope, toNumber(measured.loss.amount), toNumber(measured.limit.amount))
    }
  }

  /** A price moves, now and then by a gap; stops that it reaches sell at it. */
  #move(): void {
    const pair = Math.floor(this.#random() * 3)
    const isGap = this.#random() < 0.1
    const change = isGap ? pick(this.#random, -0.2, 0.1) : pick(this.#random, -0.03, 0.03)
    if (isGap) this.#outcome.gaps += 1
    const before = this.#ledger.prices[pair] ?? 1
    const after = Math.max(0.01, Number((before * (1 + change)).toFixed(2)))
    this.#ledger.prices[pair] = after
    for (const held of this.#ledger.held.filter((each) => each.pair === pair && after <= each.stop))
      this.#sell(held, after)
    this.#tick()
  }

  #sell(held: Held, at: number): void {
    const proceeds = held.size * at
    const result = proceeds - held.paid
    this.#ledger.held = this.#ledger.held.filter((each) => each !== held)
    this.#ledger.free += proceeds
    this.#ledger.realized[held.bot] = (this.#ledger.realized[held.bot] ?? 0) + result
    for (const scope of [held.bot, 2])
      this.#slipped[scope] = (this.#slipped[scope] ?? 0) + Math.max(0, held.stop - at) * held.size
    const streak = result < 0 ? (this.#streaks[held.bot] ?? 0) + 1 : 0
    this.#streaks[held.bot] = streak
    const name = 'loss-streak'
    if (
      streak >= this.#limits.bot.lossStreak ||
      (streak > 0 && this.#breaker(name, held.bot).state === 'half-open')
    )
      this.#trip(name, held.bot, streak, this.#limits.bot.lossStreak)
    else this.#set(name, held.bot, onGoodProbe(this.#breaker(name, held.bot), name, held.id))
  }

  #enter(): void {
    const bot = Math.floor(this.#random() * 2)
    const pair = Math.floor(this.#random() * 3)
    const at = this.#ledger.prices[pair] ?? 1
    const stop = Number((at * (1 - pick(this.#random, 0.005, 0.15))).toFixed(2))
    if (this.#ledger.held.some((held) => held.bot === bot && held.pair === pair) || stop <= 0) return
    const names = [
      ['daily-loss', bot],
      ['daily-loss', 2],
      ['loss-streak', bot],
    ] as const
    const isOpen = names.some(([rule, scope]) => this.#breaker(rule, scope).state === 'open')
    const isAdmitted = names.every(([rule, scope]) => admits(this.#breaker(rule, scope)))
    if (isOpen && isAdmitted) this.#outcome.wrong.push('an open breaker admits an entry')
    const verdict = isAdmitted
      ? checkEntry(this.#ledger.request(this.#limits, this.#time, bot, pair, at, stop))
      : null
    if (verdict === null || !verdict.ok) {
      this.#outcome.refusals += 1
      return
    }
    const before = [bot, 2].map((scope) => this.#ledger.lossAtStops(scope))
    this.#outcome.entries += 1
    this.#ids += 1
    const id = `p${this.#ids}`
    for (const [rule, scope] of names) this.#set(rule, scope, onEntry(this.#breaker(rule, scope), id))
    const size = toNumber(verdict.value)
    this.#ledger.held.push({ id, bot, pair, size, paid: size * at, stop })
    this.#ledger.free -= size * at
    for (const [n, scope] of [bot, 2].entries()) {
      if ((before[n] ?? 0) >= this.#limitOf(scope))
        this.#outcome.wrong.push('bought though the day may lose no more')
      this.#stops[scope] = Math.max(this.#stops[scope] ?? 0, size * (at - stop))
    }
    this.#checkExposure(pair)
  }

  /** Right after an entry; what prices do later is no entry's fault. */
  #checkExposure(pair: number): void {
    const { bot, account, mode } = this.#limits
    const total = this.#ledger.valueOf(() => true)
    const inPair = this.#ledger.valueOf((held) => held.pair === pair)
    const bounds = [
      [
        'exposure',
        total,
        Math.min(...[bot.maxExposure, account.exposure, mode.currencyExposure].map(toNumber)),
      ],
      ['exposure of a pair', inPair, Math.min(toNumber(account.pairExposure), toNumber(mode.assetExposure))],
      ['reserve', this.#ledger.equity - this.#ledger.free, 1 - toNumber(account.reserve)],
    ] as const
    for (const [what, value, of] of bounds)
      if (value > this.#ledger.equity * of + rounding)
        this.#outcome.wrong.push(`${what} of ${value} above ${this.#ledger.equity * of}`)
    if (this.#ledger.held.length > account.positions)
      this.#outcome.wrong.push('more positions than there may be')
  }

  /**
   * A day may lose its limit and one stop more; or, where more was carried into the day than that, what its stops left
   * at risk then. What gaps take beyond stops comes on top.
   */
  #check(): void {
    for (const scope of [0, 1, 2]) {
      const track = this.#ledger.tracks[scope]
      if (track === undefined) continue
      const loss = toNumber(track.dayStart.amount) - this.#ledger.resultOf(scope)
      const allowed = Math.max(this.#limitOf(scope), this.#carried[scope] ?? 0)
      const bound = allowed + (this.#stops[scope] ?? 0) + (this.#slipped[scope] ?? 0)
      if (loss > bound + rounding) this.#outcome.wrong.push(`lost ${loss} of a day, at most ${bound}`)
    }
  }
}

export const simulate = (from: number, count: number, steps: number): Outcome => {
  const outcome: Outcome = { entries: 0, refusals: 0, trips: 0, gaps: 0, wrong: [] }
  for (let seed = from; seed < from + count && outcome.wrong.length === 0; seed += 1) {
    new Sequence(seed, outcome).run(steps)
    if (outcome.wrong.length > 0) outcome.wrong.push(`in the sequence of seed ${seed}`)
  }
  return outcome
}

import { firstPrices, symbols } from './pairs.ts'
import { Choices } from './random-choices.ts'
import type { VenueRules } from './venue-books.ts'

/** What goes wrong once, with the next thing that it can happen to. */
export const mishaps = [
  'timeout-before-acceptance',
  'timeout-after-acceptance',
  'hang-up-after-acceptance',
  'late-arrival',
  'server-error-before',
  'server-error-after',
  'rate-limited',
  'banned',
  'query-fails',
  'query-times-out',
  'event-missing',
] as const
export type Mishap = (typeof mishaps)[number]

/** What goes wrong for a while. */
export const troubles = [
  'events-lost',
  'events-late',
  'events-doubled',
  'events-shuffled',
  'stream-down',
  'names-unresolved',
  'half-open',
  'exchange-restarts',
  'exchange-restarts-and-cancels',
  'listing-lags',
  'slow',
] as const
export type Trouble = (typeof troubles)[number]

export type UserAct =
  | 'stop-and-close'
  | 'stop'
  | 'start'
  | 'close-position'
  | 'cancel-order'
  | 'kill'
  | 'lift-kill'

export type Step = { readonly at: number } & (
  | { readonly kind: 'price'; readonly symbol: string; readonly price: string }
  | { readonly kind: 'signal'; readonly bot: number; readonly wants: 'enter' | 'leave' }
  | { readonly kind: 'mishap'; readonly mishap: Mishap }
  | { readonly kind: 'trouble'; readonly trouble: Trouble; readonly forMs: number }
  | { readonly kind: 'clock-jumps'; readonly byMs: number }
  | { readonly kind: 'sleep'; readonly forMs: number }
  | { readonly kind: 'data'; readonly state: 'stale' | 'live' }
  | { readonly kind: 'user'; readonly act: UserAct; readonly bot: number }
)

/** The process ends at its so-manieth use of the store, and another begins after a while. */
export interface Crash {
  readonly atUse: number
  readonly downMs: number
  /** The computer loses its power too: share of what was written and not flushed that outlives it. null: it does not. */
  readonly outlives: number | null
}

export interface Schedule {
  readonly seed: number
  readonly rules: VenueRules
  readonly startAt: number
  readonly bots: readonly { readonly symbol: string; readonly limits: Readonly<Record<string, string>> }[]
  /** Times since the start, rising. */
  readonly steps: readonly Step[]
  readonly crashes: readonly Crash[]
  readonly endsAt: number
}

const minute = 60_000
const hour = 60 * minute

const troubleMs = (choices: Choices): number =>
  choices.chance(0.2) ? choices.whole(minute, 12 * minute) : choices.whole(1_000, 45_000)

const botsOf = (choices: Choices): Schedule['bots'] =>
  Array.from({ length: choices.whole(1, 3) }, () => ({
    symbol: choices.of(symbols),
    limits: {
      allocation: String(choices.of([500, 2_000, 3_000])),
      tradeRatio: choices.of(['0.3', '0.5', '1']),
      stopLoss: choices.of(['0', '0.01', '0.05']),
      trailingStop: choices.of(['0', '0.02']),
      takeProfit: choices.of(['0', '0.02']),
      maxExposureRatio: '1',
      coolDownSeconds: '0',
    },
  }))

const userActs: readonly UserAct[] = [
  ...(['stop-and-close', 'stop', 'close-position', 'cancel-order', 'cancel-order', 'kill'] as const),
]
/** What sets right what the user did, some time later. */
const undoing: Partial<Record<UserAct, UserAct>> = {
  'stop-and-close': 'start',
  stop: 'start',
  kill: 'lift-kill',
}

/** One thing that goes wrong, or that the user does, and what ends it. */
const incident = (choices: Choices, at: number, bots: number): readonly Step[] => {
  const kind = choices.whole(1, 20)
  if (kind <= 9) return [{ at, kind: 'mishap', mishap: choices.of(mishaps) }]
  if (kind <= 15) return [{ at, kind: 'trouble', trouble: choices.of(troubles), forMs: troubleMs(choices) }]
  if (kind === 16) {
    const byMs = choices.whole(-2 * hour, 2 * hour)
    return [{ at, kind: 'clock-jumps', byMs }]
  }
  if (kind === 17)
    return [{ at, kind: 'sleep', forMs: choices.chance(0.5) ? 2 * hour : choices.whole(5_000, hour) }]
  if (kind === 18) {
    const until = at + choices.whole(2_000, 60_000)
    return [
      { at, kind: 'data', state: 'stale' },
      { at: until, kind: 'data', state: 'live' },
    ]
  }
  const bot = choices.whole(0, bots - 1)
  const act = choices.of(userActs)
  const undo = undoing[act]
  const done: Step = { at, kind: 'user', act, bot }
  return undo === undefined
    ? [done]
    : [done, { at: at + choices.whole(5_000, minute), kind: 'user', act: undo, bot }]
}

const prices = (choices: Choices, endsAt: number): readonly Step[] =>
  symbols.flatMap((symbol) => {
    const steps: Step[] = []
    let price = firstPrices[symbol] ?? 100
    for (let at = 0; at < endsAt; at += choices.whole(1_000, 15_000)) {
      // Now and then a gap, through whatever stop there is.
      price *= choices.chance(0.03) ? choices.number(0.85, 1.15) : choices.number(0.995, 1.005)
      steps.push({ at, kind: 'price', symbol, price: price.toFixed(2) })
    }
    return steps
  })

/** Every other crash is a loss of power; one in four of these leaves all that was flushed and not a byte more. */
const outlives = (seed: number, crash: number): number | null => {
  const choices = new Choices('loss of power', seed, crash)
  if (choices.chance(0.5)) return null
  return choices.chance(0.25) ? 0 : choices.number(0, 1)
}

/** Everything that happens in one run, by its seed alone. */
export const scheduleOf = (seed: number): Schedule => {
  const choices = new Choices('fault schedule', seed)
  const endsAt = choices.whole(4, 12) * minute
  const bots = botsOf(choices)
  const signals = Array.from(
    { length: choices.whole(15, 50) },
    (): Step => ({
      at: choices.whole(2_000, endsAt),
      kind: 'signal',
      bot: choices.whole(0, bots.length - 1),
      wants: choices.chance(0.6) ? 'enter' : 'leave',
    }),
  )
  const incidents = Array.from({ length: choices.whole(2, 14) }, () =>
    incident(choices, choices.whole(1_000, endsAt), bots.length),
  )
  const steps = [...prices(choices, endsAt), ...signals, ...incidents.flat()]
  const crashes = Array.from({ length: choices.whole(0, 2) }, (_, index) => ({
    atUse: choices.whole(1, 900),
    downMs: choices.chance(0.1) ? 6 * 24 * hour : choices.whole(500, 5 * minute),
    outlives: outlives(seed, index),
  }))
  return {
    seed,
    rules: {
      seed,
      fee: choices.of(['quote', 'received', 'coin']),
      reusesIds: choices.chance(0.5),
      hasStops: choices.chance(0.7),
      amendsStops: seed % 2 === 0,
      replacesStops: seed % 4 === 1,
      preparesOrders: seed % 3 !== 0,
      isDeep: choices.chance(0.3),
    },
    startAt: Date.UTC(2026, 0, 1) + choices.whole(0, 86_400_000),
    bots,
    steps: steps.sort((one, other) => one.at - other.at),
    crashes,
    endsAt,
  }
}

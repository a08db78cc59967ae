export type BreakerRule =
  | 'loss-streak'
  | 'daily-loss'
  | 'drawdown'
  | 'slippage'
  | 'rejected-orders'
  | 'exchange-errors'
  | 'stale-data'
  | 'price-deviation'
  | 'loop-lag'

/** Whose entries a breaker stops: a bot's, an account's in one currency, a market's, a pair's, or everyone's. */
export interface BreakerName {
  readonly rule: BreakerRule
  readonly scope: 'bot' | 'account' | 'venue' | 'pair' | 'engine'
  /** Of the bot, account or venue; the venue and the pair with a space between; "engine". */
  readonly id: string
}

/** What was measured against what was allowed, as decimals. */
export interface Measured {
  readonly value: string
  readonly limit: string
  /** A currency for amounts of money. */
  readonly unit: 'count' | 'ratio' | 'seconds' | { readonly currency: string }
}

export interface Trip extends Measured {
  /** On the clock that the rule's cool-down runs on: the market's, or ours where no market is meant. */
  readonly at: number
  /** Our clock. */
  readonly seenAt: number
}

/**
 * closed: entries may pass. open: none may. half-open: one at a time, as a probe; it closes after enough good ones and
 * opens again at a bad one.
 */
export type Breaker =
  | { readonly state: 'closed' }
  | {
      readonly state: 'open'
      readonly trip: Trip
      /** On the clock of the trip; null when only the user, or what caused it, ends it. */
      readonly resetsAt: number | null
    }
  | {
      readonly state: 'half-open'
      readonly trip: Trip
      readonly good: number
      /** Position of the entry that is under way as a probe. */
      readonly probe: string | null
    }

export const closed: Breaker = { state: 'closed' }

const minute = 60_000

/**
 * How each rule ends. "day": with the day's end; "manual": by the user; "recovery": when its cause has gone; else after
 * so many milliseconds. `probes`: good entries that it takes to close; none: it closes at once.
 */
export const policies: Readonly<
  Record<BreakerRule, { readonly ends: 'day' | 'manual' | 'recovery' | number; readonly probes: number }>
> = {
  'loss-streak': { ends: 120 * minute, probes: 1 },
  'daily-loss': { ends: 'day', probes: 0 },
  drawdown: { ends: 'manual', probes: 0 },
  slippage: { ends: 15 * minute, probes: 3 },
  'rejected-orders': { ends: 15 * minute, probes: 1 },
  'exchange-errors': { ends: 5 * minute, probes: 1 },
  'stale-data': { ends: 'recovery', probes: 0 },
  'price-deviation': { ends: 'recovery', probes: 0 },
  'loop-lag': { ends: minute / 2, probes: 0 },
}

/** When a trip of the rule ends by itself. @param nextDay when the user's next day begins, on the clock of the trip */
export const resetOf = (rule: BreakerRule, at: number, nextDay: number): number | null => {
  const { ends } = policies[rule]
  if (ends === 'day') return nextDay
  return typeof ends === 'number' ? at + ends : null
}

/** Opens a closed or half-open breaker; an open one stays as it tripped. */
export const trip = (breaker: Breaker, cause: Trip, resetsAt: number | null): Breaker =>
  breaker.state === 'open' ? breaker : { state: 'open', trip: cause, resetsAt }

/** Time goes on: after its cool-down an open breaker lets probes through, or closes. */
export const onTime = (breaker: Breaker, rule: BreakerRule, now: number): Breaker => {
  if (breaker.state !== 'open' || breaker.resetsAt === null || now < breaker.resetsAt) return breaker
  return policies[rule].probes === 0
    ? closed
    : { state: 'half-open', trip: breaker.trip, good: 0, probe: null }
}

/** What caused it has gone. Only a rule that ends so closes. */
export const onRecovery = (breaker: Breaker, rule: BreakerRule): Breaker =>
  policies[rule].ends === 'recovery' ? closed : breaker

export const admits = (breaker: Breaker): boolean =>
  breaker.state === 'closed' || (breaker.state === 'half-open' && breaker.probe === null)

/** An entry is sent. @throws Error when the breaker lets none through: whoever sends must ask first */
export const onEntry = (breaker: Breaker, positionId: string): Breaker => {
  if (!admits(breaker)) throw new Error(`an entry passed a breaker that is ${breaker.state}`)
  return breaker.state === 'half-open' ? { ...breaker, probe: positionId } : breaker
}

/** What the rule watches went well for the probe; a bad outcome trips instead. */
export const onGoodProbe = (breaker: Breaker, rule: BreakerRule, positionId: string): Breaker => {
  if (breaker.state !== 'half-open' || breaker.probe !== positionId) return breaker
  const good = breaker.good + 1
  return good >= policies[rule].probes ? closed : { ...breaker, good, probe: null }
}

/** The probe came to nothing, neither good nor bad: the next may try. */
export const onNoProbe = (breaker: Breaker, positionId: string): Breaker =>
  breaker.state === 'half-open' && breaker.probe === positionId ? { ...breaker, probe: null } : breaker

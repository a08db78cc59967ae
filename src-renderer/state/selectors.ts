import type { LiveView } from '../../src-preload/contract/live-views.ts'
import type { Mode } from '../../src-preload/contract/values.ts'
import type { VenueView } from '../../src-preload/contract/venue-views.ts'
import type { BotView, EngineView, MoneyByCurrency } from '../../src-preload/contract/views.ts'
import { doubtsOf } from './pair-data.ts'
import type { Projection } from './projection.ts'

/** Names one account's money in one currency. */
export const moneyKey = (of: { readonly accountId: string; readonly currency: string }): string =>
  `${of.accountId} ${of.currency}`

/** Whether a bot was ever given some of it: without one nobody has set a limit. */
export const hasExposureLimit = (money: MoneyByCurrency): boolean => Number(money.exposureLimitRatio) > 0

/**
 * The account that the top bar and the overview are about: one mode, one currency, never a sum of several. Until one
 * is chosen, a paper account that bots use.
 */
export const moneyOf = (engine: EngineView | null, key: string | null): MoneyByCurrency | null => {
  const money = engine?.money ?? []
  const chosen = money.find((entry) => moneyKey(entry) === key)
  const paper = money.filter((entry) => entry.mode === 'paper')
  return chosen ?? paper.find(hasExposureLimit) ?? paper[0] ?? money[0] ?? null
}

const trouble: Readonly<Record<VenueView['state'], number>> = { down: 0, stale: 1, connecting: 2, live: 3 }

/** A replay that nobody started says nothing beside an exchange. */
const isHeard = (venue: VenueView): boolean => venue.kind !== 'replay' || venue.lastTickAt !== null

/** The worst state first: what is wrong must not hide behind what is well. */
export const venuesByTrouble = (engine: EngineView | null): readonly VenueView[] => {
  const venues = engine?.venues ?? []
  const heard = venues.filter(isHeard)
  const told = heard.length > 0 ? heard : venues
  return [...told].sort((left, right) => trouble[left.state] - trouble[right.state])
}

/** The data source in the worst state; null while there is none. */
export const venueOf = (engine: EngineView | null): VenueView | null => venuesByTrouble(engine)[0] ?? null

export const replayOf = (engine: EngineView | null): VenueView | null =>
  engine?.venues.find((venue) => venue.kind === 'replay') ?? null

/** The replay that the money on show comes from; null where that is an exchange. */
export const replayOnShow = (engine: EngineView | null, key: string | null): VenueView | null => {
  const replay = replayOf(engine)
  const money = moneyOf(engine, key)
  return money === null || money.venueId === replay?.id ? replay : null
}

/** The market's own clock; this computer's where there is none. */
export const marketTimeOf = (engine: EngineView | null, venueId?: string): number | null => {
  const venue = venueId === undefined ? engine?.venues[0] : engine?.venues.find((each) => each.id === venueId)
  return venue?.marketTime ?? null
}

/** A venue's time now: a replay's clock, or the exchange's as far as it is known. */
export const marketNow = (venue: VenueView, now: number): number =>
  venue.kind === 'replay' ? (venue.marketTime ?? now) : now + (venue.health?.clockOffsetMs ?? 0)

/** Whether a press of the kill switch would find everything halted that it halts. */
export const killEngaged = (engine: EngineView | null, paperToo: boolean): boolean => {
  const isHalted = (mode: Mode) => engine?.kill.some((kill) => kill.mode === mode && kill.engaged) === true
  if (engine?.hasLiveAccount !== true) return isHalted('paper')
  return isHalted('live') && (!paperToo || isHalted('paper'))
}

/** What is to be done about keys before live trading can be turned on; null when nothing is. */
export const missingForLive = ({ accounts }: LiveView): 'live.noAccount' | 'live.noneReady' | null => {
  if (accounts.length === 0) return 'live.noAccount'
  return accounts.some(({ isReady }) => isReady) ? null : 'live.noneReady'
}

/** Nothing was ever set up: there is no bot, no exchange, and no account shows a result. */
export const isFirstRun = (state: Projection): boolean =>
  state.engine !== null &&
  state.bots !== null &&
  state.bots.size === 0 &&
  state.engine.venues.every((venue) => venue.kind === 'replay') &&
  state.engine.money.every((entry) => !/[1-9]/.test(entry.realizedPnl) && !/[1-9]/.test(entry.fees))

const urgency = (bot: BotView, now: number): number => {
  if (bot.state !== 'error' && bot.state !== 'halted' && doubtsOf(bot, now).length > 0) return 1
  switch (bot.state) {
    case 'error':
      return 0
    case 'halted':
    case 'entries-paused':
      return 1
    case 'warming-up':
    case 'starting':
    case 'stopping':
      return 2
    case 'running':
      return bot.openPositions > 0 ? 3 : 4
    case 'stopped':
      return 5
  }
}

export const byUrgency = (bots: Iterable<BotView>, now: number): readonly BotView[] =>
  [...bots].sort(
    (left, right) => urgency(left, now) - urgency(right, now) || left.name.localeCompare(right.name),
  )

export const needsAttention = (bot: BotView, now: number): boolean =>
  bot.state === 'error' ||
  bot.state === 'halted' ||
  bot.state === 'entries-paused' ||
  doubtsOf(bot, now).length > 0

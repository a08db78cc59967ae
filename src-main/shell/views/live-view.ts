import type { LiveProposal, LiveView } from '../../../src-preload/contract/live-views.ts'
import { paperRecord } from '../../domain/live/paper-record.ts'
import { cash, cashText, noCash, ratio, scaleCash } from '../../domain/money/decimal.ts'
import { type ParameterSpec, type ParameterValues, ratioOf, textOf } from '../../domain/parameters.ts'
import { accountLimits, modeLimits, riskLimits } from '../../domain/risk/limits.ts'
import { reachedAt } from '../../engine/accounts/own-addresses.ts'
import type { Engine } from '../../engine/engine.ts'
import { badgeOf } from '../live/account-badge.ts'
import type { Challenge } from '../live/live-challenges.ts'
import type { LiveGuard, LiveSubject } from '../live/live-guard.ts'
import { shownMode } from '../tray/tray-facts.ts'
import { botView } from './bot-view.ts'

type AccountView = LiveView['accounts'][number]

export const liveAccountViews = (engine: Engine): AccountView[] =>
  [...engine.books.accounts.values()].flatMap(({ key, book: { account } }) => {
    if (account.mode !== 'live') return []
    const venue = engine.venues.configOf(account.venueId)
    const venueName = engine.books.venues.get(account.venueId)?.info.name ?? account.venueId
    return [
      {
        id: account.id,
        name: account.name ?? venueName,
        venueId: account.venueId,
        venueName,
        badge: badgeOf(venue === undefined ? venue : reachedAt(venue, key?.addresses)),
        isReady: engine.live.isReady(account.id),
      },
    ]
  })

export const liveView = (engine: Engine, guard: LiveGuard): LiveView => {
  const armed = guard.arming.now
  return {
    isOn: engine.live.isOn,
    accounts: liveAccountViews(engine),
    isTrading: shownMode(engine) === 'live',
    arming: armed === null ? null : { botName: armed.botName, startsAt: armed.startsAt },
    refused: guard.refused,
  }
}

type LimitLine = LiveProposal['limits'][number]

const limitLines = (
  scope: LimitLine['scope'],
  accountId: string | null,
  specs: readonly ParameterSpec[],
  values: ParameterValues,
): LimitLine[] =>
  specs.map(({ key, kind, default: usual }) => ({
    ...{ scope, accountId, kind, key: key as LimitLine['key'] },
    value: values[key] ?? usual,
  }))

const quarter = ratio('0.25')

/** What is about to be confirmed, in numbers that main has worked out itself. */
export const proposalView = (
  engine: Engine,
  { id, phrase, expiresAt, subject }: Challenge<LiveSubject>,
  now: number,
): LiveProposal => {
  const { settings } = subject
  const { limits } = engine.risk
  const bot = engine.roster.get(subject.kind === 'clone' ? subject.live.terms.clonedFrom : subject.botId)
  const accountId = subject.kind === 'clone' ? subject.live.accountId : bot?.bot.accountId
  const terms = subject.kind === 'clone' ? subject.live.terms : bot?.bot.live
  const accounts = liveAccountViews(engine)
  const account = accounts.find((each) => each.id === accountId)
  const others = subject.kind === 'start' ? subject.alsoThrough : (terms?.alsoThrough ?? [])
  const alsoThrough = accounts.filter((each) => others.includes(each.id))
  if (account === undefined || bot === undefined) throw new Error('what is proposed is gone')
  const market = engine.books.market(settings.venueId, settings.symbols[0] ?? '')
  const currency = market?.quote ?? ''
  const allocated = cash(textOf(settings.limits, 'allocation'), currency)
  const full = scaleCash(allocated, ratioOf(settings.limits, 'tradeRatio'))
  const first = terms?.quarterFirst === true ? scaleCash(full, quarter) : full
  const fee = market === undefined ? noCash(currency) : scaleCash(first, market.takerFee)
  return {
    id,
    phrase,
    expiresAt,
    account,
    alsoThrough,
    symbols: [...settings.symbols],
    currency,
    allocated: cashText(allocated),
    firstTrade: cashText(first),
    firstFee: cashText(fee),
    limits: [
      ...limitLines('mode', null, modeLimits, limits.ofMode('live')),
      ...[account, ...alsoThrough].flatMap((each) =>
        limitLines('account', each.id, accountLimits, limits.ofAccount(each.id)),
      ),
      ...limitLines('bot', null, riskLimits, settings.limits),
    ],
    record:
      subject.kind !== 'clone'
        ? null
        : {
            ...paperRecord(bot.bot.createdAt, now, bot.totals.closedTrades),
            drawdownRatio: botView(engine, bot, undefined).maxDrawdownRatio,
          },
  }
}

import { exchangeIds } from '../../../src-preload/contract/exchanges.ts'
import type { EngineView, MoneyByCurrency } from '../../../src-preload/contract/views.ts'
import { cashText, noCash, ratioOfCash, subtractCash, sumCash, text } from '../../domain/money/decimal.ts'
import { unrealizedAt } from '../../domain/positions/position.ts'
import type { Engine } from '../../engine/engine.ts'
import type { PositionTotals } from '../../engine/ports/position-store.ts'
import type { Store } from '../../engine/ports/store.ts'
import type { AccountBook } from '../../engine/state/account-book.ts'
import type { VenueState } from '../../engine/state/books.ts'
import { ofAccount } from '../../engine/state/scopes.ts'
import { accountViews } from './account-view.ts'
import { stressView } from './stress-view.ts'

/** Facts about this process that the engine does not know. */
export interface ProcessFacts {
  readonly cpuRatio: number
  readonly memoryBytes: number
}

/** Exposure limit that is shown for an account: the widest that any of its bots may use. */
const exposureLimit = (engine: Engine, accountId: string): string => {
  const limits = [...engine.roster.all()]
    .filter(({ bot }) => bot.accountId === accountId)
    .map(({ bot }) => bot.settings.limits.maxExposureRatio ?? '0')
  return limits.sort((a, b) => Number(b) - Number(a))[0] ?? '0'
}

const moneyOf = (
  engine: Engine,
  book: AccountBook,
  currency: string,
  totals: Iterable<PositionTotals>,
): MoneyByCurrency => {
  const { books } = engine
  const { account } = book
  const { equity, start, dayStart, drawdown, maxDrawdown } = engine.equity.read(book, currency)
  const open = [...books.positions.values()].filter(
    (position) => position.accountId === account.id && position.quote === currency,
  )
  const unrealized = open.map((position) => {
    const mark = books.mark(account.venueId, position.symbol)
    return mark === undefined ? noCash(currency) : unrealizedAt(position, mark)
  })
  const closed = [...totals].map((total) => total.realized).filter((amount) => amount.currency === currency)
  const today = subtractCash(equity, dayStart)
  const value = books.positions.value(ofAccount(account.id), currency)
  return {
    mode: account.mode,
    accountId: account.id,
    venueId: account.venueId,
    currency,
    equity: cashText(equity),
    startEquity: cashText(start),
    today: cashText(today),
    todayRatio: text(ratioOfCash(today, dayStart)),
    realizedPnl: cashText(sumCash(currency, [...closed, ...open.map((position) => position.realized)])),
    unrealizedPnl: cashText(sumCash(currency, unrealized)),
    fees: cashText(book.feesPaid(currency)),
    exposureRatio: text(ratioOfCash(value, equity)),
    exposureLimitRatio: exposureLimit(engine, account.id),
    drawdownRatio: drawdown.toFixed(6),
    maxDrawdownRatio: maxDrawdown.toFixed(6),
    openPositions: open.length,
    stress: stressView(engine, account.venueId, currency, open),
  }
}

export const moneyViews = (engine: Engine, store: Store): MoneyByCurrency[] => {
  const totals = [...store.positions.totalsByBot().values()]
  return [...engine.books.accounts.values()].flatMap(({ book }) =>
    engine.equity.currencies(book).map((currency) => moneyOf(engine, book, currency, totals)),
  )
}

const modes = ['paper', 'live'] as const

/** Said only when they are not the usual ones. */
const addressesView = (engine: Engine, id: string) => {
  const config = engine.venues.configOf(id)
  if (config === undefined || (config.restUrl === null && config.wsUrl === null)) return {}
  return { addresses: { restUrl: config.restUrl, wsUrl: config.wsUrl } }
}

const exchangeIdView = (id: string | null): EngineView['venues'][number]['exchangeId'] =>
  exchangeIds.find((known) => known === id) ?? null

/** More would not be read, and the view is sent often. */
const mostPairsShown = 200
const worstFirst: readonly string[] = ['stale', 'halted', 'delisted', 'waiting', 'quiet']

const notLive = (venue: VenueState): EngineView['venues'][number]['pairsNotLive'] =>
  [...venue.pairs]
    .flatMap(([symbol, { state, since }]) => (state === 'live' ? [] : [{ symbol, state, since }]))
    .sort((left, right) => worstFirst.indexOf(left.state) - worstFirst.indexOf(right.state))
    .slice(0, mostPairsShown)

export const engineView = (
  engine: Engine,
  store: Store,
  facts: ProcessFacts,
  live: EngineView['live'],
): EngineView => {
  const { books, roster } = engine
  const runningBots = [...roster.all()].filter(
    ({ bot }) => bot.wish !== 'stopped' && bot.failure === null,
  ).length
  const { blocked } = books
  return {
    state:
      blocked !== null
        ? 'failed'
        : modes.some((mode) => books.isKilled(mode))
          ? 'halted'
          : runningBots > 0
            ? 'running'
            : 'ready',
    blockedBy: blocked === null ? null : { code: blocked.code, facts: { message: blocked.message } },
    venues: [...books.venues.values()].map((venue) => ({
      id: venue.info.id,
      name: venue.info.name,
      kind: venue.info.kind,
      exchangeId: exchangeIdView(venue.info.exchangeId),
      network: engine.venues.configOf(venue.info.id)?.network ?? 'live',
      ...addressesView(engine, venue.info.id),
      health: venue.health,
      state: venue.state,
      pairsListened: venue.pairs.size,
      pairsNotLive: notLive(venue),
      speed: venue.info.speed,
      lastTickAt: venue.lastTickAt,
      marketTime: venue.marketTime,
    })),
    kill: modes.map((mode) => {
      const latch = books.kill.get(mode)
      return {
        mode,
        engaged: latch?.engaged === true,
        since: latch?.since ?? null,
        source: latch?.source ?? null,
      }
    }),
    live,
    accounts: accountViews(books),
    hasLiveAccount: [...books.accounts.values()].some(({ book }) => book.account.mode === 'live'),
    money: moneyViews(engine, store),
    runningBots,
    databaseBytes: store.sizeBytes(),
    ...facts,
    startedAt: engine.startedAt,
  }
}

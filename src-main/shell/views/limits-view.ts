import type { LimitsView, LimitUse } from '../../../src-preload/contract/risk-views.ts'
import { addCash, addQuantity, type Cash, cashText, notional, scaleCash } from '../../domain/money/decimal.ts'
import type { Mode } from '../../domain/orders/order.ts'
import { dailyLoss, drawdown } from '../../domain/risk/loss-track.ts'
import type { Engine } from '../../engine/engine.ts'
import { dayStartOf } from '../../engine/risk/loss-desk.ts'
import { ofAccount, ofAsset, ofMode } from '../../engine/state/scopes.ts'

type ScopeView = LimitsView['scopes'][number]

const moneyUse = (used: Cash, limit: Cash) => ({
  ...{ used: cashText(used), limit: cashText(limit), unit: 'money' as const, currency: used.currency },
})

/** Entries count as they are held against the limits: those under way included. */
const countUses = (
  { books, risk }: Engine,
  scope: string,
  positions: readonly [LimitUse['key'], number],
  orders: readonly [LimitUse['key'], number],
): readonly LimitUse[] => {
  const use = ([key, limit]: readonly [LimitUse['key'], number], used: number): LimitUse => ({
    ...{ key, used: String(used), limit: String(limit), unit: 'count', currency: null },
  })
  return [
    use(positions, books.positions.count(scope) + books.orders.entering(scope)),
    use(orders, risk.rates.lastMinute(scope)),
  ]
}

const exposureOf = ({ books }: Engine, scope: string, currency: string): Cash =>
  addCash(books.positions.value(scope, currency), books.orders.reserved(scope, currency))

const accountView = (engine: Engine, id: string, mode: Mode): ScopeView => {
  const { limits, losses } = engine.risk
  const own = limits.account(id)
  const ofMoney = losses.currenciesOf(id).flatMap((currency): LimitUse[] => {
    const standing = losses.ofAccount(id, currency)
    const { track, result, money } = standing
    const day = dailyLoss(track, result, dayStartOf(standing), own.dailyLoss)
    const fall = drawdown(track, result, money, own.drawdown)
    const exposure = exposureOf(engine, ofAccount(id), currency)
    return [
      { key: 'accountDailyLoss', ...moneyUse(day.loss, day.limit) },
      { key: 'accountDrawdown', ...moneyUse(fall.loss, fall.limit) },
      { key: 'accountExposure', ...moneyUse(exposure, scaleCash(addCash(money, result), own.exposure)) },
    ]
  })
  const counts = countUses(
    engine,
    ofAccount(id),
    ['accountPositions', own.positions],
    ['accountOrdersPerMinute', own.ordersPerMinute],
  )
  const scope = { kind: 'account', id } as const
  return { scope, mode, uses: [...ofMoney, ...counts], loosensAt: limits.loosensAt(scope) }
}

const modeView = (engine: Engine, mode: Mode, accountIds: readonly string[]): ScopeView => {
  const { limits, losses } = engine.risk
  const own = limits.mode(mode)
  const currencies = [...new Set(accountIds.flatMap((id) => losses.currenciesOf(id)))]
  const ofMoney = currencies.map((currency): LimitUse => {
    const limit = scaleCash(engine.equity.ofMode(mode, currency), own.currencyExposure)
    return { key: 'currencyExposure', ...moneyUse(exposureOf(engine, ofMode(mode), currency), limit) }
  })
  const counts = countUses(
    engine,
    ofMode(mode),
    ['modePositions', own.positions],
    ['modeOrdersPerMinute', own.ordersPerMinute],
  )
  const scope = { kind: 'mode', id: mode } as const
  return { scope, mode, uses: [...ofMoney, ...counts], loosensAt: limits.loosensAt(scope) }
}

/** Of all that is held; valued by the pair it is held in, whatever it was paid with. */
const assetViews = (engine: Engine): LimitsView['assets'] => {
  const { books, equity, risk } = engine
  const found = new Map<string, LimitsView['assets'][number]>()
  for (const { accountId, symbol, quote } of books.positions.values()) {
    const { venueId, mode } = books.account(accountId).book.account
    const asset = books.market(venueId, symbol)?.base
    const mark = books.mark(venueId, symbol)
    const key = `${mode} ${asset} ${quote}`
    if (asset === undefined || mark === undefined || found.has(key)) continue
    const scope = ofAsset(mode, asset)
    const units = addQuantity(books.positions.held(scope), books.orders.incoming(scope))
    const limit = scaleCash(equity.ofMode(mode, quote), risk.limits.mode(mode).assetExposure)
    found.set(key, { mode, asset, ...moneyUse(notional(mark, units, quote), limit) })
  }
  return [...found.values()]
}

const modes: readonly Mode[] = ['live', 'paper']

/** Limits of the modes that have an account, each followed by its accounts. */
export const limitsView = (engine: Engine): LimitsView => {
  const accounts = [...engine.books.accounts.values()].map(({ book }) => book.account)
  const scopes = modes.flatMap((mode) => {
    const own = accounts.filter((account) => account.mode === mode).map(({ id }) => id)
    if (own.length === 0) return []
    return [modeView(engine, mode, own), ...own.map((id) => accountView(engine, id, mode))]
  })
  return { scopes, assets: assetViews(engine) }
}

import {
  addCash,
  addQuantity,
  type Cash,
  compareCash,
  noCash,
  notional,
  scaleCash,
  signOfCash,
  subtractCash,
  toNumber,
} from '../../domain/money/decimal.ts'
import type { Mode } from '../../domain/orders/order.ts'
import { dailyLoss, drawdown } from '../../domain/risk/loss-track.ts'
import type { EquityTracker } from '../accounts/equity-tracker.ts'
import type { Books } from '../state/books.ts'
import { ofAccount, ofAccountOnPair, ofAsset, ofMode } from '../state/scopes.ts'
import type { DayExtremes } from './day-extremes.ts'
import type { LimitDesk } from './limit-desk.ts'
import { dayStartOf, type LossDesk } from './loss-desk.ts'
import type { OrderRates } from './order-rates.ts'
import type { RiskWatch } from './risk-watch.ts'

/** How much of a limit is used: amounts of one currency, or numbers. */
export type Use =
  | { readonly unit: 'money'; readonly used: Cash; readonly limit: Cash }
  | { readonly unit: 'count' | 'ratio' | 'seconds'; readonly used: number; readonly limit: number }

export interface LimitUse {
  /** Of the setting. */
  readonly key: string
  /** Which pair or asset, where the limit is one for each: that which uses most of it. */
  readonly about: string | null
  readonly use: Use
}

/** 1 is at the limit; more is possible where what is held grew by itself. */
export const shareUsed = (use: Use): number => {
  if (use.unit !== 'money') return use.limit > 0 ? use.used / use.limit : 0
  if (signOfCash(use.limit) <= 0) return signOfCash(use.used) > 0 ? 1 : 0
  return toNumber(use.used.amount) / toNumber(use.limit.amount)
}

export const money = (key: string, used: Cash, limit: Cash, about: string | null = null): LimitUse => ({
  ...{ key, about, use: { unit: 'money', used, limit } },
})
export const number = (
  key: string,
  unit: 'count' | 'ratio' | 'seconds',
  used: number,
  limit: number,
  about: string | null = null,
): LimitUse => ({ key, about, use: { unit, used, limit } })

/** Of the same limit for several pairs or assets: that which uses most of it. */
export const fullest = (uses: readonly LimitUse[]): readonly LimitUse[] =>
  uses.length === 0
    ? []
    : [uses.reduce((most, each) => (shareUsed(each.use) > shareUsed(most.use) ? each : most))]

export interface LimitUsesParts {
  readonly books: Books
  readonly equity: EquityTracker
  readonly limits: LimitDesk
  readonly losses: LossDesk
  readonly rates: OrderRates
  readonly extremes: DayExtremes
  readonly watch: RiskWatch
}

/** What is used now of the limits of accounts and modes; of what is measured at each order only, the worst of the day. */
export class LimitUses {
  readonly #parts: LimitUsesParts

  constructor(parts: LimitUsesParts) {
    this.#parts = parts
  }

  ofAccount(id: string): readonly LimitUse[] {
    const { limits, losses, watch } = this.#parts
    const own = limits.account(id)
    return [
      ...losses.currenciesOf(id).flatMap((currency) => this.#accountMoney(id, currency)),
      this.#positions('accountPositions', ofAccount(id), own.positions),
      this.#orders('accountOrdersPerMinute', ofAccount(id), own.ordersPerMinute),
      number('rejectedOrders', 'count', watch.rejectedLately(id), own.rejectedOrders),
      number('exchangeErrors', 'count', watch.errorsLately(id), own.exchangeErrors),
    ]
  }

  ofMode(mode: Mode): readonly LimitUse[] {
    const { equity, limits, watch } = this.#parts
    const own = limits.mode(mode)
    const ofMoney = this.#currencies(mode).map((currency) => {
      const limit = scaleCash(equity.ofMode(mode, currency), own.currencyExposure)
      return money('currencyExposure', this.exposure(ofMode(mode), currency), limit)
    })
    return [
      ...ofMoney,
      ...fullest(this.assets(mode)),
      this.#positions('modePositions', ofMode(mode), own.positions),
      this.#orders('modeOrdersPerMinute', ofMode(mode), own.ordersPerMinute),
      number('staleSeconds', 'seconds', watch.longestSilence(), own.staleSeconds),
      number('priceDeviation', 'ratio', watch.largestDeviation(), own.priceDeviation),
      number('loopLagSeconds', 'seconds', watch.lastLag, own.loopLagSeconds),
    ]
  }

  /** Of each asset that is held; valued by the pair it is held in, whatever it was paid with. */
  assets(mode: Mode): readonly LimitUse[] {
    const { books, equity, limits } = this.#parts
    const found = new Map<string, LimitUse>()
    for (const position of books.positions.values()) {
      const { accountId, symbol, quote } = position
      const { venueId } = books.account(accountId).book.account
      const asset = books.market(venueId, symbol)?.base
      const mark = books.mark(venueId, symbol)
      const key = `${asset} ${quote}`
      if (position.mode !== mode || asset === undefined || mark === undefined || found.has(key)) continue
      const scope = ofAsset(mode, asset)
      const units = addQuantity(books.positions.held(scope), books.orders.incoming(scope))
      const limit = scaleCash(equity.ofMode(mode, quote), limits.mode(mode).assetExposure)
      found.set(key, money('assetExposure', notional(mark, units, quote), limit, asset))
    }
    return [...found.values()]
  }

  /** Worth of what is held and of what may still be bought. */
  exposure(scope: string, currency: string): Cash {
    const { positions, orders } = this.#parts.books
    return addCash(positions.value(scope, currency), orders.reserved(scope, currency))
  }

  #accountMoney(id: string, currency: string): readonly LimitUse[] {
    const { books, limits, losses, extremes } = this.#parts
    const own = limits.account(id)
    const largest = extremes.largestOrder(id, currency)
    const standing = losses.ofAccount(id, currency)
    const { track, result, money: given } = standing
    const equity = addCash(given, result)
    const day = dailyLoss(track, result, dayStartOf(standing), own.dailyLoss)
    const fall = drawdown(track, result, given, own.drawdown)
    const inUse = subtractCash(equity, books.account(id).book.free(currency))
    const spendable = subtractCash(equity, scaleCash(equity, own.reserve))
    return [
      money('accountDailyLoss', day.loss, day.limit),
      money('accountDrawdown', fall.loss, fall.limit),
      money('accountExposure', this.exposure(ofAccount(id), currency), scaleCash(equity, own.exposure)),
      ...fullest(this.#pairs(id, currency, scaleCash(equity, own.pairExposure))),
      money('largestOrder', largest.value, scaleCash(equity, own.largestOrder), largest.symbol),
      money('reserve', compareCash(inUse, noCash(currency)) > 0 ? inUse : noCash(currency), spendable),
    ]
  }

  #pairs(id: string, currency: string, limit: Cash): readonly LimitUse[] {
    const symbols = new Set<string>()
    for (const position of this.#parts.books.positions.values())
      if (position.accountId === id && position.quote === currency) symbols.add(position.symbol)
    return [...symbols].map((symbol) =>
      money('pairExposure', this.exposure(ofAccountOnPair(id, symbol), currency), limit, symbol),
    )
  }

  #positions(key: string, scope: string, limit: number): LimitUse {
    return number(key, 'count', this.#parts.books.countPositions(scope), limit)
  }

  #orders(key: string, scope: string, limit: number): LimitUse {
    return number(key, 'count', this.#parts.rates.lastMinute(scope), limit)
  }

  #currencies(mode: Mode): readonly string[] {
    const { books, losses } = this.#parts
    const own = [...books.accounts.values()].filter(({ book }) => book.account.mode === mode)
    return [...new Set(own.flatMap(({ book }) => losses.currenciesOf(book.account.id)))]
  }
}

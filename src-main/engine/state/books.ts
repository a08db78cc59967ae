import type { Market } from '../../domain/market/market.ts'
import {
  type Cash,
  noCash,
  notional,
  type Price,
  priceFromNumber,
  subtractQuantity,
  sumCash,
} from '../../domain/money/decimal.ts'
import { type Mode, type Order, stateOf } from '../../domain/orders/order.ts'
import type { Position } from '../../domain/positions/position.ts'
import type { Quote, VenueHealth, VenueInfo } from '../ports/analysis.ts'
import type { Exchange } from '../ports/exchange.ts'
import type { KillLatch } from '../ports/store.ts'
import type { AccountBook } from './account-book.ts'

/** An order that is not final, with what one unit was expected to cost when it was wanted. */
export interface PendingOrder {
  order: Order
  readonly expected: Price
}

export interface TradingAccount {
  readonly book: AccountBook
  readonly exchange: Exchange
}

export interface VenueState {
  readonly info: VenueInfo
  state: 'connecting' | 'live' | 'stale' | 'down'
  marketTime: number | null
  /** Our clock, epoch ms. */
  lastTickAt: number | null
  /** null for a market that is made here, and before the first word. */
  health: VenueHealth | null
}

/** Why nothing may open a trade although no one pressed the kill switch. */
export interface Blocked {
  readonly code: 'blocked.engine-failed'
  readonly message: string
}

/** Everything about money that the engine holds in memory; each part is on disk before it changes here. */
export class Books {
  readonly accounts = new Map<string, TradingAccount>()
  readonly venues = new Map<string, VenueState>()
  readonly orders = new Map<string, PendingOrder>()
  readonly positions = new Map<string, Position>()
  readonly kill = new Map<Mode, KillLatch>()
  readonly #marks = new Map<string, Quote>()
  blocked: Blocked | null = null

  market(venueId: string, symbol: string): Market | undefined {
    return this.venues.get(venueId)?.info.markets.find((market) => market.symbol === symbol)
  }

  account(id: string): TradingAccount {
    const account = this.accounts.get(id)
    if (account === undefined) throw new Error(`no account "${id}"`)
    return account
  }

  setMark(venueId: string, quote: Quote): void {
    this.#marks.set(`${venueId} ${quote.symbol}`, quote)
  }
  quote(venueId: string, symbol: string): Quote | undefined {
    return this.#marks.get(`${venueId} ${symbol}`)
  }
  /** Last price on the pair's step; undefined before the first trade. */
  mark(venueId: string, symbol: string): Price | undefined {
    const quote = this.quote(venueId, symbol)
    const market = this.market(venueId, symbol)
    return quote === undefined || market === undefined
      ? undefined
      : priceFromNumber(quote.last, market.priceStep)
  }

  positionOf(botId: string, symbol: string): Position | undefined {
    for (const position of this.positions.values()) {
      if (position.botId === botId && position.symbol === symbol) return position
    }
    return undefined
  }
  pendingOf(botId: string, symbol: string): PendingOrder | undefined {
    for (const pending of this.orders.values()) {
      if (pending.order.botId === botId && pending.order.symbol === symbol) return pending
    }
    return undefined
  }
  /** True while any order of the account on the pair has an outcome nobody knows. */
  isFrozen(accountId: string, symbol: string): boolean {
    for (const { order } of this.orders.values()) {
      if (order.accountId === accountId && order.symbol === symbol && stateOf(order) === 'unknown')
        return true
    }
    return false
  }

  /** Worth of a position: at the last price, or at cost before there is one. */
  valueOf(position: Position): Cash {
    const venueId = this.account(position.accountId).book.account.venueId
    const mark = this.mark(venueId, position.symbol)
    return mark === undefined ? position.cost : notional(mark, position.quantity, position.quote)
  }

  /** What pending entries may still cost, by their expected price. */
  reserved(currency: string, of: (order: Order) => boolean): Cash {
    const parts: Cash[] = []
    for (const { order, expected } of this.orders.values()) {
      if (order.purpose !== 'entry' || order.side !== 'buy' || !of(order)) continue
      const market = this.market(this.account(order.accountId).book.account.venueId, order.symbol)
      if (market?.quote !== currency) continue
      parts.push(notional(expected, subtractQuantity(order.quantity, order.filled), currency))
    }
    return sumCash(currency, parts)
  }

  positionsValue(accountId: string, currency: string): Cash {
    let value = noCash(currency)
    for (const position of this.positions.values()) {
      if (position.accountId !== accountId || position.quote !== currency) continue
      value = sumCash(currency, [value, this.valueOf(position)])
    }
    return value
  }

  isKilled(mode: Mode): boolean {
    return this.kill.get(mode)?.engaged === true
  }
}

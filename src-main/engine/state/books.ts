import type { Market } from '../../domain/market/market.ts'
import {
  addRatio,
  type Cash,
  noCash,
  notional,
  type Price,
  priceFromNumber,
  ratio,
  scaleCash,
  subtractQuantity,
  sumCash,
} from '../../domain/money/decimal.ts'
import { type Mode, type Order, stateOf } from '../../domain/orders/order.ts'
import type { Position } from '../../domain/positions/position.ts'
import type { Quote } from '../ports/analysis.ts'
import type { Exchange, OpenOrder } from '../ports/exchange.ts'
import type { KillLatch } from '../ports/kill-store.ts'
import type { FeedState, PairState } from '../ports/market-feed.ts'
import type { KeyFacts } from '../ports/store.ts'
import type { VenueHealth, VenueInfo } from '../ports/venue.ts'
import type { AccountBook } from './account-book.ts'
import type { AccountState } from './account-state.ts'
import type { Mismatch } from './mismatch.ts'

/** An order that is not final, as it is now. */
export interface PendingOrder {
  order: Order
}

export interface TradingAccount {
  readonly book: AccountBook
  readonly exchange: Exchange
  state: AccountState
  /** As it was last added or changed; null for an account that needs none. */
  key: KeyFacts | null
  /** Ends everything that was begun for the account; its books on disk stay. */
  close(): void
}

export interface PairFreshness {
  readonly state: PairState
  /** Our clock, epoch ms. */
  readonly since: number
}

export interface VenueState {
  readonly info: VenueInfo
  state: FeedState
  /** How far each pair that is listened to can be relied on. */
  readonly pairs: Map<string, PairFreshness>
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
  /** Orders that the exchange is being asked about. */
  readonly asking = new Set<string>()
  /** Accounts whose balances were not compared with the exchange's yet: nothing may be bought there. */
  readonly unconfirmed = new Set<string>()
  /** Accounts on which our books and the exchange's word differ: nothing is bought there, exits go on. */
  readonly mismatches = new Map<string, Mismatch>()
  /** Open orders on our accounts that are none of ours, by the exchange's last word. */
  readonly foreignOrders = new Map<string, readonly OpenOrder[]>()
  /** Accounts whose key the exchange does not accept: nothing is bought there, what protects is still tried. */
  readonly refusedKeys = new Set<string>()
  /** Positions that should have a stop order at their exchange and had none for too long, with their bot. */
  readonly unprotected = new Map<string, string>()
  readonly #markets = new WeakMap<VenueInfo, ReadonlyMap<string, Market>>()
  readonly #marks = new Map<string, Quote>()
  blocked: Blocked | null = null
  /** Whether the user has turned live trading on. */
  isLiveOn = false

  market(venueId: string, symbol: string): Market | undefined {
    const info = this.venues.get(venueId)?.info
    if (info === undefined) return undefined
    const known = this.#markets.get(info)
    if (known !== undefined) return known.get(symbol)
    const markets = new Map(info.markets.map((market) => [market.symbol, market]))
    this.#markets.set(info, markets)
    return markets.get(symbol)
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
  /** Why the pair's data cannot be traded on now; null when they can. */
  dataDoubt(venueId: string, symbol: string): 'stale' | 'halted' | 'delisted' | null {
    const venue = this.venues.get(venueId)
    const state = venue?.pairs.get(symbol)?.state
    if (state === 'halted' || state === 'delisted') return state
    const fresh = venue?.state === 'live' && state !== 'stale' && state !== 'waiting'
    return fresh ? null : 'stale'
  }
  /** When that doubt began, by our clock; a pair that was well when its whole venue was lost has no date of its own. */
  doubtSince(venueId: string, symbol: string): number | null {
    const venue = this.venues.get(venueId)
    const pair = venue?.pairs.get(symbol)
    const isOwn = pair !== undefined && pair.state !== 'live' && pair.state !== 'quiet'
    return isOwn ? pair.since : (venue?.lastTickAt ?? null)
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
  /** An order of the bot that is under way; a stop that waits at the exchange is none. */
  pendingOf(botId: string, symbol: string): PendingOrder | undefined {
    for (const pending of this.orders.values()) {
      if (
        pending.order.purpose !== 'protection' &&
        pending.order.botId === botId &&
        pending.order.symbol === symbol
      )
        return pending
    }
    return undefined
  }
  /**
   * True while the exchange has still to say what became of any order of the account on the pair.
   * @param except an order that is not looked at
   */
  isFrozen(accountId: string, symbol: string, except: string | null = null): boolean {
    for (const { order } of this.orders.values()) {
      if (order.accountId !== accountId || order.symbol !== symbol) continue
      if (order.clientOrderId === except) continue
      if (stateOf(order) === 'unknown' || this.asking.has(order.clientOrderId)) return true
    }
    return false
  }

  /** Worth of a position: at the last price, or at cost before there is one. */
  valueOf(position: Position): Cash {
    const venueId = this.account(position.accountId).book.account.venueId
    const mark = this.mark(venueId, position.symbol)
    return mark === undefined ? position.cost : notional(mark, position.quantity, position.quote)
  }

  /** What pending entries may still cost, by their expected price and with the highest fee. */
  reserved(currency: string, of: (order: Order) => boolean): Cash {
    const parts: Cash[] = []
    for (const { order } of this.orders.values()) {
      if (order.purpose !== 'entry' || order.side !== 'buy' || !of(order)) continue
      const market = this.market(this.account(order.accountId).book.account.venueId, order.symbol)
      if (market?.quote !== currency) continue
      const value = notional(order.expected, subtractQuantity(order.quantity, order.filled), currency)
      parts.push(scaleCash(value, addRatio(ratio('1'), market.takerFee)))
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

  hasUnprotected(botId: string): boolean {
    for (const id of this.unprotected.values()) if (id === botId) return true
    return false
  }

  /** True while no entry may be sent on the account, whichever bot wants it. */
  areEntriesHalted(accountId: string, mode: Mode): boolean {
    if (this.blocked !== null || this.isKilled(mode)) return true
    const { unconfirmed, mismatches, refusedKeys } = this
    return unconfirmed.has(accountId) || mismatches.has(accountId) || refusedKeys.has(accountId)
  }

  isKilled(mode: Mode): boolean {
    return this.kill.get(mode)?.engaged === true
  }
}

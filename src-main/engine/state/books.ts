import type { Market } from '../../domain/market/market.ts'
import { type Cash, notional, type Price, priceFromNumber } from '../../domain/money/decimal.ts'
import { type Mode, stateOf } from '../../domain/orders/order.ts'
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
import { OpenOrders, type PendingOrder } from './open-orders.ts'
import { OpenPositions, type Prices } from './open-positions.ts'
import { ofAccountOnPair, ofBotOnPair, ofPair } from './scopes.ts'

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

/** Where a bot holds, or may hold, one position. */
type Place = Pick<Position, 'botId' | 'symbol' | 'accountId'>

interface Mark {
  readonly quote: Quote
  /** On the pair's step; made when it is first asked for. */
  price: Price | null
}

/** Everything about money that the engine holds in memory; each part is on disk before it changes here. */
export class Books implements Prices {
  readonly accounts = new Map<string, TradingAccount>()
  readonly venues = new Map<string, VenueState>()
  readonly positions = new OpenPositions(this)
  readonly orders = new OpenOrders(this, (id, market) => this.positions.stopOf(id, market))
  readonly kill = new Map<Mode, KillLatch>()
  /** Orders that the exchange is being asked about. */
  readonly asking = new Set<string>()
  /** Orders that the exchange was asked to change, and that are as before or as asked: nobody knows yet. */
  readonly changing = new Set<string>()
  /** Accounts whose balances were not compared with the exchange's yet: nothing may be bought there. */
  readonly unconfirmed = new Set<string>()
  /** Accounts whose exchange tells nothing by itself now: what happens there has to be asked for. */
  readonly unheard = new Set<string>()
  /** Accounts on which our books and the exchange's word differ: nothing is bought there, exits go on. */
  readonly mismatches = new Map<string, Mismatch>()
  /** Open orders on our accounts that are none of ours, by the exchange's last word. */
  readonly foreignOrders = new Map<string, readonly OpenOrder[]>()
  /** Accounts whose key the exchange does not accept, since when by our clock: nothing is bought there, what protects is still tried. */
  readonly refusedKeys = new Map<string, number>()
  /** Positions that should have a stop order at their exchange and had none for too long, with their bot. */
  readonly unprotected = new Map<string, string>()
  readonly #markets = new WeakMap<VenueInfo, ReadonlyMap<string, Market>>()
  readonly #marks = new Map<string, Mark>()
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

  /** Whether both venues trade the pair, and mean the same by its name. */
  isSamePair(venueId: string, otherId: string, symbol: string): boolean {
    const [one, other] = [this.market(venueId, symbol), this.market(otherId, symbol)]
    return one !== undefined && other?.base === one.base && other.quote === one.quote
  }

  account(id: string): TradingAccount {
    const account = this.accounts.get(id)
    if (account === undefined) throw new Error(`no account "${id}"`)
    return account
  }

  venueOf(accountId: string): string {
    return this.account(accountId).book.account.venueId
  }

  setMark(venueId: string, quote: Quote): void {
    this.#marks.set(ofPair(venueId, quote.symbol), { quote, price: null })
    this.positions.onMark(venueId, quote.symbol)
  }
  /** Where a position is given up, also one that is only being entered; null: nowhere. */
  setStop(positionId: string, stop: number | null): void {
    this.positions.setStop(positionId, stop)
    this.orders.onStop(positionId)
  }
  quote(venueId: string, symbol: string): Quote | undefined {
    return this.#marks.get(ofPair(venueId, symbol))?.quote
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
    const mark = this.#marks.get(ofPair(venueId, symbol))
    if (mark === undefined) return undefined
    const market = mark.price === null ? this.market(venueId, symbol) : undefined
    if (market !== undefined) mark.price = priceFromNumber(mark.quote.last, market.priceStep)
    return mark.price ?? undefined
  }

  positionsOf(botId: string, symbol: string): readonly Position[] {
    return this.positions.of(botId, symbol)
  }
  positionOn({ botId, symbol, accountId }: Place): Position | undefined {
    return this.positions.of(botId, symbol).find((position) => position.accountId === accountId)
  }
  /** Positions of a bot, an account or a mode that are more than dust, and those being entered: one that is bought in part is one. */
  countPositions(scope: string): number {
    const { positions } = this
    let count = positions.count(scope)
    for (const id of this.orders.entering(scope)) if (!positions.has(id) || positions.isDust(id)) count += 1
    return count
  }
  /** An order of the bot that is under way on any account; a stop that waits at the exchange is none. */
  pendingOf(botId: string, symbol: string): PendingOrder | undefined {
    for (const pending of this.orders.of(ofBotOnPair(botId, symbol)))
      if (pending.order.purpose !== 'protection') return pending
    return undefined
  }
  /** The same on one account. */
  pendingOn({ botId, symbol, accountId }: Place): PendingOrder | undefined {
    for (const pending of this.orders.of(ofBotOnPair(botId, symbol)))
      if (pending.order.purpose !== 'protection' && pending.order.accountId === accountId) return pending
    return undefined
  }
  /**
   * True while the exchange has still to say what became of any order of the account on the pair.
   * @param except an order that is not looked at
   */
  isFrozen(accountId: string, symbol: string, except: string | null = null): boolean {
    for (const { order } of this.orders.of(ofAccountOnPair(accountId, symbol))) {
      if (order.clientOrderId === except) continue
      if (stateOf(order) === 'unknown' || this.asking.has(order.clientOrderId)) return true
    }
    return false
  }

  /** Worth of a position: at the last price, or at cost before there is one. */
  valueOf(position: Position): Cash {
    const mark = this.mark(this.venueOf(position.accountId), position.symbol)
    return mark === undefined ? position.cost : notional(mark, position.quantity, position.quote)
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

import type { Market } from '../market/market.ts'
import type { SymbolMarket } from '../market/symbol-market.ts'
import type { TapeTrade } from '../market/tape.ts'
import { smaller, type Units } from '../units.ts'
import type { Account } from './account.ts'
import { type Match, matchesFor, totalOf } from './matching.ts'
import { type TradingListener, TradingNews } from './news.ts'
import {
  type Amendable,
  isLive,
  type OrderEvent,
  type OrderRequest,
  type Placed,
  remainingOf,
  type SimulatedOrder,
} from './order.ts'
import { fires, refusalOf } from './order-rules.ts'
import { needed, settle } from './settlement.ts'

/** How the exchange behaves where exchanges differ. */
export interface TradingRules {
  /** A post-only order that would take: refused, or taken in and cancelled at once. */
  readonly postOnlyThatTakes: 'refuse' | 'cancel'
  /** Whether a waiting stop keeps its money locked, by the exchange's word for its kind. */
  readonly stopsLock: (label: string) => boolean
  /** Whether a stop that fires places another order, under an id of its own. */
  readonly stopsPlaceAnother: boolean
  readonly clientIdPattern: RegExp
  readonly firstOrderId: bigint
}

/** The matching engine: the tape fills resting orders, the book fills those that cross it. */
export class Trading {
  readonly accounts: readonly Account[]
  readonly #market: Market
  readonly #rules: TradingRules
  readonly #news = new TradingNews()
  readonly #live = new Map<string, Set<SimulatedOrder>>()
  #nextOrder = 0n
  #nextFill = 1

  constructor(market: Market, accounts: readonly Account[], rules: TradingRules) {
    this.#market = market
    this.accounts = accounts
    this.#rules = rules
    market.listen({
      trade: (symbol, trade) => this.#follow(symbol, trade),
      moved: () => {},
      minuteEnded: () => {},
    })
  }

  listen(listener: TradingListener): void {
    this.#news.listen(listener)
  }

  place(account: Account, request: OrderRequest): Placed {
    const symbol = this.#market.symbols.get(request.symbol)
    if (symbol === undefined) return { kind: 'refused', why: 'unknown-symbol' }
    const refusal = refusalOf(request, symbol, this.#rules.clientIdPattern)
    if (refusal !== null) return { kind: 'refused', why: refusal }
    const known = account.byClientId.get(request.clientId)
    if (known !== undefined && isLive(known)) return { kind: 'refused', why: 'duplicate-client-id' }
    const takes =
      request.trigger === null && matchesFor(symbol, { ...request, limit: request.price }).length > 0
    if (request.postOnly && takes && this.#rules.postOnlyThatTakes === 'refuse') {
      return { kind: 'refused', why: 'would-take' }
    }
    const order = this.#create(account, request)
    if (!this.#reserve(account, order, symbol)) return { kind: 'refused', why: 'insufficient-funds' }
    account.orders.set(order.id, order)
    account.byClientId.set(order.clientId, order)
    account.live.add(order)
    this.#liveOf(order.symbol).add(order)
    this.#tell(account, { kind: 'new', order, fill: null })
    if (request.postOnly && takes) this.#end(account, order, 'cancelled', 'post-only')
    else if (request.trigger === null) this.#execute(account, order, symbol)
    this.#settled(account)
    return { kind: 'placed', order }
  }

  /** Changes a live order in place, keeping its ids; refused as a whole when the new one could not be placed. */
  amend(account: Account, order: SimulatedOrder, change: Partial<Amendable>): Placed {
    const symbol = this.#market.symbol(order.symbol)
    const refusal = refusalOf({ ...order, ...change }, symbol, this.#rules.clientIdPattern)
    if (!isLive(order)) return { kind: 'refused', why: 'already-ended' }
    if (refusal !== null) return { kind: 'refused', why: refusal }
    if ((change.amount ?? order.amount ?? 0n) <= order.filled) return { kind: 'refused', why: 'bad-figure' }
    const { amount, price, trigger } = order
    account.unlock(order)
    Object.assign(order, change)
    if (!this.#reserve(account, order, symbol)) {
      Object.assign(order, { amount, price, trigger })
      this.#reserve(account, order, symbol)
      return { kind: 'refused', why: 'insufficient-funds' }
    }
    order.updatedAt = this.#market.time
    this.#tell(account, { kind: 'amended', order, fill: null })
    if (order.status !== 'waiting') this.#execute(account, order, symbol)
    this.#settled(account)
    return { kind: 'placed', order }
  }

  cancel(account: Account, order: SimulatedOrder, why = 'user'): boolean {
    if (!isLive(order)) return false
    this.#end(account, order, 'cancelled', why)
    this.#settled(account)
    return true
  }

  /** By the exchange's id or else by the client's: a client id may be used again once its order has ended. */
  find(
    account: Account,
    by: { readonly id?: string | undefined; readonly clientId?: string | undefined },
  ): SimulatedOrder | null {
    if (by.id !== undefined && by.id !== '') return account.orders.get(by.id) ?? null
    return account.byClientId.get(by.clientId ?? '') ?? null
  }

  liveOrders(account: Account, symbol?: string): readonly SimulatedOrder[] {
    return [...account.live].filter((order) => symbol === undefined || order.symbol === symbol)
  }

  /** Fills a resting order by hand, whatever the market does. */
  fill(order: SimulatedOrder, amount: Units, price?: Units): void {
    const account = this.accounts.find(({ id }) => id === order.accountId)
    const symbol = this.#market.symbol(order.symbol)
    if (account === undefined || !isLive(order)) throw new RangeError(`order ${order.id} is not open`)
    const at = price ?? order.price ?? symbol.listing.price(symbol.lastPrice)
    const match = { priceSteps: 0, price: at, amount: smaller(amount, remainingOf(order)) }
    this.#fill(account, order, symbol, match, 'maker')
    this.#settled(account)
  }

  cancelAll(symbol: string, why: string): void {
    for (const order of [...this.#liveOf(symbol)]) {
      const account = this.accounts.find(({ id }) => id === order.accountId)
      if (account !== undefined) this.cancel(account, order, why)
    }
  }

  /** Money that comes or goes without an order: a deposit, a withdrawal. */
  transfer(account: Account, currency: string, amount: Units): void {
    account.add(currency, amount)
    this.#settled(account)
  }

  #create(account: Account, request: OrderRequest): SimulatedOrder {
    const time = this.#market.time
    return {
      ...request,
      id: this.#freshId(),
      accountId: account.id,
      createdAt: time,
      updatedAt: time,
      status: request.trigger === null ? 'open' : 'waiting',
      filled: 0n,
      filledQuote: 0n,
      triggered: false,
      placedId: '',
      locked: null,
      fills: [],
      endedBy: '',
    }
  }

  #freshId(): string {
    this.#nextOrder += 1n
    return String(this.#rules.firstOrderId + this.#nextOrder)
  }

  /** Locks the money of a resting order; of one that fills at once only checks that it is there. */
  #reserve(account: Account, order: SimulatedOrder, symbol: SymbolMarket): boolean {
    if (order.status === 'waiting' && !this.#rules.stopsLock(order.label)) return true
    const { currency, amount } = needed(order, symbol, account)
    if (order.kind === 'market' && order.status !== 'waiting') return account.balance(currency).free >= amount
    return account.lock(order, currency, amount)
  }

  #execute(account: Account, order: SimulatedOrder, symbol: SymbolMarket): void {
    const amount = order.amount === null ? null : remainingOf(order)
    const matches = matchesFor(symbol, { side: order.side, amount, cost: order.cost, limit: order.price })
    if (order.timeInForce === 'FOK' && totalOf(matches).amount < (amount ?? 0n)) {
      this.#end(account, order, 'expired', 'no-liquidity')
      return
    }
    for (const match of matches) {
      const last = order.amount === null && match === matches.at(-1)
      if (!this.#fill(account, order, symbol, match, last ? 'last' : 'taker')) return
    }
    const rests = order.kind === 'limit' && order.timeInForce === 'GTC'
    if (isLive(order) && !rests) this.#end(account, order, 'expired', 'no-liquidity')
  }

  /** False when the money did not suffice and the order has ended. */
  #fill(
    account: Account,
    order: SimulatedOrder,
    symbol: SymbolMarket,
    match: Match,
    as: 'maker' | 'taker' | 'last',
  ): boolean {
    account.unlock(order)
    const stamp = { id: this.#nextFill, time: this.#market.time }
    const fill = settle(account, order, symbol, match, as === 'maker', stamp)
    if (fill === null) {
      this.#end(account, order, 'expired', 'funds')
      return false
    }
    this.#nextFill += 1
    if (as !== 'maker') symbol.book.take(match.priceSteps, Number(match.amount / symbol.listing.amountStep))
    order.fills.push(fill)
    order.filled += fill.amount
    order.filledQuote += fill.quote
    order.updatedAt = stamp.time
    const done = as === 'last' || (order.amount !== null && order.filled >= order.amount)
    order.status = done ? 'filled' : 'partly-filled'
    if (done) this.#forget(account, order)
    else if (order.kind === 'limit') {
      const rest = needed(order, symbol, account)
      account.lock(order, rest.currency, rest.amount)
    }
    this.#tell(account, { kind: 'trade', order, fill })
    return true
  }

  #end(account: Account, order: SimulatedOrder, status: 'cancelled' | 'expired', why: string): void {
    account.unlock(order)
    order.status = status
    order.endedBy = why
    order.updatedAt = this.#market.time
    this.#forget(account, order)
    this.#tell(account, { kind: status, order, fill: null })
  }

  #forget(account: Account, order: SimulatedOrder): void {
    account.live.delete(order)
    this.#liveOf(order.symbol).delete(order)
  }

  #follow(symbol: SymbolMarket, trade: TapeTrade): void {
    const live = this.#live.get(symbol.listing.symbol)
    if (live === undefined || live.size === 0) return
    const last = symbol.listing.price(trade.price)
    let left = symbol.listing.amount(trade.amount)
    for (const order of [...live]) {
      const account = this.accounts.find(({ id }) => id === order.accountId)
      if (account === undefined || !isLive(order)) continue
      if (order.status === 'waiting') this.#checkTrigger(account, order, symbol, last)
      else if (order.price !== null) {
        const through = order.side === 'buy' ? last < order.price : last > order.price
        const amount = through
          ? remainingOf(order)
          : last === order.price
            ? smaller(left, remainingOf(order))
            : 0n
        if (amount === 0n) continue
        if (!through) left -= amount
        this.#fill(account, order, symbol, { priceSteps: trade.price, price: order.price, amount }, 'maker')
      }
      this.#settled(account)
    }
  }

  #checkTrigger(account: Account, order: SimulatedOrder, symbol: SymbolMarket, last: Units): void {
    if (order.trigger === null || !fires(order.trigger, last)) return
    account.unlock(order)
    order.triggered = true
    order.status = 'open'
    order.updatedAt = this.#market.time
    if (!this.#reserve(account, order, symbol)) {
      this.#end(account, order, 'expired', 'funds')
      return
    }
    if (this.#rules.stopsPlaceAnother) order.placedId = this.#freshId()
    this.#tell(account, { kind: 'triggered', order, fill: null })
    this.#execute(account, order, symbol)
  }

  #liveOf(symbol: string): Set<SimulatedOrder> {
    const known = this.#live.get(symbol)
    if (known !== undefined) return known
    const fresh = new Set<SimulatedOrder>()
    this.#live.set(symbol, fresh)
    return fresh
  }

  #tell(account: Account, event: OrderEvent): void {
    this.#news.order(account, event)
  }

  #settled(account: Account): void {
    this.#news.settled(account, this.#market.time)
  }
}

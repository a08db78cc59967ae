import type { Market, Trade } from '../../../domain/market/market.ts'
import {
  addQuantity,
  ceilCashTo8,
  compare,
  floorQuantityFromNumber,
  isZero,
  minQuantity,
  notional,
  type Price,
  type Quantity,
  quantity,
  scaleCash,
  subtractQuantity,
  text,
  zeroQuantity,
} from '../../../domain/money/decimal.ts'
import { noOrders, type OrderCapabilities, plainSpot } from '../../../domain/orders/capabilities.ts'
import { checkOrder } from '../../../domain/orders/check-order.ts'
import type { Fill, OrderRequest } from '../../../domain/orders/order.ts'
import { seededRandom, seedOf } from '../../../domain/random.ts'
import type { Quote } from '../../../engine/ports/analysis.ts'
import type { Clock } from '../../../engine/ports/clock.ts'
import type {
  Asked,
  Exchange,
  ExchangeEvent,
  ExchangeFill,
  ExchangeOrder,
  OpenOrder,
  Span,
  SubmitOutcome,
} from '../../../engine/ports/exchange.ts'
import type { Account, PaperOrder, Store } from '../../../engine/ports/store.ts'
import { type PaperConditions, slippedPrice, touchPrice, tradesThrough } from './paper-fills.ts'
import { PaperLedger } from './paper-ledger.ts'
import { holdFor } from './paper-rules.ts'

export interface PaperOptions {
  readonly account: Account
  readonly markets: readonly Market[]
  readonly store: Pick<Store, 'transaction' | 'paper'>
  readonly conditions: PaperConditions
  readonly clock: Clock
  readonly seed: number
}

interface Liquidity {
  readonly last: number
  readonly time: number
  /** What is left of the last trade's amount for orders here. */
  left: Quantity
}

const answered = <T>(value: T): Asked<T> => ({ kind: 'answered', value })

/**
 * A simulated exchange for one account, fed with a market's trades. It keeps its own books in its own
 * transactions, so that the engine has to settle with it after a crash exactly as with a real one.
 */
export class PaperExchange implements Exchange {
  readonly markets: readonly Market[]
  readonly #options: PaperOptions
  readonly #ledger: PaperLedger
  readonly #bySymbol: ReadonlyMap<string, Market>
  readonly #liquidity = new Map<string, Liquidity>()
  readonly #listeners = new Set<(event: ExchangeEvent) => void>()

  constructor(options: PaperOptions) {
    this.#options = options
    this.markets = options.markets
    this.#bySymbol = new Map(options.markets.map((market) => [market.symbol, market]))
    this.#ledger = options.store.transaction(
      () => new PaperLedger(options.store.paper, options.account.id, options.account.start),
    )
  }

  capabilities(symbol: string): OrderCapabilities {
    return this.#bySymbol.has(symbol) ? plainSpot : noOrders
  }

  /** The market's last word on a pair; must come before the orders that it is to price. */
  onQuote(quote: Quote): void {
    const known = this.#liquidity.get(quote.symbol)
    if (known !== undefined && known.time >= quote.time && known.last === quote.last) return
    this.#setLiquidity(quote.symbol, quote.last, quote.amount, quote.time)
  }

  /** Every trade of a pair that has open orders here. */
  onTrade(trade: Trade): void {
    const liquidity = this.#setLiquidity(trade.symbol, trade.price, trade.amount, trade.time)
    if (liquidity === null) return
    for (const order of this.#store.openOrders(this.#accountId)) {
      if (order.symbol === trade.symbol) this.#match(order, liquidity)
    }
  }

  async submit(request: OrderRequest): Promise<SubmitOutcome> {
    const market = this.#bySymbol.get(request.symbol)
    if (market === undefined)
      return { kind: 'rejected', rejection: 'UNKNOWN_MARKET', message: `no market ${request.symbol}` }
    const liquidity = this.#liquidity.get(request.symbol)
    if (liquidity === undefined)
      return { kind: 'rejected', rejection: 'MARKET_CLOSED', message: 'no price yet' }
    if (this.#store.order(this.#accountId, request.clientOrderId) !== null) {
      return {
        kind: 'rejected',
        rejection: 'DUPLICATE_CLIENT_ID',
        message: `${request.clientOrderId} was used`,
      }
    }
    const expected = touchPrice(market, liquidity.last, request.side, this.#options.conditions)
    const refusal = checkOrder(request, market, this.capabilities(request.symbol), expected)
    if (refusal !== null) return { kind: 'rejected', ...refusal }
    const accepted = this.#accept(request, market, expected)
    if (accepted === null) {
      return {
        kind: 'rejected',
        rejection: 'INSUFFICIENT_FUNDS',
        message: `not enough ${request.side === 'buy' ? market.quote : market.base}`,
      }
    }
    this.#emit({
      kind: 'acknowledged',
      clientOrderId: accepted.clientOrderId,
      exchangeOrderId: accepted.exchangeOrderId,
    })
    this.#take(accepted, market, liquidity)
    this.#emit({ kind: 'balances', balances: this.#ledger.all() })
    return { kind: 'accepted', exchangeOrderId: accepted.exchangeOrderId }
  }

  async cancel(clientOrderId: string): Promise<Asked<'accepted' | 'not-open'>> {
    const order = this.#store.order(this.#accountId, clientOrderId)
    if (order === null || order.status !== 'open') return answered('not-open')
    this.#end(order, 'cancelled')
    this.#emit({ kind: 'cancelled', clientOrderId })
    this.#emit({ kind: 'balances', balances: this.#ledger.all() })
    return answered('accepted')
  }

  async order(clientOrderId: string): Promise<Asked<ExchangeOrder | null>> {
    return answered(this.#store.order(this.#accountId, clientOrderId))
  }

  async openOrders(): Promise<Asked<readonly OpenOrder[]>> {
    return answered(this.#store.openOrders(this.#accountId))
  }

  async recentFills(symbols: readonly string[], { from }: Span): Promise<Asked<readonly ExchangeFill[]>> {
    const found = this.#store.fillsSince(this.#accountId, from)
    return answered(found.filter(({ symbol }) => symbols.includes(symbol)))
  }

  async fills(clientOrderId: string): Promise<Asked<readonly Fill[]>> {
    return answered(this.#store.fills(this.#accountId, clientOrderId))
  }

  async balances() {
    return answered(this.#ledger.all())
  }

  subscribe(listener: (event: ExchangeEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get #store() {
    return this.#options.store.paper
  }
  get #accountId() {
    return this.#options.account.id
  }

  #setLiquidity(symbol: string, last: number, amount: number, time: number): Liquidity | null {
    const market = this.#bySymbol.get(symbol)
    if (market === undefined) return null
    const left = floorQuantityFromNumber(
      amount * Number(this.#options.conditions.participation),
      market.amountStep,
    )
    const liquidity: Liquidity = { last, time, left }
    this.#liquidity.set(symbol, liquidity)
    return liquidity
  }

  #accept(request: OrderRequest, market: Market, expected: Price): PaperOrder | null {
    const held = holdFor(request, market, expected, request.quantity)
    return this.#options.store.transaction(() => {
      if (!this.#ledger.hold(request.side === 'buy' ? market.quote : market.base, held)) return null
      const order: PaperOrder = {
        accountId: this.#accountId,
        clientOrderId: request.clientOrderId,
        exchangeOrderId: `P${this.#store.nextSequence(this.#accountId)}`,
        symbol: request.symbol,
        side: request.side,
        type: request.type,
        limitPrice: request.limitPrice,
        quantity: request.quantity,
        filled: zeroQuantity,
        held,
        status: 'open',
      }
      this.#store.saveOrder(order)
      return order
    })
  }

  /** What an order can have the moment it arrives: a market order, or a limit that reaches the other side. */
  #take(order: PaperOrder, market: Market, liquidity: Liquidity): void {
    const touch = touchPrice(market, liquidity.last, order.side, this.#options.conditions)
    if (order.limitPrice === null) {
      this.#fill(order, market, liquidity, this.#slipped(order, market, touch), 'taker')
      return
    }
    const limit = order.limitPrice
    const reaches = order.side === 'buy' ? compare(limit, touch) >= 0 : compare(limit, touch) <= 0
    if (reaches) this.#fill(order, market, liquidity, touch, 'taker')
  }

  /** What a later trade gives to an order that is already there. */
  #match(order: PaperOrder, liquidity: Liquidity): void {
    const market = this.#bySymbol.get(order.symbol)
    if (market === undefined) return
    if (order.limitPrice === null) {
      const touch = touchPrice(market, liquidity.last, order.side, this.#options.conditions)
      this.#fill(order, market, liquidity, this.#slipped(order, market, touch), 'taker')
    } else if (tradesThrough(market, { price: liquidity.last }, order.side, order.limitPrice)) {
      this.#fill(order, market, liquidity, order.limitPrice, 'maker')
    } else return
    this.#emit({ kind: 'balances', balances: this.#ledger.all() })
  }

  #slipped(order: PaperOrder, market: Market, touch: Price): Price {
    const draw = seededRandom(seedOf(this.#options.seed, order.clientOrderId, text(order.filled)))()
    return slippedPrice(market, touch, order.side, this.#options.conditions, draw)
  }

  #fill(listed: PaperOrder, market: Market, liquidity: Liquidity, at: Price, role: Fill['liquidity']): void {
    // Whoever heard of an earlier fill or of the acceptance may have ended the order meanwhile.
    const order = this.#store.order(this.#accountId, listed.clientOrderId)
    if (order === null || order.status !== 'open') return
    const size = minQuantity(subtractQuantity(order.quantity, order.filled), liquidity.left)
    if (isZero(size)) return
    if (!this.#affords(order, market, at, size)) {
      this.#end(order, 'expired')
      this.#emit({ kind: 'expired', clientOrderId: order.clientOrderId })
      return
    }
    const rate = role === 'maker' ? market.makerFee : market.takerFee
    const fill = this.#options.store.transaction(() => {
      const executed: Fill = {
        tradeId: `T${this.#store.nextSequence(this.#accountId)}`,
        clientOrderId: order.clientOrderId,
        price: at,
        quantity: size,
        fee: ceilCashTo8(scaleCash(notional(at, size, market.quote), rate)),
        liquidity: role,
        marketTime: liquidity.time,
        seenAt: this.#options.clock.now(),
      }
      const held = this.#ledger.settle(market, order.side, executed, order.held)
      const filled = addQuantity(order.filled, size)
      const done = compare(filled, order.quantity) >= 0
      if (done && order.side === 'buy') this.#ledger.release(market.quote, held)
      this.#store.insertFill(this.#accountId, executed)
      this.#store.saveOrder({
        ...order,
        filled,
        held: done ? quantity('0') : held,
        status: done ? 'filled' : 'open',
      })
      return executed
    })
    liquidity.left = subtractQuantity(liquidity.left, size)
    this.#emit({ kind: 'filled', fill })
  }

  /** A buy that slipped, or paid many rounded fees, may need more than it held; it never takes more than is free. */
  #affords(order: PaperOrder, market: Market, at: Price, size: Quantity): boolean {
    if (order.side === 'sell') return true
    const funds = addQuantity(order.held, this.#ledger.of(market.quote).free)
    return compare(holdFor({ ...order, limitPrice: at }, market, at, size), funds) <= 0
  }

  #end(order: PaperOrder, status: 'cancelled' | 'expired'): void {
    const market = this.#bySymbol.get(order.symbol)
    if (market === undefined) return
    this.#options.store.transaction(() => {
      this.#ledger.release(order.side === 'buy' ? market.quote : market.base, order.held)
      this.#store.saveOrder({ ...order, held: zeroQuantity, status })
    })
  }

  #emit(event: ExchangeEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}

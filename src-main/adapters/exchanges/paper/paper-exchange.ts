import type { Market, Trade } from '../../../domain/market/market.ts'
import type { TradeFilter } from '../../../domain/market/trade-filter.ts'
import { floorQuantityFromNumber, type Price, zeroQuantity } from '../../../domain/money/decimal.ts'
import { fullSpot, noOrders, type OrderCapabilities } from '../../../domain/orders/capabilities.ts'
import { checkOrder } from '../../../domain/orders/check-order.ts'
import type { Fill, OrderRequest } from '../../../domain/orders/order.ts'
import type { Quote } from '../../../engine/ports/analysis.ts'
import type { Clock } from '../../../engine/ports/clock.ts'
import type {
  AmendOutcome,
  Asked,
  Exchange,
  ExchangeEvent,
  ExchangeFill,
  ExchangeOrder,
  OpenOrder,
  Span,
  StopChange,
  SubmitOutcome,
} from '../../../engine/ports/exchange.ts'
import type { Account, PaperOrder, Store } from '../../../engine/ports/store.ts'
import { type PaperConditions, touchPrice } from './paper-fills.ts'
import { PaperLedger } from './paper-ledger.ts'
import { type Liquidity, PaperMatching, passedBy } from './paper-matching.ts'
import { isWaiting, PaperOrders } from './paper-orders.ts'
import { holdFor } from './paper-rules.ts'

export interface PaperOptions {
  readonly account: Account
  readonly markets: readonly Market[]
  readonly store: Pick<Store, 'note' | 'paper'>
  readonly conditions: PaperConditions
  readonly clock: Clock
  readonly seed: number
}

const capabilities: OrderCapabilities = { ...fullSpot, amendsStops: true }

const answered = <T>(value: T): Asked<T> => ({ kind: 'answered', value })

/**
 * A simulated exchange for one account, fed with a market's trades. It keeps its own books in its own
 * transactions, so that the engine has to settle with it after a crash exactly as with a real one. They are noted
 * before what is flushed: should the computer lose power, both sides are at a moment that was, neither ahead of what
 * the engine's own books need.
 */
export class PaperExchange implements Exchange {
  /** It is in this process: nothing is on its way. */
  readonly lateMs = { orders: 0, stops: 0 }
  readonly markets: readonly Market[]
  readonly #options: PaperOptions
  readonly #ledger: PaperLedger
  readonly #orders: PaperOrders
  readonly #matching: PaperMatching
  readonly #bySymbol: ReadonlyMap<string, Market>
  readonly #liquidity = new Map<string, Liquidity>()
  readonly #listeners = new Set<(event: ExchangeEvent) => void>()
  /** As it was told last, by pair. */
  readonly #tradesWanted = new Map<string, TradeFilter>()
  /** null while nobody brings any. */
  #wantTrades: ((symbol: string, filter: TradeFilter | null) => void) | null = null

  constructor(options: PaperOptions) {
    this.#options = options
    this.markets = options.markets
    this.#bySymbol = new Map(options.markets.map((market) => [market.symbol, market]))
    this.#ledger = options.store.note(
      () => new PaperLedger(options.store.paper, options.account.id, options.account.start),
    )
    this.#orders = new PaperOrders(options.store.paper, options.account.id)
    this.#matching = new PaperMatching({
      ...options,
      accountId: options.account.id,
      ledger: this.#ledger,
      orders: this.#orders,
      tell: (event) => this.#emit(event),
    })
  }

  capabilities(symbol: string): OrderCapabilities {
    return this.#bySymbol.has(symbol) ? capabilities : noOrders
  }

  /** The market's last word on a pair; must come before the orders that it is to price. */
  onQuote(quote: Quote): void {
    const known = this.#liquidity.get(quote.symbol)
    if (known !== undefined && known.time >= quote.time && known.last === quote.last) return
    this.#setLiquidity(quote.symbol, quote.last, quote.amount, quote.time)
  }

  /**
   * Says which trades of a pair are needed, now and whenever that changes; null: none.
   * @returns the function that ends it
   */
  onTradesWanted(tell: (symbol: string, filter: TradeFilter | null) => void): () => void {
    this.#wantTrades = tell
    const open = this.#store.openOrders(this.#accountId, null)
    for (const symbol of new Set(open.map((order) => order.symbol))) this.#askForTrades(symbol)
    return () => {
      this.#wantTrades = null
      for (const symbol of this.#tradesWanted.keys()) tell(symbol, null)
    }
  }

  /** The wanted trades of a pair; others do no harm. */
  onTrade(trade: Trade): void {
    const liquidity = this.#setLiquidity(trade.symbol, trade.price, trade.amount, trade.time)
    const market = this.#bySymbol.get(trade.symbol)
    if (liquidity === null || market === undefined) return
    for (const order of this.#orders.openOn(trade.symbol)) {
      if (!this.#matching.match(order, market, liquidity)) continue
      this.#askForTrades(trade.symbol)
      this.#emit({ kind: 'balances', balances: this.#ledger.all() })
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
    const refusal =
      checkOrder(request, market, this.capabilities(request.symbol), expected) ??
      passedBy(request, market, liquidity, expected)
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
    this.#matching.arrive(accepted, market, liquidity, request.timeInForce)
    this.#askForTrades(request.symbol)
    this.#emit({ kind: 'balances', balances: this.#ledger.all() })
    return { kind: 'accepted', exchangeOrderId: accepted.exchangeOrderId }
  }

  async cancel(clientOrderId: string): Promise<Asked<'accepted' | 'not-open'>> {
    const order = this.#store.order(this.#accountId, clientOrderId)
    if (order === null || order.status !== 'open') return answered('not-open')
    const market = this.#bySymbol.get(order.symbol)
    if (market === undefined) return { kind: 'failed', cause: `${order.symbol} is not listed any more` }
    this.#matching.end(order, market, 'cancelled')
    // To be sent fewer trades is no hurry, and to say so wakes a thread: what waits for the cancel goes first.
    this.#options.clock.after(0, () => this.#askForTrades(order.symbol))
    this.#emit({ kind: 'cancelled', clientOrderId, filled: order.filled })
    this.#emit({ kind: 'balances', balances: this.#ledger.all() })
    return answered('accepted')
  }

  async amend(request: OrderRequest, change: StopChange): Promise<AmendOutcome> {
    const market = this.#bySymbol.get(request.symbol)
    const order = this.#orders.open(request.clientOrderId)
    if (market === undefined || order === null || !isWaiting(order)) return { kind: 'not-open' }
    const wanted = { ...request, ...change }
    const liquidity = this.#liquidity.get(request.symbol)
    const passed = liquidity === undefined ? null : passedBy(wanted, market, liquidity, change.triggerPrice)
    const refusal =
      order.limitPrice === null
        ? (checkOrder(wanted, market, capabilities, null) ?? passed)
        : ({ rejection: 'UNSUPPORTED', message: 'it has a limit price' } as const)
    if (refusal !== null) return { kind: 'refused', ...refusal }
    if (!this.#change(order, market, change)) {
      return { kind: 'refused', rejection: 'INSUFFICIENT_FUNDS', message: 'not enough for its new size' }
    }
    this.#askForTrades(order.symbol)
    this.#emit({ kind: 'balances', balances: this.#ledger.all() })
    return { kind: 'amended' }
  }

  async order(clientOrderId: string): Promise<Asked<ExchangeOrder | null>> {
    return answered(this.#store.order(this.#accountId, clientOrderId))
  }

  async openOrders(): Promise<Asked<readonly OpenOrder[]>> {
    return answered(this.#store.openOrders(this.#accountId, null))
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
    const held = holdFor(request, market, request.triggerPrice ?? expected, request.quantity)
    return this.#options.store.note(() => {
      if (!this.#ledger.hold(request.side === 'buy' ? market.quote : market.base, held)) return null
      const order: PaperOrder = {
        accountId: this.#accountId,
        clientOrderId: request.clientOrderId,
        exchangeOrderId: `P${this.#store.nextSequence(this.#accountId)}`,
        symbol: request.symbol,
        side: request.side,
        type: request.type,
        limitPrice: request.limitPrice,
        triggerPrice: request.triggerPrice,
        triggered: false,
        quantity: request.quantity,
        filled: zeroQuantity,
        held,
        status: 'open',
      }
      this.#orders.save(order)
      return order
    })
  }

  #askForTrades(symbol: string): void {
    const market = this.#bySymbol.get(symbol)
    if (market === undefined || this.#wantTrades === null) return
    const filter = this.#orders.tradesWanted(market)
    const told = this.#tradesWanted.get(symbol)
    if (filter?.atOrBelow === told?.atOrBelow && filter?.atOrAbove === told?.atOrAbove) return
    if (filter === null) this.#tradesWanted.delete(symbol)
    else this.#tradesWanted.set(symbol, filter)
    this.#wantTrades(symbol, filter)
  }

  /** False when the account lacks what the order would hold. */
  #change(order: PaperOrder, market: Market, change: StopChange): boolean {
    const held = holdFor(order, market, change.triggerPrice, change.quantity)
    const asset = order.side === 'buy' ? market.quote : market.base
    return this.#options.store.note(() => {
      this.#ledger.release(asset, order.held)
      const isEnough = this.#ledger.hold(asset, held)
      if (isEnough) this.#orders.save({ ...order, ...change, held })
      else this.#ledger.hold(asset, order.held)
      return isEnough
    })
  }

  #emit(event: ExchangeEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}

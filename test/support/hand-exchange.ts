import { demoMarkets, demoStart } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import {
  addQuantity,
  cash,
  cashText,
  compare,
  negateCash,
  notional,
  type Price,
  price,
  quantity,
  zeroQuantity,
} from '../../src-main/domain/money/decimal.ts'
import { type OrderCapabilities, plainSpot } from '../../src-main/domain/orders/capabilities.ts'
import type { EndedBy, Fill, OrderRequest } from '../../src-main/domain/orders/order.ts'
import {
  type AmendOutcome,
  type Asked,
  type Balance,
  type Exchange,
  type ExchangeEvent,
  type ExchangeFill,
  type ExchangeOrder,
  type OpenOrder,
  type Span,
  type StopChange,
  type SubmitOutcome,
  usualLateMs,
} from '../../src-main/engine/ports/exchange.ts'
import { addText } from './add-text.ts'

type Question = 'order' | 'fills' | 'balances' | 'openOrders' | 'recentFills' | 'submit'
type Placed = Pick<ExchangeOrder, 'clientOrderId' | 'symbol' | 'side' | 'quantity'> & {
  readonly triggerPrice?: Price | null
}

const wouldTrigger = { rejection: 'WOULD_TRIGGER', message: 'it would trigger immediately' } as const

/**
 * An exchange that a test writes by hand: it fills nothing by itself, says what it was made to, and tells of it by
 * itself only while `tells`.
 */
export class HandExchange implements Exchange {
  readonly lateMs = usualLateMs
  readonly markets = demoMarkets
  /** Whether it has stops, and changes them in place. */
  hasStops = false
  /** Whether one request can end a stop and place another; then it changes none in place. */
  replacesStops = false
  /** Where the market stands: a sale's stop that it has passed is refused. */
  last: Price | null = null
  /** Called with each change of a stop that arrives, before it is made; false: it does not arrive. */
  onAmend: () => boolean = () => true
  readonly asked: string[] = []
  readonly sent: OrderRequest[] = []
  /** Questions that get no answer; their orders may arrive all the same. */
  readonly failing = new Set<Question>()
  tells = true
  /** What it stamps on fills, unless it is told otherwise. */
  time = demoStart
  /** Whether an order that is sent arrives. */
  takes = true
  readonly #orders = new Map<string, OpenOrder>()
  readonly #fills: ExchangeFill[] = []
  readonly #totals = new Map<string, string>()
  readonly #listeners = new Set<(event: ExchangeEvent) => void>()
  #count = 0

  constructor(totals: Readonly<Record<string, string>>) {
    for (const [asset, total] of Object.entries(totals)) this.#totals.set(asset, total)
  }

  capabilities(): OrderCapabilities {
    if (!this.hasStops) return plainSpot
    const { replacesStops } = this
    const types = [...plainSpot.types, 'stop-market'] as const
    return { ...plainSpot, types, amendsStops: !replacesStops, replacesStops }
  }
  async submit(order: OrderRequest, replaced?: string): Promise<SubmitOutcome> {
    this.sent.push(order)
    if (this.#hasPassed(order.triggerPrice)) return { kind: 'rejected', ...wouldTrigger }
    if (this.takes) {
      if (replaced !== undefined) this.end(replaced, 'cancelled')
      this.place(order)
    }
    if (this.failing.has('submit')) return { kind: 'unknown', cause: 'socket hang up' }
    return { kind: 'accepted', exchangeOrderId: this.#order(order.clientOrderId).exchangeOrderId }
  }
  async cancel(clientOrderId: string): Promise<Asked<'accepted' | 'not-open'>> {
    const order = this.#orders.get(clientOrderId)
    if (order?.status !== 'open') return { kind: 'answered', value: 'not-open' }
    this.end(clientOrderId, 'cancelled')
    return { kind: 'answered', value: 'accepted' }
  }
  async amend({ clientOrderId }: OrderRequest, change: StopChange): Promise<AmendOutcome> {
    if (this.#hasPassed(change.triggerPrice)) return { kind: 'refused', ...wouldTrigger }
    if (this.onAmend()) this.change(clientOrderId, change)
    return { kind: 'amended' }
  }
  order(clientOrderId: string): Promise<Asked<ExchangeOrder | null>> {
    return this.#answer('order', () => this.#orders.get(clientOrderId) ?? null)
  }
  openOrders(): Promise<Asked<readonly OpenOrder[]>> {
    return this.#answer('openOrders', () =>
      [...this.#orders.values()].filter(({ status }) => status === 'open'),
    )
  }
  fills(clientOrderId: string): Promise<Asked<readonly Fill[]>> {
    return this.#answer('fills', () => this.#fills.filter((fill) => fill.clientOrderId === clientOrderId))
  }
  recentFills(symbols: readonly string[], { from }: Span): Promise<Asked<readonly ExchangeFill[]>> {
    return this.#answer('recentFills', () =>
      this.#fills
        .filter(({ symbol, marketTime }) => symbols.includes(symbol) && marketTime >= from)
        // As at Binance: these carry no client id.
        .map((fill) => ({ ...fill, clientOrderId: `#${fill.exchangeOrderId}` })),
    )
  }
  balances(): Promise<Asked<readonly Balance[]>> {
    return this.#answer('balances', () =>
      [...this.#totals].map(([asset, total]) => ({ asset, total: quantity(total), free: quantity(total) })),
    )
  }
  subscribe(listener: (event: ExchangeEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** An order that arrives here, from us or from anyone else. */
  place({ clientOrderId, symbol, side, quantity: size, triggerPrice = null }: Placed): void {
    this.#count += 1
    const exchangeOrderId = `X-${clientOrderId}`
    this.#orders.set(clientOrderId, {
      clientOrderId,
      exchangeOrderId,
      symbol,
      side,
      quantity: size,
      filled: zeroQuantity,
      status: 'open',
      limitPrice: null,
      triggerPrice,
    })
    this.#tell({ kind: 'acknowledged', clientOrderId, exchangeOrderId })
  }

  /** Fills a part of an order; its money moves. */
  fill(
    clientOrderId: string,
    size: string,
    at: string,
    change: Partial<Pick<Fill, 'tradeId' | 'fee' | 'marketTime'>> = {},
  ): Fill {
    const order = this.#order(clientOrderId)
    const filled = addQuantity(order.filled, quantity(size))
    const status = compare(filled, order.quantity) >= 0 ? 'filled' : order.status
    this.#orders.set(clientOrderId, { ...order, filled, status })
    this.#count += 1
    const [base = '', quote = ''] = order.symbol.split('/')
    const { exchangeOrderId, symbol, side } = order
    const fill: ExchangeFill = {
      exchangeOrderId,
      symbol,
      side,
      tradeId: `T${this.#count}`,
      clientOrderId,
      price: price(at),
      quantity: quantity(size),
      fee: cash('0', quote),
      liquidity: 'taker',
      marketTime: this.time + this.#count,
      seenAt: 0,
      ...change,
    }
    this.#fills.push(fill)
    const coins = cash(size, base)
    const value = notional(fill.price, fill.quantity, quote)
    const isBuy = order.side === 'buy'
    for (const moved of [isBuy ? coins : negateCash(coins), isBuy ? negateCash(value) : value])
      this.move(moved.currency, cashText(moved))
    this.move(fill.fee.currency, cashText(negateCash(fill.fee)))
    this.#tell({ kind: 'filled', fill })
    return fill
  }

  end(clientOrderId: string, status: 'cancelled' | 'expired', endedBy?: EndedBy): void {
    const order = { ...this.#order(clientOrderId), status, endedBy }
    this.#orders.set(clientOrderId, order)
    this.#tell({ kind: status, clientOrderId, filled: order.filled, endedBy })
  }

  /** A stop waits for something else from now on. */
  change(clientOrderId: string, change: StopChange): void {
    this.#orders.set(clientOrderId, { ...this.#order(clientOrderId), ...change })
  }

  /** The exchange no longer knows an order; its fills stay. */
  forget(clientOrderId: string): void {
    this.#orders.delete(clientOrderId)
  }

  /** From now on the exchange says of a trade that it was at another price. */
  rewrite(tradeId: string, at: string): void {
    const index = this.#fills.findIndex((fill) => fill.tradeId === tradeId)
    const fill = this.#fills[index]
    if (fill !== undefined) this.#fills[index] = { ...fill, price: price(at) }
  }

  /** Coins that come (or go, below zero) without an order. */
  move(asset: string, amount: string): void {
    this.#totals.set(asset, addText(this.#totals.get(asset) ?? '0', amount))
  }

  resynchronise(): void {
    for (const listener of this.#listeners)
      listener({ kind: 'resynchronise', cause: 'the stream was closed' })
  }

  /** It was found out how far its clock is from the computer's. */
  tellClock(offsetMs: number): void {
    for (const listener of this.#listeners) listener({ kind: 'clock', offsetMs })
  }

  /** Its stream was lost, or is there again. */
  tellHearing(isHeard: boolean): void {
    this.tells = isHeard
    for (const listener of this.#listeners) listener({ kind: 'hearing', isHeard })
    if (isHeard) this.resynchronise()
  }

  repeat(fill: Fill): void {
    for (const listener of this.#listeners) listener({ kind: 'filled', fill })
  }

  #hasPassed(triggerPrice: Price | null): boolean {
    return this.last !== null && triggerPrice !== null && compare(this.last, triggerPrice) <= 0
  }

  #order(clientOrderId: string): OpenOrder {
    const order = this.#orders.get(clientOrderId)
    if (order === undefined) throw new Error(`no order ${clientOrderId} at the exchange`)
    return order
  }

  #tell(event: ExchangeEvent): void {
    if (!this.tells) return
    for (const listener of this.#listeners) listener(event)
  }

  async #answer<T>(question: Question, make: () => T): Promise<Asked<T>> {
    this.asked.push(question)
    return this.failing.has(question)
      ? { kind: 'failed', cause: 'getaddrinfo ENOTFOUND' }
      : { kind: 'answered', value: make() }
  }
}

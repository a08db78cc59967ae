import type { Market } from '../../../domain/market/market.ts'
import {
  addQuantity,
  ceilCashTo8,
  compare,
  isZero,
  minQuantity,
  notional,
  type Price,
  priceFromNumber,
  type Quantity,
  scaleCash,
  subtractQuantity,
  text,
  zeroQuantity,
} from '../../../domain/money/decimal.ts'
import type { OrderRefusal } from '../../../domain/orders/check-order.ts'
import type { Fill, OrderRequest, TimeInForce } from '../../../domain/orders/order.ts'
import { fires } from '../../../domain/orders/trigger.ts'
import { seededRandom, seedOf } from '../../../domain/random.ts'
import type { Clock } from '../../../engine/ports/clock.ts'
import type { ExchangeEvent } from '../../../engine/ports/exchange.ts'
import type { PaperOrder, Store } from '../../../engine/ports/store.ts'
import { type PaperConditions, slippedPrice, touchPrice, tradesThrough } from './paper-fills.ts'
import type { PaperLedger } from './paper-ledger.ts'
import { isWaiting, type PaperOrders } from './paper-orders.ts'
import { holdFor } from './paper-rules.ts'

/** A pair's last trade, and what orders here can still take of it. */
export interface Liquidity {
  readonly last: number
  readonly time: number
  left: Quantity
}

interface PaperMatchingParts {
  readonly accountId: string
  readonly store: Pick<Store, 'note' | 'paper'>
  readonly ledger: PaperLedger
  readonly orders: PaperOrders
  readonly conditions: PaperConditions
  readonly clock: Clock
  readonly seed: number
  readonly tell: (event: ExchangeEvent) => void
}

/** Whether the last trade is of any concern to an order that is there already. */
const isConcerned = (order: PaperOrder, market: Market, { last }: Liquidity): boolean => {
  if (order.triggerPrice !== null && !order.triggered)
    return fires(order, order.triggerPrice, priceFromNumber(last, market.priceStep))
  return order.limitPrice === null || tradesThrough(market, { price: last }, order.side, order.limitPrice)
}

/** True when an order at this limit would meet the other side at once. */
const reaches = (side: PaperOrder['side'], limit: Price, touch: Price): boolean =>
  side === 'buy' ? compare(limit, touch) >= 0 : compare(limit, touch) <= 0

/** Why the market is already beyond what the order is to wait for; null when it is not. */
export const passedBy = (
  { side, type, limitPrice, triggerPrice, postOnly }: OrderRequest,
  market: Market,
  { last }: Liquidity,
  touch: Price,
): OrderRefusal | null => {
  const lastPrice = priceFromNumber(last, market.priceStep)
  if (triggerPrice !== null && fires({ side, type }, triggerPrice, lastPrice))
    return { rejection: 'WOULD_TRIGGER', message: `the market has passed ${triggerPrice}` }
  return postOnly && limitPrice !== null && reaches(side, limitPrice, touch)
    ? { rejection: 'WOULD_TAKE', message: `the market has reached ${limitPrice}` }
    : null
}

/** Which of the simulated exchange's orders trade, at what price, and how they end. */
export class PaperMatching {
  readonly #parts: PaperMatchingParts

  constructor(parts: PaperMatchingParts) {
    this.#parts = parts
  }

  /** What a new order can have at once; one that may not stay has ended afterwards. */
  arrive(order: PaperOrder, market: Market, liquidity: Liquidity, timeInForce: TimeInForce): void {
    if (isWaiting(order)) return
    const isWhole = compare(liquidity.left, order.quantity) >= 0
    if (timeInForce !== 'FOK' || isWhole) this.#take(order, market, liquidity)
    if (timeInForce === 'GTC') return
    const rest = this.#parts.orders.open(order.clientOrderId)
    if (rest === null) return
    this.end(rest, market, 'expired')
    this.#parts.tell({ kind: 'expired', clientOrderId: rest.clientOrderId, filled: rest.filled })
  }

  /** What a later trade gives to an order that is there already. True when it was concerned. */
  match(listed: PaperOrder, market: Market, liquidity: Liquidity): boolean {
    if (!isConcerned(listed, market, liquidity)) return false
    // Whoever heard of an earlier fill or of the acceptance may have ended the order meanwhile.
    const order = this.#parts.orders.open(listed.clientOrderId)
    if (order === null) return false
    if (isWaiting(order)) this.#trigger(order, market, liquidity)
    else if (order.limitPrice === null) this.#take(order, market, liquidity)
    else this.#fill(order, market, liquidity, order.limitPrice, 'maker')
    return true
  }

  end(order: PaperOrder, market: Market, status: 'cancelled' | 'expired'): void {
    const { store, ledger, orders } = this.#parts
    store.note(() => {
      ledger.release(order.side === 'buy' ? market.quote : market.base, order.held)
      orders.save({ ...order, held: zeroQuantity, status })
    })
  }

  /** It is a market or limit order from the trade that reached its trigger: after a gap at that trade's price. */
  #trigger(order: PaperOrder, market: Market, liquidity: Liquidity): void {
    const triggered = { ...order, triggered: true }
    this.#parts.store.note(() => this.#parts.orders.save(triggered))
    this.#take(triggered, market, liquidity)
  }

  /** A market order, or a limit that reaches the other side. */
  #take(order: PaperOrder, market: Market, liquidity: Liquidity): void {
    const touch = touchPrice(market, liquidity.last, order.side, this.#parts.conditions)
    if (order.limitPrice === null)
      this.#fill(order, market, liquidity, this.#slipped(order, market, touch), 'taker')
    else if (reaches(order.side, order.limitPrice, touch))
      this.#fill(order, market, liquidity, touch, 'taker')
  }

  #slipped(order: PaperOrder, market: Market, touch: Price): Price {
    const { seed, conditions } = this.#parts
    const draw = seededRandom(seedOf(seed, order.clientOrderId, text(order.filled)))()
    return slippedPrice(market, touch, order.side, conditions, draw)
  }

  #fill(listed: PaperOrder, market: Market, liquidity: Liquidity, at: Price, role: Fill['liquidity']): void {
    const { store, ledger, orders, accountId, clock, tell } = this.#parts
    const order = orders.open(listed.clientOrderId)
    if (order === null) return
    const size = minQuantity(subtractQuantity(order.quantity, order.filled), liquidity.left)
    if (isZero(size)) return
    if (!this.#affords(order, market, at, size)) {
      this.end(order, market, 'expired')
      tell({ kind: 'expired', clientOrderId: order.clientOrderId, filled: order.filled })
      return
    }
    const rate = role === 'maker' ? market.makerFee : market.takerFee
    const fill = store.note(() => {
      const executed: Fill = {
        tradeId: `T${store.paper.nextSequence(accountId)}`,
        clientOrderId: order.clientOrderId,
        price: at,
        quantity: size,
        fee: ceilCashTo8(scaleCash(notional(at, size, market.quote), rate)),
        liquidity: role,
        marketTime: liquidity.time,
        seenAt: clock.now(),
      }
      const held = ledger.settle(market, order.side, executed, order.held)
      const filled = addQuantity(order.filled, size)
      const done = compare(filled, order.quantity) >= 0
      if (done && order.side === 'buy') ledger.release(market.quote, held)
      store.paper.insertFill(accountId, executed)
      const status = done ? 'filled' : 'open'
      orders.save({ ...order, filled, held: done ? zeroQuantity : held, status })
      return executed
    })
    liquidity.left = subtractQuantity(liquidity.left, size)
    tell({ kind: 'filled', fill })
  }

  /** A buy that slipped, or paid many rounded fees, may need more than it held; it never takes more than is free. */
  #affords(order: PaperOrder, market: Market, at: Price, size: Quantity): boolean {
    if (order.side === 'sell') return true
    const funds = addQuantity(order.held, this.#parts.ledger.of(market.quote).free)
    return compare(holdFor({ ...order, limitPrice: at }, market, at, size), funds) <= 0
  }
}

import { addQuantity, type Cash, compare, type Price, type Quantity } from '../money/decimal.ts'
import type { Sentence } from '../sentence.ts'

export type Side = 'buy' | 'sell'
export type Mode = 'paper' | 'live'

export type OrderState =
  | 'intended'
  | 'submitting'
  | 'unknown'
  | 'open'
  | 'partially-filled'
  | 'filled'
  | 'cancelled'
  | 'expired'
  | 'rejected'

/** Why an exchange refuses an order; every adapter sorts its exchange's words into these. */
export type RejectionCode =
  | 'INSUFFICIENT_FUNDS'
  | 'BELOW_MINIMUM'
  | 'BAD_STEP'
  | 'UNKNOWN_MARKET'
  | 'DUPLICATE_CLIENT_ID'
  | 'MARKET_CLOSED'
  /** Post-only, and the market has reached its price. */
  | 'WOULD_TAKE'
  /** A stop or take-profit whose trigger the market has passed already. */
  | 'WOULD_TRIGGER'
  /** Not looked at, because too much was asked, until it was no longer worth asking again. */
  | 'RATE_LIMITED'
  /** Not looked at, because the exchange was being worked on, until it was no longer worth asking again. */
  | 'MAINTENANCE'
  /** The exchange does not accept the key, its signature, its address or its permissions: no order would go. */
  | 'CREDENTIALS'
  /** This exchange has no such order on this market. */
  | 'UNSUPPORTED'
  /** The request contradicts itself, such as a limit order without a price. */
  | 'MALFORMED'
  | 'OTHER'

/** Why an exchange ended an order by itself: it would have traded with another one of the same account. */
export type EndedBy = 'self-trade'

/**
 * A stop waits until a trade reaches its trigger price against the position (a sale: at or below it), a take-profit
 * until one reaches it in its favour (a sale: at or above it). Then it is a market order, or a limit order at its
 * limit price.
 */
export type OrderType =
  | 'market'
  | 'limit'
  | 'stop-market'
  | 'stop-limit'
  | 'take-profit-market'
  | 'take-profit-limit'

/** How long a limit order stays: until cancelled, only for what fills at once, or only if all of it fills at once. */
export type TimeInForce = 'GTC' | 'IOC' | 'FOK'

/** A protection is a stop order that waits at the exchange for as long as its position is open. */
export type OrderPurpose = 'entry' | 'exit' | 'protection'

/** What is asked of an exchange; `checkRequest` says what belongs together. */
export interface OrderRequest {
  /** Ours, and unique for ever. */
  readonly clientOrderId: string
  readonly symbol: string
  readonly side: Side
  /** What goes first when orders must wait: exits and protection. */
  readonly purpose: OrderPurpose
  readonly type: OrderType
  readonly quantity: Quantity
  /** Of limit types, null for the others. */
  readonly limitPrice: Price | null
  /** Of stops and take-profits, null for the others. */
  readonly triggerPrice: Price | null
  /** "GTC" for every type but a limit order. */
  readonly timeInForce: TimeInForce
  /** Refused rather than filled at once, for the lower fee. */
  readonly postOnly: boolean
  /** Never more than closes what is held. Only where positions are the exchange's own: not on spot. */
  readonly reduceOnly: boolean
}

/** An order as we know it: the request, who wanted it and why, and every fact heard about it. */
export interface Order extends OrderRequest {
  readonly botId: string
  readonly accountId: string
  readonly mode: Mode
  readonly positionId: string
  readonly reason: Sentence
  /** What one unit was expected to cost or bring when the order was wanted. */
  readonly expected: Price
  /** Market clock, epoch ms. */
  readonly marketTime: number
  /** Our clock, epoch ms. */
  readonly createdAt: number
  readonly exchangeOrderId: string | null
  readonly filled: Quantity
  readonly tradeIds: readonly string[]
  readonly facts: OrderFacts
}

/** Facts only ever become true, so that their order of arrival cannot matter. */
interface OrderFacts {
  readonly sent: boolean
  readonly outcomeUnknown: boolean
  readonly acknowledged: boolean
  readonly ended: 'cancelled' | 'expired' | 'rejected' | null
  readonly rejection: RejectionCode | null
}

/** One execution. `tradeId` is the exchange's and unique per account and pair. */
export interface Fill {
  readonly tradeId: string
  readonly clientOrderId: string
  readonly price: Price
  readonly quantity: Quantity
  readonly fee: Cash
  readonly liquidity: 'maker' | 'taker'
  readonly marketTime: number
  readonly seenAt: number
}

export type OrderEvent =
  | { readonly kind: 'sent' }
  | { readonly kind: 'outcome-unknown' }
  | { readonly kind: 'acknowledged'; readonly exchangeOrderId: string }
  | { readonly kind: 'filled'; readonly fill: Fill }
  /** A stop waits for another price, or with another size. */
  | { readonly kind: 'amended'; readonly triggerPrice: Price; readonly quantity: Quantity }
  | { readonly kind: 'cancelled' | 'expired'; readonly endedBy?: EndedBy | undefined }
  | { readonly kind: 'rejected'; readonly rejection: RejectionCode }

export const noFacts: OrderFacts = {
  sent: false,
  outcomeUnknown: false,
  acknowledged: false,
  ended: null,
  rejection: null,
}

/**
 * The state that the known facts add up to. Fills outrank words: an order reported cancelled whose fills
 * complete it is filled, and a refusal of an order that did fill in part ended only its rest.
 */
export const stateOf = (order: Pick<Order, 'facts' | 'filled' | 'quantity'>): OrderState => {
  const { facts } = order
  if (compare(order.filled, order.quantity) >= 0) return 'filled'
  const touched = !isNothing(order.filled)
  if (facts.ended === 'rejected') return touched ? 'cancelled' : 'rejected'
  if (facts.ended !== null) return facts.ended
  if (touched) return 'partially-filled'
  if (facts.acknowledged) return 'open'
  if (facts.outcomeUnknown) return 'unknown'
  return facts.sent ? 'submitting' : 'intended'
}

const isNothing = (size: Quantity): boolean => size.toString() === '0'

/** Every move an event may cause; staying in a state is always legal. Held by a property test. */
export const legalMoves: Readonly<Record<OrderState, readonly OrderState[]>> = {
  intended: [
    'submitting',
    'unknown',
    'open',
    'partially-filled',
    'filled',
    'cancelled',
    'expired',
    'rejected',
  ],
  submitting: ['unknown', 'open', 'partially-filled', 'filled', 'cancelled', 'expired', 'rejected'],
  unknown: ['open', 'partially-filled', 'filled', 'cancelled', 'expired', 'rejected'],
  open: ['partially-filled', 'filled', 'cancelled', 'expired', 'rejected'],
  'partially-filled': ['filled', 'cancelled', 'expired'],
  filled: [],
  // A fill that was under way can arrive after the word of the end, and a second word can outrank the first.
  cancelled: ['expired', 'filled'],
  expired: ['filled'],
  rejected: ['cancelled', 'expired', 'filled'],
}

export const isFinal = (state: OrderState): boolean =>
  state === 'filled' || state === 'cancelled' || state === 'expired' || state === 'rejected'

/** Which of two conflicting words of an end holds: by rank and not by arrival, so that any order ends the same. */
const endRank = { expired: 1, cancelled: 2, rejected: 3 } as const
const ended = (
  order: Order,
  end: 'cancelled' | 'expired' | 'rejected',
  rejection: RejectionCode | null,
): Order => {
  const { facts } = order
  const outranks = facts.ended === null || endRank[end] < endRank[facts.ended]
  const adds = facts.rejection === null && rejection !== null
  if (!outranks && !adds) return order
  return {
    ...order,
    facts: { ...facts, ended: outranks ? end : facts.ended, rejection: facts.rejection ?? rejection },
  }
}

const amended = (
  order: Order,
  { triggerPrice, quantity }: Extract<OrderEvent, { kind: 'amended' }>,
): Order => {
  const isSame =
    order.triggerPrice === null ||
    (compare(order.triggerPrice, triggerPrice) === 0 && compare(order.quantity, quantity) === 0)
  return isSame || isFinal(stateOf(order)) ? order : { ...order, triggerPrice, quantity }
}

/** Adds a fact to an order. A repeated fact returns the same object. */
export const applyToOrder = (order: Order, event: OrderEvent): Order => {
  const { facts } = order
  switch (event.kind) {
    case 'sent':
      return facts.sent ? order : { ...order, facts: { ...facts, sent: true } }
    case 'outcome-unknown':
      return facts.outcomeUnknown
        ? order
        : { ...order, facts: { ...facts, sent: true, outcomeUnknown: true } }
    case 'acknowledged':
      return facts.acknowledged && order.exchangeOrderId !== null
        ? order
        : {
            ...order,
            exchangeOrderId: event.exchangeOrderId,
            facts: { ...facts, sent: true, acknowledged: true },
          }
    case 'filled':
      return order.tradeIds.includes(event.fill.tradeId)
        ? order
        : {
            ...order,
            filled: addQuantity(order.filled, event.fill.quantity),
            tradeIds: [...order.tradeIds, event.fill.tradeId],
            facts: { ...facts, sent: true },
          }
    case 'amended':
      return amended(order, event)
    case 'cancelled':
    case 'expired':
      return ended(order, event.kind, null)
    case 'rejected':
      return ended(order, 'rejected', event.rejection)
  }
}

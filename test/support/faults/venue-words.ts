import { cash, price, quantity } from '../../../src-main/domain/money/decimal.ts'
import type { Fill, OrderRequest } from '../../../src-main/domain/orders/order.ts'
import type {
  AmendOutcome,
  ExchangeEvent,
  ExchangeOrder,
  StopChange,
} from '../../../src-main/engine/ports/exchange.ts'
import { units, unitsText } from '../exchange-simulator/units.ts'
import type { SubmitFate } from './fates.ts'
import {
  filledOf,
  type VenueDeed,
  type VenueFill,
  type VenueNews,
  type VenueOrder,
  type VenueRefusal,
} from './venue-books.ts'

/** Between the venue's words and those of the Exchange port. */

/** @param replaces client id of the stop that is to end by it */
export const placing = (
  order: OrderRequest,
  at: number,
  replaces: string | null,
): Extract<VenueDeed, { kind: 'place' }> => {
  const { symbol, side, type, quantity: amount, limitPrice, triggerPrice } = order
  const isStop = type.startsWith('stop')
  const when = isStop === (side === 'sell') ? 'falls' : 'rises'
  return {
    ...{ kind: 'place', at, clientId: order.clientOrderId, symbol, side, amount: amount.toString() },
    limit: limitPrice?.toString() ?? null,
    trigger: triggerPrice === null ? null : { price: triggerPrice.toString(), when },
    replaces,
  }
}

export const amending = (clientId: string, change: StopChange, at: number): VenueDeed => ({
  ...{ kind: 'amend', at, clientId },
  ...{ price: change.triggerPrice.toString(), amount: change.quantity.toString() },
})

export const amended = (refusal: VenueRefusal | null): AmendOutcome => {
  if (refusal === null) return { kind: 'amended' }
  if (refusal === 'NOT_WAITING') return { kind: 'not-open' }
  if (refusal === 'TOO_OLD') return { kind: 'unknown', cause: 'outside of the window' }
  if (refusal === 'NOT_REPLACED') throw new Error('a change replaces nothing')
  return { kind: 'refused', rejection: refusal, message: refusal }
}

/** What a change hears that meets what a submit would. */
export const fatedAmend = ({ outcome }: SubmitFate): AmendOutcome =>
  outcome.kind === 'unknown'
    ? outcome
    : { kind: 'refused', rejection: 'RATE_LIMITED', message: 'too many requests' }

export const listed = (order: VenueOrder): ExchangeOrder => ({
  clientOrderId: order.clientId,
  exchangeOrderId: order.id,
  symbol: order.symbol,
  side: order.side,
  quantity: quantity(unitsText(order.amount)),
  filled: quantity(unitsText(filledOf(order))),
  status: order.status,
  triggerPrice: order.trigger === null ? null : price(unitsText(order.trigger.price)),
})

export const toldFill = (clientOrderId: string, fill: VenueFill, seenAt: number): Fill => ({
  tradeId: fill.id,
  clientOrderId,
  price: price(unitsText(fill.price)),
  quantity: quantity(unitsText(fill.amount)),
  fee: cash(unitsText(fill.fee), fill.feeCurrency),
  liquidity: fill.fee === units('0') ? 'maker' : 'taker',
  marketTime: fill.time,
  seenAt,
})

export const toldNews = (news: VenueNews, seenAt: number): ExchangeEvent => {
  const { clientId: clientOrderId, id: exchangeOrderId } = news.order
  if (news.kind === 'accepted') return { kind: 'acknowledged', clientOrderId, exchangeOrderId }
  if (news.kind === 'filled') return { kind: 'filled', fill: toldFill(clientOrderId, news.fill, seenAt) }
  return { kind: news.kind, clientOrderId, filled: quantity(unitsText(filledOf(news.order))) }
}

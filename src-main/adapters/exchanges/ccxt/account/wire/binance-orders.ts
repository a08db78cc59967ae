import { z } from 'zod'
import { text } from '../../../../../domain/money/decimal.ts'
import { fullSpot, type OrderCapabilities } from '../../../../../domain/orders/capabilities.ts'
import type { OrderType } from '../../../../../domain/orders/order.ts'
import type { NewOrder } from './account-wire.ts'

const words: Readonly<Record<OrderType, string>> = {
  market: 'MARKET',
  limit: 'LIMIT',
  'stop-market': 'STOP_LOSS',
  'stop-limit': 'STOP_LOSS_LIMIT',
  'take-profit-market': 'TAKE_PROFIT',
  'take-profit-limit': 'TAKE_PROFIT_LIMIT',
}

/** Of two orders of ours that would meet the one that waits gives way: a stop or an exit has to go through. */
export const binanceSelfTrade = { selfTradePreventionMode: 'EXPIRE_MAKER' }

/** What makes an order of its type, beside side, size and id. */
export const binanceTyped = (order: NewOrder): Readonly<Record<string, string>> => {
  const { type, limitPrice, triggerPrice, timeInForce, postOnly } = order
  const stop = triggerPrice === null ? {} : { stopPrice: text(triggerPrice) }
  if (limitPrice === null) return { type: words[type], ...stop }
  const price = text(limitPrice)
  return postOnly ? { type: 'LIMIT_MAKER', price } : { type: words[type], price, timeInForce, ...stop }
}

const told = z.object({ info: z.object({ orderTypes: z.array(z.string()) }) })

/** Each pair names the types that it takes; without a word of it only what every pair takes. */
export const binanceCapabilities = (market: unknown): OrderCapabilities => {
  const { data } = told.safeParse(market)
  const named = data?.info.orderTypes ?? ['MARKET', 'LIMIT']
  return {
    ...fullSpot,
    replacesStops: true,
    types: fullSpot.types.filter((type) => named.includes(words[type])),
    postOnly: named.includes('LIMIT_MAKER'),
  }
}

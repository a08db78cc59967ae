import { z } from 'zod'
import { type Price, text } from '../../../../../domain/money/decimal.ts'
import { fires } from '../../../../../domain/orders/trigger.ts'
import { ExchangeRefusal, NotSent } from '../refusal.ts'
import type { Ask, NewOrder } from './account-wire.ts'
import { priceField } from './fields.ts'

/** Of an order that waits for its trigger and keeps its coins reserved meanwhile. */
export const waitingFilter = 'tpslOrder'

/** Of two orders of ours that would meet the one that waits gives way: a stop or an exit has to go through. */
export const bybitSelfTrade = { smpType: 'CancelMaker' }

/** What makes an order of its type, beside side, size and id. */
export const bybitTyped = (order: NewOrder): Readonly<Record<string, string>> => {
  const { limitPrice, triggerPrice, timeInForce, postOnly } = order
  const stop = triggerPrice === null ? {} : { orderFilter: waitingFilter, triggerPrice: text(triggerPrice) }
  // Without the unit a market buy's quantity would be quote to spend.
  if (limitPrice === null) return { orderType: 'Market', marketUnit: 'baseCoin', ...stop }
  const price = text(limitPrice)
  return { orderType: 'Limit', price, timeInForce: postOnly ? 'PostOnly' : timeInForce, ...stop }
}

const lastPrice = z
  .object({ result: z.object({ list: z.array(z.object({ lastPrice: priceField })).length(1) }) })
  .transform(({ result }): Price | undefined => result.list[0]?.lastPrice)

/**
 * Spot orders name no direction: one that the price has passed would wait for the price to come back, a stop as a
 * take-profit. So the price is looked at first.
 * @throws ExchangeRefusal when it has passed
 */
export const refusePassed = async (ask: Ask, order: NewOrder): Promise<void> => {
  const { triggerPrice, marketId } = order
  if (triggerPrice === null) return
  const params = { category: 'spot', symbol: marketId }
  const question = { method: 'GET', path: 'v5/market/tickers', params, weight: 1, answer: lastPrice } as const
  const last = await ask(question).catch((error: unknown) => {
    // Nothing was ordered yet.
    throw new NotSent(`its price could not be asked for: ${error instanceof Error ? error.message : error}`)
  })
  if (last === undefined || !fires(order, triggerPrice, last)) return
  const said = { status: 200, code: 'triggerPrice', text: `the price stands at ${last}` }
  throw new ExchangeRefusal(said, 'WOULD_TRIGGER')
}

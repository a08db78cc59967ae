import { z } from 'zod'
import { text } from '../../../../../domain/money/decimal.ts'
import { orUnknown } from '../refusal.ts'
import type { Ask, NewOrder, OrderKey, WireOrder } from './account-wire.ts'
import { idField, type Params } from './fields.ts'
import { okxStopChange, okxStopTyped } from './okx-orders.ts'
import { allPages, findIn, type OkxList } from './okx-pages.ts'
import { dataOf, type OkxStop, okxStop } from './okx-rows.ts'

const stops = dataOf(okxStop)
const placed = z
  .object({ data: z.array(z.object({ algoId: idField })).length(1) })
  .transform(({ data }) => data[0]?.algoId ?? '')
const done = placed.transform(() => undefined)

/** Every kind that waits for a price, of ours or of someone else; one list each. */
const waitingKinds = ['conditional,oco', 'trigger', 'move_order_stop']

const stopsIn = (path: string, of: Params): OkxList<OkxStop> => ({
  path,
  of,
  answer: stops,
  idOf: ({ order }) => order.exchangeOrderId,
})

const named = (key: OrderKey): Params =>
  'clientId' in key ? { algoClOrdId: key.clientId } : { algoId: key.exchangeOrderId }

const isNamed =
  (key: OrderKey) =>
  ({ order }: OkxStop): boolean =>
    'clientId' in key ? order.clientId === key.clientId : order.exchangeOrderId === key.exchangeOrderId

/** Returns the exchange's id of the stop. */
export const submitStop = (ask: Ask, order: NewOrder): Promise<string> => {
  const params = {
    instId: order.marketId,
    tdMode: 'cash',
    side: order.side,
    sz: text(order.quantity),
    algoClOrdId: order.clientId,
    // Where this is missing ccxt puts an id and a tag of its own.
    clOrdId: order.clientId,
    ...okxStopTyped(order),
  }
  return ask({ method: 'POST', path: 'trade/order-algo', params, weight: 1, answer: placed })
}

export const cancelStop = (ask: Ask, key: OrderKey, marketId: string): Promise<void> => {
  const params = [{ instId: marketId, ...named(key) }]
  return ask({ method: 'POST', path: 'trade/cancel-algos', params, weight: 1, answer: done })
}

export const amendStop = (ask: Ask, order: NewOrder): Promise<void> => {
  const params = {
    instId: order.marketId,
    algoClOrdId: order.clientId,
    newSz: text(order.quantity),
    ...okxStopChange(order),
  }
  return ask({ method: 'POST', path: 'trade/amend-algos', params, weight: 1, answer: done })
}

/** Null when the exchange knows no such stop, or no longer. */
export const askStop = async (ask: Ask, key: OrderKey): Promise<OkxStop | null> => {
  const params = named(key)
  const rows = await orUnknown(
    ask({ method: 'GET', path: 'trade/order-algo', params, weight: 1, answer: stops }),
  )
  return rows?.[0] ?? null
}

/** Looks among those of three months that came to nothing: what another has placed is in the list of orders. */
export const findStop = async (ask: Ask, key: OrderKey, marketId: string): Promise<WireOrder | null> => {
  for (const state of ['canceled', 'order_failed']) {
    const of = { instId: marketId, ordType: 'conditional', state }
    const found = await findIn(ask, stopsIn('trade/orders-algo-history', of), isNamed(key))
    if (found !== null) return found.order
  }
  return null
}

export const waitingStops = async (ask: Ask): Promise<readonly WireOrder[]> => {
  const found: OkxStop[] = []
  for (const ordType of waitingKinds) {
    found.push(...(await allPages(ask, stopsIn('trade/orders-algo-pending', { ordType }))))
  }
  return found.map(({ order }) => order)
}

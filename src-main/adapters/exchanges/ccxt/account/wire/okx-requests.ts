import { z } from 'zod'
import {
  addQuantity,
  compare,
  type Quantity,
  text,
  zeroQuantity,
} from '../../../../../domain/money/decimal.ts'
import { ExchangeRefusal, type Meaning, orUnknown } from '../refusal.ts'
import type { AccountFill, AccountRequests, Ask, OrderKey, WireFill, WireOrder } from './account-wire.ts'
import { idField, type Params } from './fields.ts'
import { okxSelfTrade, okxTyped } from './okx-orders.ts'
import { allPages, findIn, type OkxList } from './okx-pages.ts'
import { dataOf, type OkxStop, okxDetails, okxFill, okxOrder } from './okx-rows.ts'
import { amendStop, askStop, cancelStop, findStop, submitStop, waitingStops } from './okx-stops.ts'

/** Fills are listed at once for three days, and with a delay for three months. */
const recentFillsMs = 3 * 86_400_000

const orders = dataOf(okxOrder)
const fills = dataOf(okxFill)
const accounts = z.object({ data: z.array(okxDetails).length(1) }).transform(({ data }) => data.flat())
const ids = z
  .object({ data: z.array(z.object({ ordId: idField })).length(1) })
  .transform(({ data }) => data[0]?.ordId ?? '')
const cancelled = ids.transform(() => undefined)

const ordersIn = (path: string, of: Params): OkxList<WireOrder> => ({
  path,
  of,
  answer: orders,
  // Not the id of the stop that placed it.
  idOf: ({ executionId, exchangeOrderId }) => executionId ?? exchangeOrderId,
})

const named = (key: OrderKey): Params =>
  'clientId' in key ? { clOrdId: key.clientId } : { ordId: key.exchangeOrderId }

const isNamed =
  (key: OrderKey) =>
  (row: WireOrder): boolean =>
    'clientId' in key
      ? row.clientId === key.clientId
      : row.exchangeOrderId === key.exchangeOrderId || row.executionId === key.exchangeOrderId

const askOrder = async (ask: Ask, key: OrderKey, marketId: string): Promise<WireOrder | null> => {
  const params = { instId: marketId, ...named(key) }
  const rows = await orUnknown(ask({ method: 'GET', path: 'trade/order', params, weight: 1, answer: orders }))
  return rows?.[0] ?? null
}

/** The lists of a week and of three months cannot be asked for one client id. */
const findOrder = async (ask: Ask, key: OrderKey, marketId: string): Promise<WireOrder | null> => {
  for (const path of ['trade/orders-history', 'trade/orders-history-archive']) {
    const found = await findIn(ask, ordersIn(path, { instId: marketId }), isNamed(key))
    if (found !== null) return found
  }
  return null
}

/** What a stop has become: the order that it has placed says so once there is one. */
const becameOf = async (ask: Ask, { order, placedId }: OkxStop): Promise<WireOrder> => {
  if (placedId === null) return order
  const key = { exchangeOrderId: placedId }
  const found = (await askOrder(ask, key, order.marketId)) ?? (await findOrder(ask, key, order.marketId))
  if (found === null) throw new Error(`${placedId}, which a stop has placed, is not told of`)
  const { clientId, exchangeOrderId, triggerPrice } = order
  return { ...found, clientId, exchangeOrderId, triggerPrice }
}

const cancelOrder = (ask: Ask, key: OrderKey, marketId: string): Promise<void> => {
  const params = { instId: marketId, ...named(key) }
  return ask({ method: 'POST', path: 'trade/cancel-order', params, weight: 1, answer: cancelled })
}

const notThere: readonly Meaning[] = ['NOT_OPEN', 'NO_SUCH_ORDER']

/** The refusal that means one of these; null when there was none. Whatever else went wrong is thrown on. */
const refusalOf = async (asked: Promise<void>, of: readonly Meaning[]): Promise<ExchangeRefusal | null> => {
  try {
    await asked
    return null
  } catch (error) {
    if (error instanceof ExchangeRefusal && of.includes(error.meaning)) return error
    throw error
  }
}

const fillsIn = async (ask: Ask, path: string, of: Params): Promise<readonly AccountFill[]> => {
  const rows = await allPages(ask, { path, of, answer: fills, idOf: ({ billId }) => billId })
  return rows.map((row) => row.fill)
}

/** Trades between two orders of ours have one number and two sides. */
const distinct = (found: readonly AccountFill[]): readonly AccountFill[] => [
  ...new Map(found.map((each) => [`${each.exchangeOrderId} ${each.tradeId}`, each])).values(),
]

/** Fills of an order that a stop has placed do not name the stop: the order is asked for it. */
const ofTheirStops = async (
  ask: Ask,
  found: readonly AccountFill[],
  marketId: string,
): Promise<readonly AccountFill[]> => {
  const orderOf = new Map<string, WireOrder | null>()
  for (const { clientId, exchangeOrderId } of found) {
    if (clientId !== '' || orderOf.has(exchangeOrderId)) continue
    const key = { exchangeOrderId }
    orderOf.set(
      exchangeOrderId,
      (await askOrder(ask, key, marketId)) ?? (await findOrder(ask, key, marketId)),
    )
  }
  return found.map((fill) => ({ ...fill, ...namesIn(orderOf.get(fill.exchangeOrderId)) }))
}

const namesIn = (order: WireOrder | null | undefined) =>
  order === null || order === undefined
    ? {}
    : { clientId: order.clientId, exchangeOrderId: order.exchangeOrderId }

const sumOf = (all: readonly WireFill[]): Quantity =>
  all.reduce((sum, each) => addQuantity(sum, each.quantity), zeroQuantity)

/** v5, spot with cash alone. */
export const okxRequests: AccountRequests = {
  submit: (ask, order) => {
    if (order.triggerPrice !== null) return submitStop(ask, order)
    const params = {
      instId: order.marketId,
      tdMode: 'cash',
      side: order.side,
      sz: text(order.quantity),
      clOrdId: order.clientId,
      ...okxSelfTrade,
      ...okxTyped(order),
    }
    return ask({ method: 'POST', path: 'trade/order', params, weight: 1, answer: ids })
  },
  // The key does not say which kind it names, and a stop that has triggered is neither kind by that name.
  cancel: async (ask, key, marketId) => {
    if ((await refusalOf(cancelOrder(ask, key, marketId), notThere)) === null) return
    const refusal = await refusalOf(cancelStop(ask, key, marketId), [...notThere, 'OTHER'])
    if (refusal === null) return
    const placedId = (await askStop(ask, key))?.placedId ?? null
    if (placedId === null) throw refusal
    await cancelOrder(ask, { exchangeOrderId: placedId }, marketId)
  },
  amend: amendStop,
  // Only all lists of both kinds together say that there is no such order.
  order: async (ask, key, marketId) => {
    const order = await askOrder(ask, key, marketId)
    if (order !== null) return order
    const stop = await askStop(ask, key)
    if (stop !== null) return becameOf(ask, stop)
    return (await findOrder(ask, key, marketId)) ?? findStop(ask, key, marketId)
  },
  // Stops first: one that triggers meanwhile is then in both lists, and not in neither.
  openOrders: async (ask) => {
    const waiting = await waitingStops(ask)
    const placed = await allPages(ask, ordersIn('trade/orders-pending', {}))
    return [...new Map([...waiting, ...placed].map((order) => [order.exchangeOrderId, order])).values()]
  },
  // The history lags behind: it is asked only for what the list of the last three days does not have.
  fills: async (ask, order) => {
    if (order.executionId === null) return []
    const { clientId, exchangeOrderId, executionId = exchangeOrderId, marketId, filled } = order
    const of = { instId: marketId, ordId: executionId }
    const recent = await fillsIn(ask, 'trade/fills', of)
    const isAll = compare(sumOf(recent), filled) >= 0
    const all = isAll ? recent : distinct([...(await fillsIn(ask, 'trade/fills-history', of)), ...recent])
    return all.map((fill) => ({ ...fill, clientId, exchangeOrderId }))
  },
  recentFills: async (ask, marketId, { from, to }) => {
    const of = { instId: marketId, begin: from }
    const recent = await fillsIn(ask, 'trade/fills', of)
    const isAll = to - from < recentFillsMs
    const all = isAll ? recent : distinct([...(await fillsIn(ask, 'trade/fills-history', of)), ...recent])
    return ofTheirStops(ask, all, marketId)
  },
  balances: (ask) => ask({ method: 'GET', path: 'account/balance', weight: 1, answer: accounts }),
}

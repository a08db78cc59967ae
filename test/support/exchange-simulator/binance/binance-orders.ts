import type { Account } from '../trading/account.ts'
import type { Fill, OrderEvent, OrderRequest, OrderStatus, SimulatedOrder } from '../trading/order.ts'
import { parseUnits, type Units, unitsText } from '../units.ts'
import { BinanceError } from './binance-error.ts'

const statuses: Record<OrderStatus, string> = {
  waiting: 'NEW',
  open: 'NEW',
  'partly-filled': 'PARTIALLY_FILLED',
  filled: 'FILLED',
  cancelled: 'CANCELED',
  expired: 'EXPIRED',
  rejected: 'REJECTED',
}

const statusOf = ({ status, endedBy }: SimulatedOrder): string =>
  endedBy === 'self-trade' ? 'EXPIRED_IN_MATCH' : statuses[status]

const figure = (params: URLSearchParams, name: string): Units | null => {
  const text = params.get(name)
  if (text === null) return null
  const value = parseUnits(text)
  if (value === null) {
    throw new BinanceError(
      400,
      -1100,
      `Illegal characters found in parameter '${name}'; legal range is '^([0-9]{1,20})(\\.[0-9]{1,20})?$'.`,
    )
  }
  return value
}

const mandatory = (params: URLSearchParams, name: string): string => {
  const text = params.get(name)
  if (text !== null && text !== '') return text
  throw new BinanceError(
    400,
    -1102,
    `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`,
  )
}

export const orderRequest = (
  params: URLSearchParams,
  symbol: string,
  freshId: () => string,
): OrderRequest => {
  const type = mandatory(params, 'type')
  const side = mandatory(params, 'side') === 'BUY' ? 'buy' : 'sell'
  const stopPrice = figure(params, 'stopPrice')
  const isStop = type.startsWith('STOP_LOSS')
  const isProfit = type.startsWith('TAKE_PROFIT')
  if ((isStop || isProfit) && stopPrice === null) mandatory(params, 'stopPrice')
  const rises = (side === 'buy') === isStop
  const timeInForce = params.get('timeInForce')
  const isLimit = type === 'LIMIT_MAKER' || type.endsWith('LIMIT')
  return {
    symbol,
    side,
    kind: isLimit ? 'limit' : 'market',
    amount: figure(params, 'quantity'),
    cost: figure(params, 'quoteOrderQty'),
    price: isLimit ? figure(params, 'price') : null,
    trigger:
      stopPrice !== null && (isStop || isProfit)
        ? { price: stopPrice, when: rises ? 'rises' : 'falls' }
        : null,
    postOnly: type === 'LIMIT_MAKER',
    timeInForce: timeInForce === 'IOC' || timeInForce === 'FOK' ? timeInForce : 'GTC',
    clientId: params.get('newClientOrderId') ?? freshId(),
    label: type,
    selfTrade: params.get('selfTradePreventionMode') ?? 'NONE',
  }
}

/** Fields of an order that every reply about it has. */
const common = (order: SimulatedOrder, id: string, clientId: string): Record<string, unknown> => ({
  symbol: id,
  orderId: Number(order.id),
  orderListId: -1,
  clientOrderId: clientId,
  price: unitsText(order.price ?? 0n, 8),
  origQty: unitsText(order.amount ?? order.filled, 8),
  executedQty: unitsText(order.filled, 8),
  origQuoteOrderQty: unitsText(order.cost ?? 0n, 8),
  cummulativeQuoteQty: unitsText(order.filledQuote, 8),
  status: statusOf(order),
  timeInForce: order.timeInForce,
  type: order.label,
  side: order.side.toUpperCase(),
  selfTradePreventionMode: order.selfTrade,
})

const withStop = (order: SimulatedOrder): object =>
  order.trigger === null ? {} : { stopPrice: unitsText(order.trigger.price, 8) }

export const placedReply = (order: SimulatedOrder, id: string, responseType: string): object => {
  const base = {
    symbol: id,
    orderId: Number(order.id),
    orderListId: -1,
    clientOrderId: order.clientId,
    transactTime: order.updatedAt,
  }
  if (responseType === 'ACK') return base
  const result = {
    ...common(order, id, order.clientId),
    ...withStop(order),
    transactTime: order.updatedAt,
    workingTime: order.createdAt,
  }
  if (responseType === 'RESULT') return result
  return {
    ...result,
    fills: order.fills.map((fill) => ({
      price: unitsText(fill.price, 8),
      qty: unitsText(fill.amount, 8),
      commission: unitsText(fill.fee, 8),
      commissionAsset: fill.feeCurrency,
      tradeId: fill.id,
    })),
  }
}

/** The reply to a cancel carries the cancel's own client id, and the order's as the original one. */
export const cancelledReply = (order: SimulatedOrder, id: string, cancelId: string): object => ({
  ...common(order, id, cancelId),
  ...withStop(order),
  origClientOrderId: order.clientId,
  transactTime: order.updatedAt,
})

export const orderReply = (order: SimulatedOrder, id: string): object => ({
  ...common(order, id, order.clientId),
  stopPrice: unitsText(order.trigger?.price ?? 0n, 8),
  icebergQty: '0.00000000',
  time: order.createdAt,
  updateTime: order.updatedAt,
  isWorking: order.status !== 'waiting',
  workingTime: order.createdAt,
})

export const tradeReply = (order: SimulatedOrder, fill: Fill, id: string): object => ({
  symbol: id,
  id: fill.id,
  orderId: Number(order.id),
  orderListId: -1,
  price: unitsText(fill.price, 8),
  qty: unitsText(fill.amount, 8),
  quoteQty: unitsText(fill.quote, 8),
  commission: unitsText(fill.fee, 8),
  commissionAsset: fill.feeCurrency,
  time: fill.time,
  isBuyer: order.side === 'buy',
  isMaker: fill.maker,
  isBestMatch: true,
})

const executions = {
  new: 'NEW',
  amended: 'REPLACED',
  triggered: 'NEW',
  trade: 'TRADE',
  cancelled: 'CANCELED',
  expired: 'EXPIRED',
} as const

export const executionReport = ({ kind, order, fill }: OrderEvent, id: string, cancelId: string): object => {
  return {
    e: 'executionReport',
    E: order.updatedAt,
    s: id,
    c: kind === 'cancelled' && order.endedBy !== 'self-trade' ? cancelId : order.clientId,
    S: order.side.toUpperCase(),
    o: order.label,
    f: order.timeInForce,
    q: unitsText(order.amount ?? order.filled, 8),
    p: unitsText(order.price ?? 0n, 8),
    P: unitsText(order.trigger?.price ?? 0n, 8),
    F: '0.00000000',
    g: -1,
    C: kind === 'cancelled' ? order.clientId : '',
    x: order.endedBy === 'self-trade' ? 'EXPIRED' : executions[kind],
    X: statusOf(order),
    r: kind === 'expired' && order.endedBy === 'funds' ? 'INSUFFICIENT_BALANCES' : 'NONE',
    i: Number(order.id),
    l: unitsText(fill?.amount ?? 0n, 8),
    z: unitsText(order.filled, 8),
    L: unitsText(fill?.price ?? 0n, 8),
    n: unitsText(fill?.fee ?? 0n, 8),
    N: fill?.feeCurrency ?? null,
    T: order.updatedAt,
    t: fill?.id ?? -1,
    I: Number(order.id) * 2,
    w: kind === 'new' || kind === 'triggered',
    m: fill?.maker ?? false,
    M: fill !== null,
    O: order.createdAt,
    Z: unitsText(order.filledQuote, 8),
    Y: unitsText(fill?.quote ?? 0n, 8),
    Q: unitsText(order.cost ?? 0n, 8),
    W: order.createdAt,
    V: order.selfTrade,
  }
}

export const accountPosition = (account: Account, currencies: readonly string[], time: number): object => ({
  e: 'outboundAccountPosition',
  E: time,
  u: time,
  B: currencies.map((currency) => {
    const { free, locked } = account.balance(currency)
    return { a: currency, f: unitsText(free, 8), l: unitsText(locked, 8) }
  }),
})

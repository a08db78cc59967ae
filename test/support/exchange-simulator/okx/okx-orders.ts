import type { Account } from '../trading/account.ts'
import type { Amendable, Fill, OrderRequest, OrderStatus, SimulatedOrder, Trigger } from '../trading/order.ts'
import { dividedBy, parseUnits, type Units, unitsText } from '../units.ts'
import { OkxError } from './okx-error.ts'

export type Body = Readonly<Record<string, unknown>>

const textOf = (body: Body, name: string): string | undefined =>
  body[name] === undefined || body[name] === '' ? undefined : String(body[name])

const figure = (body: Body, name: string): Units | null => {
  const text = textOf(body, name)
  if (text === undefined || text === '-1') return null
  const value = parseUnits(text)
  if (value === null) throw new OkxError(200, '51000', `Parameter ${name} error`)
  return value
}

/** A plain order, or one of the two kinds that wait for a price: `trigger` and `conditional`. */
export const orderRequest = (
  body: Body,
  symbol: string,
  last: Units,
  freshId: () => string,
): OrderRequest => {
  const side = body.side === 'buy' ? 'buy' : 'sell'
  const label = textOf(body, 'ordType') ?? 'limit'
  const { trigger, price } = triggerOf(body, label, side, last)
  const waits = trigger !== null
  const kind = waits ? (price === null ? 'market' : 'limit') : label === 'market' ? 'market' : 'limit'
  const size = figure(body, 'sz')
  const inQuote = kind === 'market' && side === 'buy' && (body.tgtCcy ?? 'quote_ccy') === 'quote_ccy'
  return {
    symbol,
    side,
    kind,
    amount: inQuote ? null : size,
    cost: inQuote ? size : null,
    price: waits ? price : kind === 'limit' ? figure(body, 'px') : null,
    trigger,
    postOnly: label === 'post_only',
    timeInForce: label === 'ioc' ? 'IOC' : label === 'fok' ? 'FOK' : 'GTC',
    // Orders that wait have a client id of their own name; ccxt sends the other one, which is not looked at.
    clientId: textOf(body, waits ? 'algoClOrdId' : 'clOrdId') ?? freshId(),
    label,
    selfTrade: textOf(body, 'stpMode') ?? 'cancel_maker',
  }
}

const triggerOf = (
  body: Body,
  label: string,
  side: 'buy' | 'sell',
  last: Units,
): { readonly trigger: Trigger | null; readonly price: Units | null } => {
  if (label === 'trigger') {
    const price = figure(body, 'triggerPx')
    const trigger = price === null ? null : ({ price, when: price > last ? 'rises' : 'falls' } as const)
    return { trigger, price: figure(body, 'orderPx') }
  }
  if (label !== 'conditional') return { trigger: null, price: null }
  const stop = figure(body, 'slTriggerPx')
  const profit = figure(body, 'tpTriggerPx')
  const price = stop ?? profit
  if (price === null) throw new OkxError(200, '51000', 'Parameter slTriggerPx error')
  const rises = (side === 'buy') === (stop !== null)
  return {
    trigger: { price, when: rises ? 'rises' : 'falls' },
    price: figure(body, stop === null ? 'tpOrdPx' : 'slOrdPx'),
  }
}

/** What an amendment changes: fields that are absent stay. */
export const amendment = (body: Body, order: SimulatedOrder): Partial<Amendable> => {
  const trigger =
    figure(body, 'newSlTriggerPx') ?? figure(body, 'newTpTriggerPx') ?? figure(body, 'newTriggerPx')
  return {
    amount: figure(body, 'newSz') ?? order.amount,
    price: figure(body, 'newPx') ?? figure(body, 'newSlOrdPx') ?? figure(body, 'newTpOrdPx') ?? order.price,
    trigger:
      trigger === null || order.trigger === null ? order.trigger : { ...order.trigger, price: trigger },
  }
}

const states: Record<OrderStatus, string> = {
  waiting: 'live',
  open: 'live',
  'partly-filled': 'partially_filled',
  filled: 'filled',
  cancelled: 'canceled',
  expired: 'canceled',
  rejected: 'order_failed',
}

const cancelSources: Readonly<Record<string, string>> = {
  user: '1',
  'post-only': '31',
  'no-liquidity': '14',
  funds: '2',
  'self-trade': '32',
}

/** One that waits for a price, or did: a kind of its own. */
export const isStop = (order: SimulatedOrder): boolean => order.trigger !== null

/** Those that stand in the lists of ordinary orders, also because a stop has placed them. */
export const isOrdinary = (order: SimulatedOrder): boolean => !isStop(order) || order.placedId !== ''

/** What a stop has placed has an id of its own, no client id, and names the stop. */
export const orderNames = (order: SimulatedOrder) =>
  isStop(order)
    ? { ordId: order.placedId, clOrdId: '', algoId: order.id, algoClOrdId: order.clientId }
    : { ordId: order.id, clOrdId: order.clientId, algoId: '', algoClOrdId: '' }

export const stopNames = (order: SimulatedOrder) => ({
  algoId: order.id,
  algoClOrdId: order.clientId,
  clOrdId: '',
})

export const stopState = (order: SimulatedOrder): string => {
  if (order.placedId !== '') return 'effective'
  if (order.triggered) return 'order_failed'
  return order.status === 'waiting' ? 'live' : 'canceled'
}

const sources: Readonly<Record<string, string>> = { trigger: '6', conditional: '7' }

export const orderData = (order: SimulatedOrder, id: string, fill: Fill | null): object => {
  const fee = order.fills.reduce((sum, { fee: part }) => sum + part, 0n)
  return {
    instType: 'SPOT',
    instId: id,
    ...orderNames(order),
    tag: '',
    source: sources[order.label] ?? '',
    px: order.price === null ? '' : unitsText(order.price),
    sz: unitsText(order.amount ?? order.cost ?? 0n),
    ordType: order.trigger === null ? order.label : order.kind,
    side: order.side,
    posSide: 'net',
    tdMode: 'cash',
    tgtCcy: order.kind === 'market' ? (order.amount === null ? 'quote_ccy' : 'base_ccy') : '',
    accFillSz: unitsText(order.filled),
    avgPx: order.filled === 0n ? '' : unitsText(dividedBy(order.filledQuote, order.filled), 8),
    state: states[order.status],
    // What was paid is negative.
    fee: unitsText(-fee),
    feeCcy: order.fills[0]?.feeCurrency ?? '',
    rebate: '0',
    rebateCcy: '',
    stpMode: order.selfTrade,
    cancelSource: cancelSources[order.endedBy] ?? '',
    reduceOnly: 'false',
    cTime: String(order.createdAt),
    uTime: String(order.updatedAt),
    fillPx: fill === null ? '' : unitsText(fill.price),
    fillSz: fill === null ? '0' : unitsText(fill.amount),
    fillTime: fill === null ? '' : String(fill.time),
    fillFee: fill === null ? '' : unitsText(-fill.fee),
    fillFeeCcy: fill?.feeCurrency ?? '',
    tradeId: fill === null ? '' : String(fill.id),
    execType: fill === null ? '' : fill.maker ? 'M' : 'T',
  }
}

export const algoData = (order: SimulatedOrder, id: string): object => {
  const price = order.price === null ? '-1' : unitsText(order.price)
  const trigger = unitsText(order.trigger?.price ?? 0n)
  const own =
    order.label === 'trigger'
      ? { triggerPx: trigger, ordPx: price }
      : { slTriggerPx: trigger, slOrdPx: price }
  return {
    instType: 'SPOT',
    instId: id,
    ...stopNames(order),
    ordId: order.placedId,
    ordIdList: order.placedId === '' ? [] : [order.placedId],
    ordType: order.label,
    sz: unitsText(order.amount ?? 0n),
    side: order.side,
    tdMode: 'cash',
    state: stopState(order),
    failCode: stopState(order) === 'order_failed' ? '51008' : '',
    cTime: String(order.createdAt),
    uTime: String(order.updatedAt),
    ...own,
  }
}

export const fillData = (order: SimulatedOrder, fill: Fill, id: string): object => ({
  instType: 'SPOT',
  instId: id,
  tradeId: String(fill.id),
  ordId: orderNames(order).ordId,
  clOrdId: orderNames(order).clOrdId,
  billId: String(fill.id),
  fillPx: unitsText(fill.price),
  fillSz: unitsText(fill.amount),
  side: order.side,
  execType: fill.maker ? 'M' : 'T',
  fee: unitsText(-fill.fee),
  feeCcy: fill.feeCurrency,
  ts: String(fill.time),
  fillTime: String(fill.time),
})

export const balanceData = (account: Account, currencies: readonly string[], time: number): object => ({
  uTime: String(time),
  totalEq: '',
  details: currencies.map((ccy) => {
    const { free, locked } = account.balance(ccy)
    const total = unitsText(free + locked)
    const open = unitsText(free)
    return {
      ccy,
      eq: total,
      cashBal: total,
      availBal: open,
      availEq: open,
      frozenBal: unitsText(locked),
      ordFrozen: unitsText(locked),
      uTime: String(time),
    }
  }),
})

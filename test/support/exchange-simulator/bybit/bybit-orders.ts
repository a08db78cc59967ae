import type { Account } from '../trading/account.ts'
import {
  type Amendable,
  type Fill,
  type OrderRequest,
  remainingOf,
  type SimulatedOrder,
  type Trigger,
} from '../trading/order.ts'
import { dividedBy, parseUnits, type Units, unitsText } from '../units.ts'
import { BybitError } from './bybit-error.ts'

export type Body = Readonly<Record<string, unknown>>

const textOf = (body: Body, name: string): string | undefined =>
  body[name] === undefined || body[name] === '' ? undefined : String(body[name])

const figure = (body: Body, name: string): Units | null => {
  const text = textOf(body, name)
  if (text === undefined) return null
  const value = parseUnits(text)
  if (value === null) throw new BybitError(170130, `Data sent for parameter '${name}' is not valid.`)
  return value
}

const triggerOf = (body: Body, last: Units): Trigger | null => {
  const price = figure(body, 'triggerPrice')
  if (price === null) return null
  // Spot orders have no direction of their own: it follows from where the price is now.
  const direction = textOf(body, 'triggerDirection') ?? (price > last ? '1' : '2')
  return { price, when: direction === '1' ? 'rises' : 'falls' }
}

export const orderRequest = (
  body: Body,
  symbol: string,
  last: Units,
  freshId: () => string,
): OrderRequest => {
  const side = body.side === 'Buy' ? 'buy' : 'sell'
  const kind = body.orderType === 'Market' ? 'market' : 'limit'
  const quantity = figure(body, 'qty')
  const inQuote =
    kind === 'market' && (body.marketUnit ?? (side === 'buy' ? 'quoteCoin' : 'baseCoin')) === 'quoteCoin'
  const timeInForce = kind === 'market' ? 'IOC' : (textOf(body, 'timeInForce') ?? 'GTC')
  return {
    symbol,
    side,
    kind,
    amount: inQuote ? null : quantity,
    cost: inQuote ? quantity : null,
    price: kind === 'limit' ? figure(body, 'price') : null,
    trigger: triggerOf(body, last),
    postOnly: timeInForce === 'PostOnly',
    timeInForce: timeInForce === 'IOC' || timeInForce === 'FOK' ? timeInForce : 'GTC',
    clientId: textOf(body, 'orderLinkId') ?? freshId(),
    label: textOf(body, 'orderFilter') ?? 'Order',
    selfTrade: textOf(body, 'smpType') ?? 'None',
  }
}

/** What an amendment changes: fields that are absent stay. */
export const amendment = (body: Body, order: SimulatedOrder): Partial<Amendable> => {
  const trigger = figure(body, 'triggerPrice')
  return {
    amount: figure(body, 'qty') ?? order.amount,
    price: figure(body, 'price') ?? order.price,
    trigger:
      trigger === null || order.trigger === null ? order.trigger : { ...order.trigger, price: trigger },
  }
}

const statusOf = (order: SimulatedOrder): string => {
  switch (order.status) {
    case 'waiting':
      return 'Untriggered'
    case 'open':
      return 'New'
    case 'partly-filled':
      return 'PartiallyFilled'
    case 'filled':
      return 'Filled'
    case 'rejected':
      return 'Rejected'
    default:
      return order.filled > 0n ? 'PartiallyFilledCanceled' : 'Cancelled'
  }
}

const cancelTypes: Readonly<Record<string, string>> = { user: 'CancelByUser', 'self-trade': 'CancelBySmp' }

const reasons: Readonly<Record<string, string>> = {
  'post-only': 'EC_PostOnlyWillTakeLiquidity',
  'no-liquidity': 'EC_NoImmediateQtyToFill',
  user: 'EC_PerCancelRequest',
}

export const orderData = (order: SimulatedOrder, id: string): object => {
  const fees = new Map<string, Units>()
  for (const fill of order.fills) fees.set(fill.feeCurrency, (fees.get(fill.feeCurrency) ?? 0n) + fill.fee)
  const live = order.status === 'open' || order.status === 'partly-filled' || order.status === 'waiting'
  return {
    category: 'spot',
    symbol: id,
    orderId: order.id,
    orderLinkId: order.clientId,
    side: order.side === 'buy' ? 'Buy' : 'Sell',
    orderType: order.kind === 'market' ? 'Market' : 'Limit',
    price: unitsText(order.price ?? 0n),
    qty: unitsText(order.amount ?? order.cost ?? 0n),
    marketUnit: order.kind === 'market' ? (order.amount === null ? 'quoteCoin' : 'baseCoin') : '',
    timeInForce: order.postOnly ? 'PostOnly' : order.timeInForce,
    orderStatus: statusOf(order),
    cancelType: cancelTypes[order.endedBy] ?? 'UNKNOWN',
    smpType: order.selfTrade,
    rejectReason: reasons[order.endedBy] ?? 'EC_NoError',
    cumExecQty: unitsText(order.filled),
    cumExecValue: unitsText(order.filledQuote),
    leavesQty: live && order.amount !== null ? unitsText(remainingOf(order)) : '0',
    avgPrice: order.filled === 0n ? '' : unitsText(dividedBy(order.filledQuote, order.filled), 8),
    cumExecFee: unitsText([...fees.values()].reduce((sum, fee) => sum + fee, 0n)),
    cumFeeDetail: Object.fromEntries([...fees].map(([coin, fee]) => [coin, unitsText(fee)])),
    triggerPrice: order.trigger === null ? '' : unitsText(order.trigger.price),
    triggerDirection: order.trigger === null ? 0 : order.trigger.when === 'rises' ? 1 : 2,
    stopOrderType: order.trigger === null ? '' : order.label === 'tpslOrder' ? 'tpslOrder' : 'Stop',
    createdTime: String(order.createdAt),
    updatedTime: String(order.updatedAt),
  }
}

export const executionData = (order: SimulatedOrder, fill: Fill, id: string): object => ({
  category: 'spot',
  symbol: id,
  orderId: order.id,
  orderLinkId: order.clientId,
  side: order.side === 'buy' ? 'Buy' : 'Sell',
  orderType: order.kind === 'market' ? 'Market' : 'Limit',
  execId: String(fill.id),
  execPrice: unitsText(fill.price),
  execQty: unitsText(fill.amount),
  execValue: unitsText(fill.quote),
  execFee: unitsText(fill.fee),
  feeCurrency: fill.feeCurrency,
  feeCoin: fill.feeCurrency,
  feeRate: '0.001',
  isMaker: fill.maker,
  execType: 'Trade',
  execTime: String(fill.time),
  orderPrice: unitsText(order.price ?? 0n),
  orderQty: unitsText(order.amount ?? order.filled),
  leavesQty: unitsText(order.amount === null ? 0n : remainingOf(order)),
})

export const walletData = (account: Account, currencies: readonly string[]): object => ({
  accountType: 'UNIFIED',
  coin: currencies.map((coin) => {
    const { free, locked } = account.balance(coin)
    const total = unitsText(free + locked)
    return {
      coin,
      equity: total,
      walletBalance: total,
      locked: unitsText(locked),
      availableToWithdraw: '',
      free: '',
    }
  }),
})

import { zeroQuantity } from '../../domain/money/decimal.ts'
import { noFacts, type Order } from '../../domain/orders/order.ts'

type Wanted = Pick<
  Order,
  | 'clientOrderId'
  | 'botId'
  | 'accountId'
  | 'mode'
  | 'symbol'
  | 'side'
  | 'purpose'
  | 'positionId'
  | 'quantity'
  | 'expected'
  | 'reason'
  | 'marketTime'
  | 'createdAt'
>

/** A market order that nobody has heard of yet. */
export const newOrder = (wanted: Wanted): Order => ({
  type: 'market',
  limitPrice: null,
  triggerPrice: null,
  timeInForce: 'GTC',
  postOnly: false,
  reduceOnly: false,
  exchangeOrderId: null,
  filled: zeroQuantity,
  tradeIds: [],
  facts: noFacts,
  ...wanted,
})

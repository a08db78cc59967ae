import type { Refusal } from '../trading/order.ts'

/** A reply with a code other than 0. */
export class OkxError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** What is wrong with one order of a request: the reply as a whole says only that it failed. */
export interface OrderFault {
  readonly code: string
  readonly message: string
}

const words: Record<Refusal, readonly [code: string, message: string]> = {
  'unknown-symbol': ['51001', "Instrument ID, Instrument ID code, or Spread ID doesn't exist."],
  halted: ['51022', 'Contract suspended.'],
  'price-step': ['51000', 'Parameter px error'],
  'amount-step': ['51121', 'Order quantity must be a multiple of the lot size.'],
  'below-min-amount': ['51020', 'Your order should meet or exceed the minimum order amount.'],
  'below-min-notional': ['51020', 'Your order should meet or exceed the minimum order amount.'],
  'bad-figure': ['51000', 'Parameter sz error'],
  'insufficient-funds': ['51008', 'Order failed. Insufficient balance in account.'],
  'duplicate-client-id': ['51016', 'Client order ID already exists.'],
  'bad-client-id': ['51000', 'Parameter clOrdId error'],
  'would-take': ['51000', 'Parameter px error'],
  'would-trigger': ['51280', 'SL trigger price must be less than the last price'],
  'unknown-order': [
    '51400',
    'Order cancellation failed as the order has been filled, canceled or does not exist.',
  ],
  'already-ended': [
    '51400',
    'Order cancellation failed as the order has been filled, canceled or does not exist.',
  ],
}

export const faultOf = (why: Refusal): OrderFault => ({ code: words[why][0], message: words[why][1] })

/** Stops have codes of their own for some of what is wrong with an order. */
export const stopFaultOf = (fault: OrderFault, body: Readonly<Record<string, unknown>>): OrderFault => {
  if (fault.code === '51016') return { code: '51065', message: 'algoClOrdId already exists.' }
  if (fault.code !== '51280') return fault
  const [name, ofBuy, ofSell] =
    body.slTriggerPx === undefined ? ['TP', '51277', '51279'] : ['SL', '51278', '51280']
  return body.side === 'buy'
    ? { code: ofBuy, message: `${name} trigger price is on the wrong side of the last price` }
    : { code: ofSell, message: `${name} trigger price is on the wrong side of the last price` }
}

import type { Refusal } from '../trading/order.ts'

/** A reply with a code other than 0; the HTTP status stays 200. */
export class BybitError extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

const words: Record<Refusal, readonly [code: number, message: string]> = {
  'unknown-symbol': [170121, 'Invalid symbol.'],
  halted: [170031, 'The feature has been suspended'],
  'price-step': [170134, 'Order price decimal too long.'],
  'amount-step': [170137, 'Order volume decimal too long.'],
  'below-min-amount': [170136, 'Order quantity exceeded lower limit.'],
  'below-min-notional': [170140, 'Order value exceeded lower limit.'],
  'bad-figure': [170130, "Data sent for parameter 'qty' is not valid."],
  'insufficient-funds': [170131, 'Insufficient balance.'],
  'duplicate-client-id': [170141, 'Duplicate clientOrderId.'],
  'bad-client-id': [10001, 'params error: OrderLinkId is invalid'],
  'would-take': [170218, 'The LIMIT-MAKER order is rejected due to invalid price.'],
  'would-trigger': [170130, "Data sent for parameter 'triggerPrice' is not valid."],
  'unknown-order': [170213, 'Order does not exist.'],
  'already-ended': [170213, 'Order does not exist.'],
}

export const refused = (why: Refusal): BybitError => new BybitError(...words[why])

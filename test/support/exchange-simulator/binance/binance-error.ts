import type { Refusal } from '../trading/order.ts'

/** An answer that says no, in the exchange's words. */
export class BinanceError extends Error {
  readonly status: number
  readonly code: number
  /** What became of the halves of a request that does two things. */
  readonly data: object | undefined

  constructor(status: number, code: number, message: string, data?: object) {
    super(message)
    this.status = status
    this.code = code
    this.data = data
  }
}

export const wordsOf = ({ code, message }: BinanceError): object => ({ code, msg: message })

const words: Record<Refusal, readonly [code: number, message: string]> = {
  'unknown-symbol': [-1121, 'Invalid symbol.'],
  halted: [-1013, 'Market is closed.'],
  'price-step': [-1013, 'Filter failure: PRICE_FILTER'],
  'amount-step': [-1013, 'Filter failure: LOT_SIZE'],
  'below-min-amount': [-1013, 'Filter failure: LOT_SIZE'],
  'below-min-notional': [-1013, 'Filter failure: NOTIONAL'],
  'bad-figure': [-1013, 'Invalid quantity.'],
  'insufficient-funds': [-2010, 'Account has insufficient balance for requested action.'],
  'duplicate-client-id': [-2010, 'Duplicate order sent.'],
  'bad-client-id': [
    -1100,
    "Illegal characters found in parameter 'newClientOrderId'; legal range is '^[a-zA-Z0-9-_]{1,36}$'.",
  ],
  'would-take': [-2010, 'Order would immediately match and take.'],
  'would-trigger': [-2010, 'Stop price would trigger immediately.'],
  'unknown-order': [-2011, 'Unknown order sent.'],
  'already-ended': [-2011, 'Unknown order sent.'],
}

export const refused = (why: Refusal): BinanceError => new BinanceError(400, ...words[why])

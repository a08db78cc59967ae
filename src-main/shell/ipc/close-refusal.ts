import type { ErrorCode } from '../../../src-preload/contract/replies.ts'
import type { ManualOrders } from '../../engine/orders/manual-orders.ts'
import { Refusal } from './ask-server.ts'

type Closed = ReturnType<ManualOrders['closePosition']>
type CloseError = Extract<Closed, { ok: false }>['error']

const refusals: Readonly<Record<CloseError, readonly [code: ErrorCode, message: string]>> = {
  NOT_FOUND: ['NOT_FOUND', 'the position is gone'],
  POSITION_CLOSING: ['POSITION_CLOSING', 'an order is under way on this position'],
  NO_MARKET_DATA: ['NO_MARKET_DATA', 'its pair has no price yet'],
  WRONG_STATE: ['POSITION_TOO_SMALL', 'what is left is less than the exchange takes in one order'],
}

/** Why a position is not closed, in the contract's words: each cause asks for something else of the user. */
export const closeRefusal = (error: CloseError): Refusal => new Refusal(...refusals[error])

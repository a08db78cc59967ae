import type { RejectionCode } from '../../../../domain/orders/order.ts'
import type { AmendOutcome, SubmitOutcome } from '../../../../engine/ports/exchange.ts'
import { ExchangeRefusal, NotSent } from './refusal.ts'

/**
 * What a failed submit says about the order. Rejected, or to be tried again, only when the exchange says so in its
 * own words or when nothing was sent; whatever else went wrong, the order may be at work.
 */
export const outcomeOf = (error: unknown, message: string): SubmitOutcome => {
  const later = (rejection: RejectionCode, waitMs: number | null): SubmitOutcome => ({
    kind: 'retry-later',
    rejection,
    waitMs,
    message,
  })
  if (error instanceof NotSent) return later('RATE_LIMITED', null)
  if (!(error instanceof ExchangeRefusal)) return { kind: 'unknown', cause: message }
  switch (error.meaning) {
    // The order that has this id may well be this one: a request can arrive twice.
    case 'DUPLICATE_CLIENT_ID':
    case 'UNSURE':
      return { kind: 'unknown', cause: message }
    case 'RATE_LIMITED':
    case 'MAINTENANCE':
      return later(error.meaning, error.waitMs)
    // The clock has been measured again by now.
    case 'CLOCK':
      return later('OTHER', null)
    case 'NO_SUCH_ORDER':
    case 'NOT_OPEN':
    case 'BEING_CANCELLED':
      return { kind: 'rejected', rejection: 'OTHER', message }
    default:
      return { kind: 'rejected', rejection: error.meaning, message }
  }
}

/** As `outcomeOf`, of a change of an order that waits. */
export const amendOutcomeOf = (error: unknown, message: string): AmendOutcome => {
  const isGone =
    error instanceof ExchangeRefusal && (error.meaning === 'NOT_OPEN' || error.meaning === 'NO_SUCH_ORDER')
  if (isGone) return { kind: 'not-open' }
  const outcome = outcomeOf(error, message)
  switch (outcome.kind) {
    case 'rejected':
    case 'retry-later':
      return { kind: 'refused', rejection: outcome.rejection, message: outcome.message }
    case 'unknown':
      return outcome
    case 'accepted':
      return { kind: 'amended' }
  }
}

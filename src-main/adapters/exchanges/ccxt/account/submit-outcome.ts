import type { SubmitOutcome } from '../../../../engine/ports/exchange.ts'
import { ExchangeRefusal, NotSent } from './refusal.ts'

/**
 * What a failed submit says about the order. Rejected only when the exchange says so in its own words, or when
 * nothing was sent; whatever else went wrong, the order may be at work.
 */
export const outcomeOf = (error: unknown, cause: string): SubmitOutcome => {
  const rejected = (rejection: Extract<SubmitOutcome, { kind: 'rejected' }>['rejection']): SubmitOutcome => ({
    kind: 'rejected',
    rejection,
    message: cause,
  })
  if (error instanceof NotSent) return rejected('RATE_LIMITED')
  if (!(error instanceof ExchangeRefusal)) return { kind: 'unknown', cause }
  switch (error.meaning) {
    // The order that has this id may well be this one: a request can arrive twice.
    case 'DUPLICATE_CLIENT_ID':
    case 'UNSURE':
      return { kind: 'unknown', cause }
    case 'CLOCK':
    case 'NO_SUCH_ORDER':
    case 'NOT_OPEN':
    case 'BEING_CANCELLED':
      return rejected('OTHER')
    default:
      return rejected(error.meaning)
  }
}

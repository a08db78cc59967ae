import { expect, test } from 'vitest'
import {
  ExchangeRefusal,
  type Meaning,
  NotSent,
} from '../../../../src-main/adapters/exchanges/ccxt/account/refusal.ts'
import { outcomeOf } from '../../../../src-main/adapters/exchanges/ccxt/account/submit-outcome.ts'

const refused = (meaning: Meaning) => new ExchangeRefusal({ status: 400, code: '1', text: 'no' }, meaning)

test('an order that was not sent, or that the exchange refuses for a reason, is rejected', () => {
  const reasons = [
    [new NotSent('waited too long'), 'RATE_LIMITED'],
    [refused('RATE_LIMITED'), 'RATE_LIMITED'],
    [refused('INSUFFICIENT_FUNDS'), 'INSUFFICIENT_FUNDS'],
    [refused('BELOW_MINIMUM'), 'BELOW_MINIMUM'],
    [refused('OTHER'), 'OTHER'],
    [refused('CLOCK'), 'OTHER'],
  ] as const
  for (const [error, rejection] of reasons) {
    expect(outcomeOf(error, 'said so')).toEqual({ kind: 'rejected', rejection, message: 'said so' })
  }
})

test('whatever else went wrong leaves the order unknown', () => {
  const doubts = [
    refused('DUPLICATE_CLIENT_ID'),
    refused('UNSURE'),
    new Error('no answer within 10000 ms'),
    new TypeError('undefined is not a function'),
    'a text',
  ]
  for (const error of doubts)
    expect(outcomeOf(error, 'said so')).toEqual({ kind: 'unknown', cause: 'said so' })
})

import { expect, test } from 'vitest'
import {
  ExchangeRefusal,
  type Meaning,
  NotSent,
} from '../../../../src-main/adapters/exchanges/ccxt/account/refusal.ts'
import { outcomeOf } from '../../../../src-main/adapters/exchanges/ccxt/account/submit-outcome.ts'

const refused = (meaning: Meaning, waitMs: number | null = null) =>
  new ExchangeRefusal({ status: 400, code: '1', text: 'no' }, meaning, waitMs)

test('an order that the exchange refuses for a reason is rejected', () => {
  const reasons = ['INSUFFICIENT_FUNDS', 'BELOW_MINIMUM', 'WOULD_TRIGGER', 'CREDENTIALS', 'OTHER'] as const
  for (const rejection of reasons) {
    expect(outcomeOf(refused(rejection), 'said so')).toEqual({
      kind: 'rejected',
      rejection,
      message: 'said so',
    })
  }
})

test('one that was not sent, or not looked at, may be sent again: after the wait that was named, if one was', () => {
  const reasons = [
    [new NotSent('waited too long'), 'RATE_LIMITED', null],
    [refused('RATE_LIMITED'), 'RATE_LIMITED', null],
    [refused('RATE_LIMITED', 7_000), 'RATE_LIMITED', 7_000],
    [refused('MAINTENANCE'), 'MAINTENANCE', null],
    [refused('CLOCK'), 'OTHER', null],
  ] as const
  for (const [error, rejection, waitMs] of reasons) {
    expect(outcomeOf(error, 'said so')).toEqual({
      kind: 'retry-later',
      rejection,
      waitMs,
      message: 'said so',
    })
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

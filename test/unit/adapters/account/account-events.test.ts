import { beforeEach, expect, test } from 'vitest'
import { AccountEvents } from '../../../../src-main/adapters/exchanges/ccxt/account/account-events.ts'
import { quantity } from '../../../../src-main/domain/money/decimal.ts'
import type { ExchangeEvent, ExchangeOrder } from '../../../../src-main/engine/ports/exchange.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { fillOf } from '../../../support/orders.ts'

let clock: FakeClock
let told: ExchangeEvent[]
let events: AccountEvents
beforeEach(() => {
  clock = new FakeClock()
  told = []
  events = new AccountEvents({ clock, tell: (event) => told.push(event) })
})

const kinds = () => told.map(({ kind }) => kind)
const says = (status: ExchangeOrder['status'], filled = '0') =>
  events.onOrder('o1', {
    clientId: 'o1',
    exchangeOrderId: 'X1',
    status,
    filled: quantity(filled),
    rejection: 'INSUFFICIENT_FUNDS',
  })

test('every word about an order is told once, in whatever order it comes', () => {
  events.onFill(fillOf('T1', '1'))
  says('open')
  says('open')
  events.onFill(fillOf('T1', '1'))
  says('cancelled')
  says('cancelled')
  says('expired')
  events.onFill(fillOf('T2', '1'))
  expect(kinds()).toEqual(['filled', 'acknowledged', 'cancelled', 'filled'])
})

test('an order whose first word is its end was acknowledged before', () => {
  says('expired')
  expect(told).toEqual([
    { kind: 'acknowledged', clientOrderId: 'o1', exchangeOrderId: 'X1' },
    { kind: 'expired', clientOrderId: 'o1', filled: quantity('0') },
  ])
})

test('one that is refused never was acknowledged', () => {
  says('rejected')
  expect(told).toEqual([{ kind: 'rejected', clientOrderId: 'o1', rejection: 'INSUFFICIENT_FUNDS' }])
})

test('a filled order has not ended before its fills are told', () => {
  says('filled', '2')
  expect(kinds()).toEqual(['acknowledged'])
})

test('a fill that its order counts and nobody tells is asked for, once', async () => {
  events.onFill(fillOf('T1', '1'))
  for (let words = 0; words < 3; words += 1) events.expectFills('o1', quantity('3'))
  await clock.advance(2_999)
  expect(kinds()).toEqual(['filled'])
  await clock.advance(1)
  expect(kinds()).toEqual(['filled', 'resynchronise'])
  events.expectFills('o1', quantity('3'))
  await clock.advance(10_000)
  expect(kinds()).toEqual(['filled', 'resynchronise'])
})

test('fills that come a little later are not asked for', async () => {
  events.expectFills('o1', quantity('2'))
  await clock.advance(1_000)
  events.onFill(fillOf('T1', '1'))
  events.onFill(fillOf('T2', '1'))
  await clock.advance(10_000)
  expect(kinds()).toEqual(['filled', 'filled'])
})

import { expect, test } from 'vitest'
import { cash, cashText, price, quantity, text } from '../../../src-main/domain/money/decimal.ts'
import type { Adjustment } from '../../../src-main/engine/ports/account-store.ts'
import { AccountBook, missingOf, receivedOf } from '../../../src-main/engine/state/account-book.ts'
import { fillOf } from '../../support/orders.ts'

const pair = { base: 'BTC', quote: 'USDT' }
const open = () =>
  new AccountBook({
    id: 'a1',
    venueId: 'demo',
    mode: 'live',
    start: [cash('100', 'USDT')],
    createdAt: 0,
  })
const adjustment = (amount: string, currency: string, marketTime = 1): Adjustment => ({
  accountId: 'a1',
  amount: cash(amount, currency),
  kind: 'accepted',
  reason: 'a deposit',
  marketTime,
  seenAt: 2,
})
const holdings = (book: AccountBook) => ['BTC', 'USDT', 'BNB'].map((asset) => cashText(book.holding(asset)))

test('a fee in a third coin is taken from that coin, a fee in the coin bought from what was bought', () => {
  const book = open()
  book.book(pair, 'buy', fillOf('t1', '0.5', { fee: cash('0.01', 'BNB') }))
  expect(holdings(book)).toEqual(['0.5', '50', '-0.01'])
  const inBase = fillOf('t2', '0.25', { fee: cash('0.001', 'BTC') })
  book.book(pair, 'buy', inBase)
  expect(holdings(book)).toEqual(['0.749', '25', '-0.01'])
  expect(text(receivedOf(pair, 'buy', inBase))).toBe('0.249')
  expect(cashText(book.feesPaid('BNB'))).toBe('0.01')
})

test('a rebate adds to what was received', () => {
  const book = open()
  const rebate = fillOf('t1', '0.5', { fee: cash('-0.001', 'BTC') })
  book.book(pair, 'buy', rebate)
  expect(holdings(book)[0]).toBe('0.501')
  expect(text(receivedOf(pair, 'buy', rebate))).toBe('0.501')
})

test('what is sold beyond what the books know leaves them below zero, which shows as a difference', () => {
  const book = open()
  book.book(pair, 'sell', fillOf('t1', '2', { price: price('10') }))
  expect(holdings(book)[0]).toBe('-2')
  book.setBalances([{ asset: 'USDT', total: quantity('120'), free: quantity('120') }])
  const differences = book.differences()
  expect(differences.map(({ asset }) => asset)).toEqual(['BTC'])
  expect(differences.map((each) => cashText(missingOf(each)))).toEqual(['2'])
})

test('adjustments change holdings and capital alike, and count from their time on', () => {
  const book = open()
  book.adjust(adjustment('50', 'USDT', 10))
  book.adjust(adjustment('-20', 'USDT', 20))
  book.adjust(adjustment('3', 'BNB', 20))
  expect(cashText(book.holding('USDT'))).toBe('130')
  expect(cashText(book.capital('USDT'))).toBe('130')
  expect(cashText(book.adjustedSince('USDT', 20))).toBe('-20')
  expect(cashText(book.adjustedSince('USDT', 21))).toBe('0')
  expect(book.funded).toEqual(['USDT', 'BNB'])
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cash, price, quantity } from '../../../src-main/domain/money/decimal.ts'
import type { PaperOrder } from '../../../src-main/engine/ports/store.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { drivers, sampleFill } from '../../support/store/samples.ts'

const order: PaperOrder = {
  accountId: 'paper-1',
  clientOrderId: 'c-1',
  exchangeOrderId: 'x-1',
  symbol: 'BTC/USDT',
  side: 'buy',
  type: 'limit',
  quantity: quantity('0.5'),
  limitPrice: price('50000.10'),
  triggerPrice: null,
  triggered: false,
  filled: quantity('0'),
  status: 'open',
  held: quantity('25000.05'),
}

describe.each(drivers)('the paper exchange’s books with %s', (driver) => {
  let opened: TestStore
  beforeEach(() => {
    opened = openTestStore(driver)
  })
  afterEach(() => opened.close())

  test('balances are set by account and asset', () => {
    const { paper } = opened.store
    expect(paper.balances('paper-1').size).toBe(0)
    const usdt = { asset: 'USDT', total: quantity('0.123456789012345678901234567891'), free: quantity('0') }
    const btc = { asset: 'BTC', total: quantity('1'), free: quantity('0.5') }
    paper.setBalance('paper-1', { ...usdt, total: quantity('5') })
    paper.setBalance('paper-1', usdt)
    paper.setBalance('paper-1', btc)
    paper.setBalance('paper-2', { ...btc, total: quantity('7') })
    expect(paper.balances('paper-1')).toEqual(
      new Map([
        ['BTC', btc],
        ['USDT', usdt],
      ]),
    )
  })

  test('orders are replaced by account and id, and the open ones are known', () => {
    const { paper } = opened.store
    const second = {
      ...order,
      clientOrderId: 'b-2',
      type: 'stop-market',
      side: 'sell',
      limitPrice: null,
      triggerPrice: price('49000.1'),
      triggered: true,
    } as const
    const elsewhere = { ...order, accountId: 'paper-2', status: 'rejected' } as const
    for (const each of [order, second, elsewhere]) paper.saveOrder(each)
    expect(paper.order('paper-1', 'c-1')).toEqual(order)
    expect(paper.order('paper-2', 'c-1')).toEqual(elsewhere)
    expect(paper.order('paper-2', 'b-2')).toBeNull()
    expect(paper.openOrders('paper-1', null)).toEqual([order, second])
    expect(paper.openOrders('paper-1', order.symbol)).toEqual([order, second])
    expect(paper.openOrders('paper-1', 'DASH/USDT')).toEqual([])
    expect(paper.openOrders('paper-2', null)).toEqual([])
    const filled = { ...order, filled: order.quantity, status: 'filled', held: quantity('0') } as const
    paper.saveOrder(filled)
    expect(paper.order('paper-1', 'c-1')).toEqual(filled)
    expect(paper.openOrders('paper-1', null)).toEqual([second])
  })

  test('fills of an order come oldest first, each trade id once per account', () => {
    const { paper } = opened.store
    const fill = { ...sampleFill, clientOrderId: 'c-1', fee: cash('0.1', 'USDT') }
    for (const tradeId of ['z', 'a']) paper.insertFill('paper-1', { ...fill, tradeId })
    paper.insertFill('paper-1', { ...fill, tradeId: 'other', clientOrderId: 'c-2' })
    paper.insertFill('paper-2', { ...fill, tradeId: 'z' })
    expect(paper.fills('paper-1', 'c-1')).toEqual([
      { ...fill, tradeId: 'z' },
      { ...fill, tradeId: 'a' },
    ])
    expect(() => paper.insertFill('paper-1', { ...fill, tradeId: 'z' })).toThrow('UNIQUE')
  })

  test('the sequence rises by one for each account', () => {
    const { paper, transaction } = opened.store
    expect([paper.nextSequence('a'), paper.nextSequence('a'), paper.nextSequence('b')]).toEqual([1, 2, 1])
    expect(() =>
      transaction(() => {
        paper.nextSequence('a')
        throw new Error('undone')
      }),
    ).toThrow('undone')
    expect(paper.nextSequence('a')).toBe(3)
  })
})

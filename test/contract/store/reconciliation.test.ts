import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { quantity } from '../../../src-main/domain/money/decimal.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import {
  addAccountAndBot,
  booked,
  drivers,
  sampleAccount,
  sampleFill,
  sampleOrder,
} from '../../support/store/samples.ts'

describe.each(drivers)('what reconciliation looks for, with %s', (driver) => {
  let opened: TestStore
  beforeEach(() => {
    opened = openTestStore(driver)
    addAccountAndBot(opened.store)
    opened.store.accounts.insert({ ...sampleAccount, id: 'other' })
  })
  afterEach(() => opened.close())

  test('an order is found by the exchange’s id on its account and pair, and on no other', () => {
    const { orders } = opened.store
    orders.insert(sampleOrder)
    const known = { ...sampleOrder, exchangeOrderId: 'X-1' }
    orders.update(known)
    expect(orders.byExchangeId(sampleAccount.id, 'BTC/USDT', 'X-1')).toEqual(known)
    expect(orders.byExchangeId('other', 'BTC/USDT', 'X-1')).toBeNull()
    expect(orders.byExchangeId(sampleAccount.id, 'ETH/USDT', 'X-1')).toBeNull()
    expect(orders.byExchangeId(sampleAccount.id, 'BTC/USDT', 'X-2')).toBeNull()
  })

  test('pairs are those of orders at or after a time, each once', () => {
    const { orders } = opened.store
    const at = (clientOrderId: string, symbol: string, marketTime: number) =>
      orders.insert({ ...sampleOrder, clientOrderId, symbol, marketTime })
    at('a', 'ETH/USDT', 10)
    at('b', 'BTC/USDT', 20)
    at('c', 'ETH/USDT', 30)
    expect(orders.symbolsSince(sampleAccount.id, 10)).toEqual(['BTC/USDT', 'ETH/USDT'])
    expect(orders.symbolsSince(sampleAccount.id, 20)).toEqual(['BTC/USDT', 'ETH/USDT'])
    expect(orders.symbolsSince(sampleAccount.id, 31)).toEqual([])
    expect(orders.symbolsSince('other', 0)).toEqual([])
  })

  test('both sides of a trade between two orders of an account are kept, and either of them once', () => {
    const { orders, fills } = opened.store
    const sold = { ...sampleOrder, clientOrderId: 'sold', side: 'sell' } as const
    orders.insert(sampleOrder)
    orders.insert(sold)
    expect(fills.insert(booked(sampleOrder))).toBe(true)
    expect(fills.insert(booked(sold))).toBe(true)
    expect(fills.insert(booked(sampleOrder))).toBe(false)
    expect(fills.insert(booked(sold))).toBe(false)
    expect(fills.ofAccount(sampleAccount.id).map(({ order }) => order.side)).toEqual(['buy', 'sell'])
  })

  test('fills of a position are those of all its orders, in the order in which they were booked', () => {
    const { orders, fills } = opened.store
    const second = { ...sampleOrder, clientOrderId: 'second' }
    const foreign = { ...sampleOrder, clientOrderId: 'foreign', positionId: 'position-2' }
    for (const order of [sampleOrder, second, foreign]) orders.insert(order)
    fills.insert(booked(second, { tradeId: 'b', marketTime: sampleFill.marketTime + 5 }))
    fills.insert(booked(foreign, { tradeId: 'c' }))
    fills.insert(booked(sampleOrder, { tradeId: 'a' }))
    expect(fills.ofPosition(sampleOrder.positionId).map(({ fill }) => fill.tradeId)).toEqual(['b', 'a'])
    expect(fills.ofPosition('nobody')).toEqual([])
  })

  test('dust of a pair adds up from its first day on, until it is taken', () => {
    const { dust } = opened.store
    const first = {
      accountId: sampleAccount.id,
      symbol: 'BTC/USDT',
      asset: 'BTC',
      quantity: quantity('0.000000000000000001'),
      since: 10,
    }
    dust.add(first)
    dust.add({ ...first, quantity: quantity('0.1'), since: 20 })
    dust.add({ ...first, symbol: 'ETH/USDT', asset: 'ETH' })
    const sum = { ...first, quantity: quantity('0.100000000000000001') }
    expect(dust.of(sampleAccount.id, 'BTC/USDT')).toEqual(sum)
    expect(dust.ofAccount(sampleAccount.id).map(({ asset }) => asset)).toEqual(['BTC', 'ETH'])
    expect(dust.ofAccount('other')).toEqual([])
    dust.remove(sampleAccount.id, 'BTC/USDT')
    expect(dust.of(sampleAccount.id, 'BTC/USDT')).toBeNull()
  })

  test('what is ignored stays so by account and kind until it is not', () => {
    const { ignored } = opened.store
    const id = sampleAccount.id
    ignored.add(id, 'order', 'X-1')
    ignored.add(id, 'order', 'X-1')
    ignored.add(id, 'holding', 'BTC')
    expect([...ignored.names(id, 'order')]).toEqual(['X-1'])
    expect([...ignored.names('other', 'order')]).toEqual([])
    ignored.remove(id, 'order', 'X-1')
    expect([...ignored.names(id, 'order')]).toEqual([])
    expect([...ignored.names(id, 'holding')]).toEqual(['BTC'])
  })
})

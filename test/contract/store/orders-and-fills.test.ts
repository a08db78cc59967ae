import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cash, price, quantity, text } from '../../../src-main/domain/money/decimal.ts'
import type { Order } from '../../../src-main/domain/orders/order.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import {
  addAccountAndBot,
  booked,
  drivers,
  sampleAccount,
  sampleBot,
  sampleOrder,
} from '../../support/store/samples.ts'

const orderNamed = (clientOrderId: string, change: Partial<Order> = {}): Order => ({
  ...sampleOrder,
  clientOrderId,
  ...change,
})

describe.each(drivers)('orders and fills with %s', (driver) => {
  let opened: TestStore
  beforeEach(() => {
    opened = openTestStore(driver)
    addAccountAndBot(opened.store)
  })
  afterEach(() => opened.close())

  test('an order comes back as it was, also with every fact set', () => {
    const { orders } = opened.store
    const limit = orderNamed('limit', {
      type: 'take-profit-limit',
      side: 'sell',
      purpose: 'protection',
      limitPrice: price('123456789.123456789012345678901'),
      triggerPrice: price('123456789.123456789012345678902'),
      timeInForce: 'FOK',
      postOnly: true,
      reduceOnly: true,
      exchangeOrderId: 'X-1',
      filled: quantity('0.1'),
      tradeIds: ['a', 'b"c'],
      reason: { code: 'stop', facts: { at: '1.5', n: 2 } },
      facts: {
        sent: true,
        outcomeUnknown: true,
        acknowledged: true,
        ended: 'rejected',
        rejection: 'BELOW_MINIMUM',
      },
    })
    orders.insert(sampleOrder)
    orders.insert(limit)
    expect(orders.byId(sampleOrder.clientOrderId)).toEqual(sampleOrder)
    expect(orders.byId('limit')).toEqual(limit)
    expect(orders.byId('none')).toBeNull()
    expect(orders.count()).toBe(2)
  })

  test('the largest entry of each pair is found within a day, and no other order', () => {
    const { orders } = opened.store
    const place = (id: string, size: string, at: number, change: Partial<Order> = {}) =>
      orders.insert(
        orderNamed(id, { quantity: quantity(size), expected: price('100'), marketTime: at, ...change }),
      )
    place('before', '90', 9)
    place('first', '10', 10)
    place('larger', '12', 15)
    place('last', '2', 19)
    place('after', '90', 20)
    place('sale', '90', 15, { side: 'sell', purpose: 'exit' })
    place('dearer', '1', 15, { symbol: 'ETH/USDT', expected: price('5000') })
    place('more of it', '2', 15, { symbol: 'ETH/USDT', expected: price('1000') })
    const found = (account: string) =>
      orders.largestEntries(account, 10, 20).map((order) => order.clientOrderId)
    expect(found(sampleAccount.id).sort()).toEqual(['dearer', 'larger'])
    expect(found('another')).toEqual([])
    expect(orders.largestEntries(sampleAccount.id, 15, 16)).toContainEqual(orders.byId('larger'))
  })

  test('the fill that was worst by what was expected is found within a day', () => {
    const { orders, fills } = opened.store
    const bought = orderNamed('bought', { expected: price('100') })
    const sold = orderNamed('sold', { expected: price('100'), side: 'sell', purpose: 'exit' })
    for (const order of [bought, sold]) orders.insert(order)
    const fill = (order: Order, tradeId: string, at: string, marketTime: number) =>
      fills.insert(booked(order, { tradeId, price: price(at), marketTime }))
    fill(bought, 'before', '200', 9)
    fill(bought, 'dear', '102', 10)
    fill(bought, 'cheap', '90', 11)
    fill(sold, 'well', '110', 12)
    fill(bought, 'after', '200', 20)
    const worst = (to: number) => fills.worstOf(sampleBot.id, sampleOrder.symbol, 10, to)
    expect(worst(20)?.fill.tradeId).toBe('dear')
    fill(sold, 'badly', '97', 19)
    expect(worst(20)).toMatchObject({ fill: { tradeId: 'badly' }, order: { clientOrderId: 'sold' } })
    expect(worst(19)?.fill.tradeId).toBe('dear')
    expect(fills.worstOf(sampleBot.id, 'ETH/USDT', 10, 20)).toBeNull()
    expect(fills.worstOf('another', sampleOrder.symbol, 10, 20)).toBeNull()
  })

  test('a client order id is taken once and for ever', () => {
    const { orders } = opened.store
    orders.insert(sampleOrder)
    expect(() => orders.insert({ ...sampleOrder, side: 'sell' })).toThrow('UNIQUE')
    expect(orders.byId(sampleOrder.clientOrderId)).toEqual(sampleOrder)
  })

  test('an update writes what may change and refuses an unknown order', () => {
    const { orders } = opened.store
    orders.insert(sampleOrder)
    const changed: Order = {
      ...sampleOrder,
      exchangeOrderId: 'X-2',
      filled: quantity('0.25'),
      tradeIds: ['t'],
      facts: { ...sampleOrder.facts, sent: true, acknowledged: true },
    }
    orders.update(changed)
    expect(orders.byId(sampleOrder.clientOrderId)).toEqual(changed)
    expect(() => orders.update(orderNamed('none'))).toThrow('no order "none"')
  })

  test('pending orders are those that are not final, oldest first', () => {
    const { orders } = opened.store
    const facts = { ...sampleOrder.facts, sent: true }
    const all = ['z', 'a', 'filled', 'cancelled', 'partly', 'm'].map((id) => orderNamed(id))
    for (const order of all) orders.insert(order)
    orders.insert(orderNamed('born-final', { facts: { ...facts, ended: 'expired' } }))
    orders.update(orderNamed('filled', { filled: sampleOrder.quantity, facts }))
    orders.update(orderNamed('cancelled', { facts: { ...facts, ended: 'cancelled' } }))
    orders.update(orderNamed('partly', { filled: quantity('0.1'), facts }))
    expect(orders.pending().map((order) => order.clientOrderId)).toEqual(['z', 'a', 'partly', 'm'])
  })

  test('transitions of an order are kept in their order', () => {
    const { orders } = opened.store
    orders.insert(sampleOrder)
    orders.insert(orderNamed('other'))
    const steps = (['intended', 'submitting', 'unknown', 'open', 'partially-filled', 'filled'] as const).map(
      (from, index, list) => ({
        clientOrderId: sampleOrder.clientOrderId,
        from,
        to: list[index + 1] ?? 'filled',
        marketTime: 10 - index,
        seenAt: index,
      }),
    )
    for (const step of steps) orders.addTransition(step)
    expect(orders.transitions(sampleOrder.clientOrderId)).toEqual(steps)
    expect(orders.transitions('other')).toEqual([])
  })

  test('a fill of one account and trade id is written once', () => {
    const { store } = opened
    store.accounts.insert({ ...sampleAccount, id: 'paper-2' })
    const elsewhere = orderNamed('elsewhere', { accountId: 'paper-2' })
    store.orders.insert(sampleOrder)
    store.orders.insert(elsewhere)
    expect(store.fills.insert(booked(sampleOrder))).toBe(true)
    expect(store.fills.insert(booked(sampleOrder, { quantity: quantity('9') }, '5'))).toBe(false)
    expect(store.fills.insert(booked(elsewhere))).toBe(true)
    expect(store.fills.count()).toBe(2)
    expect(store.fills.ofAccount('paper-1')).toEqual([booked(sampleOrder)])
    expect(store.fills.ofAccount('paper-2')).toEqual([booked(elsewhere)])
    expect(store.fills.ofAccount('paper-3')).toEqual([])
  })

  test('exchanges that number trades per pair may give the same number on two pairs', () => {
    const { store } = opened
    const ether = orderNamed('ether', { symbol: 'ETH/USDT' })
    for (const order of [sampleOrder, ether]) store.orders.insert(order)
    expect(store.fills.insert(booked(sampleOrder, { tradeId: '77' }))).toBe(true)
    expect(store.fills.insert(booked(ether, { tradeId: '77' }))).toBe(true)
    expect(store.fills.insert(booked(ether, { tradeId: '77' }))).toBe(false)
    expect(store.fills.count()).toBe(2)
  })

  test('a fill of an order that is not there is refused', () => {
    expect(() => opened.store.fills.insert(booked(sampleOrder))).toThrow('FOREIGN KEY')
    expect(opened.store.fills.count()).toBe(0)
  })

  test('recent fills come newest first, each with its order as it is now', () => {
    const { store } = opened
    store.orders.insert(sampleOrder)
    for (const tradeId of ['c', 'a', 'b']) store.fills.insert(booked(sampleOrder, { tradeId }, '-1.5'))
    const now = { ...sampleOrder, filled: quantity('0.5'), exchangeOrderId: 'X' }
    store.orders.update(now)
    expect(store.fills.recent(2)).toEqual([
      booked(now, { tradeId: 'b' }, '-1.5'),
      booked(now, { tradeId: 'a' }, '-1.5'),
    ])
    expect(store.fills.recent(100)).toHaveLength(3)
    expect(store.fills.recent(0)).toEqual([])
  })

  test('fills since a time are those of the pair, at that time too, by market time', () => {
    const { store } = opened
    store.bots.save({ ...sampleBot, id: 'bot-2' })
    const orders = [
      orderNamed('one'),
      orderNamed('two', { botId: 'bot-2' }),
      orderNamed('eth', { symbol: 'ETH/USDT' }),
    ]
    for (const order of orders) store.orders.insert(order)
    const [one = sampleOrder, two = sampleOrder, eth = sampleOrder] = orders
    store.fills.insert(booked(one, { tradeId: 'late', marketTime: 300 }))
    store.fills.insert(booked(one, { tradeId: 'early', marketTime: 199 }))
    store.fills.insert(booked(two, { tradeId: 'edge', marketTime: 200 }))
    store.fills.insert(booked(eth, { tradeId: 'eth', marketTime: 250 }))
    const ids = (symbol: string, bot: string | null, from: number) =>
      store.fills.since(symbol, bot, from).map((each) => each.fill.tradeId)
    expect(ids('BTC/USDT', null, 200)).toEqual(['edge', 'late'])
    expect(ids('BTC/USDT', null, 201)).toEqual(['late'])
    expect(ids('BTC/USDT', 'bot-1', 0)).toEqual(['early', 'late'])
    expect(ids('BTC/USDT', 'bot-2', 0)).toEqual(['edge'])
    expect(ids('ETH/USDT', null, 0)).toEqual(['eth'])
  })

  test('realised profit of a day is summed exactly by bot, from its first moment to before its last', () => {
    const { store } = opened
    store.bots.save({ ...sampleBot, id: 'bot-2' })
    const one = orderNamed('one')
    const two = orderNamed('two', { botId: 'bot-2' })
    for (const order of [one, two]) store.orders.insert(order)
    const add = (order: Order, marketTime: number, realized: string | null) =>
      store.fills.insert(
        booked(order, { tradeId: `${order.clientOrderId}-${marketTime}`, marketTime }, realized),
      )
    add(one, 99, '1000')
    add(one, 100, '0.1')
    add(one, 150, '0.2')
    add(one, 151, null)
    add(one, 200, '1000')
    add(two, 199, '-0.000000000000000000000000000001')
    expect(store.fills.realizedByBot(100, 200)).toEqual(
      new Map([
        ['bot-1', cash('0.3', 'USDT')],
        ['bot-2', cash('-0.000000000000000000000000000001', 'USDT')],
      ]),
    )
    expect(store.fills.realizedByBot(201, 300).size).toBe(0)
  })

  test('a bot that moved to another quote currency counts in the newer one', () => {
    const { store } = opened
    store.orders.insert(sampleOrder)
    store.fills.insert({ ...booked(sampleOrder, { tradeId: 'a' }), realized: cash('5', 'USDT') })
    store.fills.insert({ ...booked(sampleOrder, { tradeId: 'b' }), realized: cash('0.1', 'BTC') })
    store.fills.insert({ ...booked(sampleOrder, { tradeId: 'c' }), realized: cash('0.2', 'BTC') })
    expect(store.fills.realizedByBot(0, Number.MAX_SAFE_INTEGER)).toEqual(
      new Map([['bot-1', cash('0.3', 'BTC')]]),
    )
  })

  test('decimals survive to the last of their digits', () => {
    const { store } = opened
    store.orders.insert(sampleOrder)
    const digits = fc.stringMatching(/^[1-9]\d{0,29}(\.\d{0,29}[1-9])?$/)
    let n = 0
    fc.assert(
      fc.property(digits, digits, digits, fc.boolean(), (at, size, fee, negative) => {
        n += 1
        const realized = negative ? `-${fee}` : fee
        const given = booked(
          sampleOrder,
          { tradeId: `t${n}`, price: price(at), quantity: quantity(size), fee: cash(fee, 'BNB') },
          realized,
        )
        store.fills.insert(given)
        const [read] = store.fills.recent(1)
        expect(read).toEqual(given)
        expect(read === undefined ? '' : text(read.fill.quantity)).toBe(size)
      }),
      { numRuns: 50 },
    )
  })

  test('text survives whatever is in it', () => {
    const { store } = opened
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1 }), (code, key) => {
        const order = orderNamed(`o${key}`, { reason: { code, facts: { [code]: code } } })
        if (store.orders.byId(order.clientOrderId) !== null) return
        store.orders.insert(order)
        expect(store.orders.byId(order.clientOrderId)).toEqual(order)
      }),
      { numRuns: 50 },
    )
  })
})

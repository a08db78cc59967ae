import { expect, test } from 'vitest'
import { cashText, price, quantity } from '../../../src-main/domain/money/decimal.ts'
import type { Order } from '../../../src-main/domain/orders/order.ts'
import { DayExtremes } from '../../../src-main/engine/risk/day-extremes.ts'
import type { Books } from '../../../src-main/engine/state/books.ts'
import { wantedOrder } from '../../support/orders.ts'

const stand = () => {
  let nextDay = 100
  const books = { venueOf: () => 'v', market: () => ({ quote: 'USDT' }) } as unknown as Books
  const extremes = new DayExtremes({ books, losses: { nextDayAt: () => nextDay } })
  const order = (size: string, change: Partial<Order> = {}) =>
    wantedOrder({ expected: price('100'), quantity: quantity(size), ...change })
  const fill = (order: Order, paid: string) => ({
    order,
    fill: {
      ...{ tradeId: 't', clientOrderId: order.clientOrderId, quantity: order.quantity },
      ...{ price: price(paid), fee: null, liquidity: 'taker', marketTime: 0, seenAt: 0 },
    },
  })
  return {
    place: (size: string, change?: Partial<Order>) => extremes.onPlaced(order(size, change)),
    book: (paid: string, change?: Partial<Order>) =>
      extremes.onBooked(fill(order('1', change), paid) as never),
    largest: () => {
      const { value, symbol } = extremes.largestOrder(order('1').accountId, 'USDT')
      return [cashText(value), symbol]
    },
    worst: () => {
      const { share, symbol } = extremes.worstSlippage(order('1').botId, order('1').accountId)
      return [Number(share.toFixed(6)), symbol]
    },
    dawn: () => {
      nextDay += 100
    },
  }
}

test('the largest entry of the day counts, not the last, and no exit', () => {
  const { place, largest, dawn } = stand()
  expect(largest()).toEqual(['0', null])
  place('2')
  place('1', { symbol: 'ETH/USDT' })
  place('9', { purpose: 'exit', side: 'sell' })
  expect(largest()).toEqual(['200', wantedOrder({}).symbol])
  dawn()
  expect(largest()).toEqual(['0', null])
  place('1', { symbol: 'ETH/USDT' })
  expect(largest()).toEqual(['100', 'ETH/USDT'])
})

test('the worst fill of the day counts: dearer where it was bought, cheaper where it was sold', () => {
  const { book, worst, dawn } = stand()
  book('99')
  expect(worst()).toEqual([0, null])
  book('101')
  book('100.5')
  expect(worst()).toEqual([0.01, wantedOrder({}).symbol])
  book('98', { side: 'sell', purpose: 'exit', symbol: 'ETH/USDT' })
  expect(worst()).toEqual([0.02, 'ETH/USDT'])
  dawn()
  expect(worst()).toEqual([0, null])
})

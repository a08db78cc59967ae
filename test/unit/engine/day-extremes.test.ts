import { expect, test } from 'vitest'
import { cash, cashText, price, quantity } from '../../../src-main/domain/money/decimal.ts'
import type { Order } from '../../../src-main/domain/orders/order.ts'
import type { BookedFill } from '../../../src-main/engine/ports/store.ts'
import { DayExtremes } from '../../../src-main/engine/risk/day-extremes.ts'
import type { Books } from '../../../src-main/engine/state/books.ts'
import { fillOf, wantedOrder } from '../../support/orders.ts'

const sized = (size: string, change: Partial<Order> = {}): Order =>
  wantedOrder({ expected: price('100'), quantity: quantity(size), ...change })
const paidFor = (paid: string, change: Partial<Order> = {}): BookedFill => {
  const order = sized('1', change)
  const fill = fillOf('t', '1', { price: price(paid), marketTime: order.marketTime })
  return { order, fill, realized: null, feeInQuote: cash('0', 'USDT') }
}

const dayMs = 86_400_000

/** @param before what the store has of the days before this run */
const stand = (
  before: { readonly orders?: readonly Order[]; readonly fills?: readonly BookedFill[] } = {},
) => {
  let nextDay = dayMs
  const within = (from: number, to: number) => (time: number) => time >= from && time < to
  const store = {
    orders: {
      largestEntries: (_: string, from: number, to: number) =>
        (before.orders ?? []).filter(({ marketTime }) => within(from, to)(marketTime)),
    },
    fills: {
      worstOf: (_: string, symbol: string, from: number, to: number) =>
        (before.fills ?? []).find(
          ({ fill, order }) => order.symbol === symbol && within(from, to)(fill.marketTime),
        ) ?? null,
    },
  }
  const positions = { ofBot: () => [] }
  const books = { venueOf: () => 'v', market: () => ({ quote: 'USDT' }), positions } as unknown as Books
  const extremes = new DayExtremes({ books, store, losses: { nextDayAt: () => nextDay } })
  const today = { marketTime: nextDay - 1 }
  return {
    place: (size: string, change?: Partial<Order>) => extremes.onPlaced(sized(size, { ...today, ...change })),
    book: (paid: string, change?: Partial<Order>) =>
      extremes.onBooked(paidFor(paid, { ...today, ...change })),
    largest: () => {
      const { value, symbol } = extremes.largestOrder(sized('1').accountId, 'USDT')
      return [cashText(value), symbol]
    },
    worst: () => {
      const { botId: id, accountId } = sized('1')
      const bot = { id, accountId, settings: { symbols: ['BTC/USDT'] } }
      const { share, symbol } = extremes.worstSlippage({ bot, lastExitAt: new Map([['ETH/USDT', 1]]) })
      return [Number(share.toFixed(6)), symbol]
    },
    dawn: () => {
      nextDay += dayMs
      today.marketTime = nextDay - 1
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

test('what the day had before the app began counts, and nothing of the day before', () => {
  const yesterday = { marketTime: -1, symbol: 'ETH/USDT' }
  const { place, book, largest, worst } = stand({
    orders: [sized('9', yesterday), sized('3', { marketTime: 0 })],
    fills: [
      paidFor('150', { ...yesterday, marketTime: -1 }),
      paidFor('103', { marketTime: 5, symbol: 'ETH/USDT' }),
    ],
  })
  place('1')
  book('101')
  expect([largest(), worst()]).toEqual([
    ['300', 'BTC/USDT'],
    [0.03, 'ETH/USDT'],
  ])
  place('4')
  book('104')
  expect([largest(), worst()]).toEqual([
    ['400', 'BTC/USDT'],
    [0.04, 'BTC/USDT'],
  ])
})

test('an order of the day before that is still under way is none of today', () => {
  const { place, book, largest, worst } = stand()
  place('5', { marketTime: -1 })
  book('150', { marketTime: -1 })
  expect([largest(), worst()]).toEqual([
    ['0', null],
    [0, null],
  ])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addCash, cash, noCash, price, quantity } from '../../../src-main/domain/money/decimal.ts'
import { applyFill, type Position } from '../../../src-main/domain/positions/position.ts'
import { type CountedFill, miscounts, recounted } from '../../../src-main/domain/positions/recount.ts'
import { sentence } from '../../../src-main/domain/sentence.ts'
import { fillOf, flatPosition } from '../../support/orders.ts'

const why = sentence('decision.exit-signal')
const counted = (side: 'buy' | 'sell', size: number, at: number, index: number): CountedFill => ({
  fill: fillOf(`t${index}`, (size / 1_000).toFixed(3), { price: price(String(at)) }),
  side,
  received: quantity((size / 1_000).toFixed(3)),
  fee: cash((at / 1_000).toFixed(3), 'USDT'),
})
/** Buys, and sales of a part of what is held. */
const histories = fc
  .array(fc.tuple(fc.boolean(), fc.integer({ min: 2, max: 900 }), fc.integer({ min: 1, max: 90 })), {
    minLength: 1,
    maxLength: 20,
  })
  .map((steps) => {
    let held = 0
    return steps.map(([buys, size, at], index) => {
      const sells = !buys && held > 1
      const taken = sells ? Math.min(size, held) : size
      held += sells ? -taken : taken
      return counted(sells ? 'sell' : 'buy', taken, at, index)
    })
  })
const positionOf = (fills: readonly CountedFill[]): Position =>
  fills.reduce(
    (position, { fill, side, ...worth }) => applyFill(position, side, fill, worth, why).position,
    flatPosition(),
  )

test('a position made of its fills has no sum that is wrong', () => {
  fc.assert(
    fc.property(histories, (fills) => {
      expect(miscounts(positionOf(fills), fills)).toEqual([])
    }),
  )
})

test('a recount is the position that its fills had made, whatever it was spoilt to', () => {
  fc.assert(
    fc.property(histories, (fills) => {
      const position = positionOf(fills)
      const spoilt = {
        ...position,
        quantity: quantity('7'),
        cost: noCash('USDT'),
        realized: cash('1', 'USDT'),
      }
      expect(recounted(spoilt, fills)).toEqual(position)
    }),
  )
})

test('a fill too few, or one too many, shows', () => {
  fc.assert(
    fc.property(histories, fc.nat(), (fills, at) => {
      const position = positionOf(fills)
      const without = fills.filter((_, index) => index !== at % fills.length)
      expect(miscounts(position, without).length).toBeGreaterThan(0)
      expect(miscounts(position, [...fills, counted('buy', 1, 1, 99)]).length).toBeGreaterThan(0)
    }),
  )
})

test.each([
  ['quantity', { quantity: quantity('0.100000000000000001') }],
  ['cost', { cost: cash('9.999999999999999999', 'USDT') }],
  ['openFees', { openFees: noCash('USDT') }],
  ['realized', { realized: cash('0.000000000000000001', 'USDT') }],
  ['fees', { fees: addCash(cash('0.1', 'USDT'), cash('1', 'USDT')) }],
] as const)('a %s that is off by the last digit is named', (sum, change) => {
  const fills = [counted('buy', 100, 100, 1)]
  const found = miscounts({ ...positionOf(fills), ...change }, fills)
  expect(found.map((each) => each.sum)).toEqual([sum])
  const [wrong] = found
  expect(wrong?.booked).not.toBe(wrong?.counted)
})

test('more sold than bought is named and does not throw', () => {
  const fills = [counted('buy', 100, 100, 1)]
  const more = [...fills, counted('sell', 101, 100, 2)]
  expect(miscounts(positionOf(fills), more)).toEqual([{ sum: 'oversold', booked: '0.1', counted: '0.101' }])
  expect(recounted(positionOf(fills), more)).toBeNull()
})

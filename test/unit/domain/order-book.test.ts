import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BookLevel, isPlausibleBook, takeFrom } from '../../../src-main/domain/market/order-book.ts'

const asks: readonly BookLevel[] = [
  [100, 1],
  [101, 2],
  [103, 4],
]

describe('taking from a book', () => {
  test('costs the best level first', () => {
    expect(takeFrom(asks, 0.5)).toEqual({ amount: 0.5, value: 50 })
    expect(takeFrom(asks, 2)).toEqual({ amount: 2, value: 201 })
    expect(takeFrom(asks, 5)).toEqual({ amount: 5, value: 100 + 202 + 206 })
  })
  test('stops where the book ends', () => {
    expect(takeFrom(asks, 10)).toEqual({ amount: 7, value: 100 + 202 + 412 })
    expect(takeFrom([], 1)).toEqual({ amount: 0, value: 0 })
  })
  test('never costs less for a unit when more is taken', () => {
    const level = fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }))
    fc.assert(
      fc.property(fc.array(level, { minLength: 1 }), fc.integer({ min: 1, max: 100 }), (steps, wanted) => {
        const levels: BookLevel[] = []
        for (const [up, amount] of steps) levels.push([(levels.at(-1)?.[0] ?? 100) + up, amount])
        const less = takeFrom(levels, wanted)
        const more = takeFrom(levels, wanted + 1)
        expect(more.amount).toBeGreaterThanOrEqual(less.amount)
        expect(more.value / more.amount).toBeGreaterThanOrEqual(less.value / less.amount - 1e-9)
      }),
    )
  })
})

describe('a book', () => {
  test('may have one empty side, or both', () => {
    expect(isPlausibleBook({ bids: [], asks })).toBe(true)
    expect(isPlausibleBook({ bids: [], asks: [] })).toBe(true)
  })
  test.each([
    ['crossed', { bids: [[100, 1]], asks }],
    ['out of order', { bids: [], asks: [...asks].reverse() }],
    [
      'of rising bids',
      {
        bids: [
          [98, 1],
          [99, 1],
        ],
        asks,
      },
    ],
    ['with an empty level', { bids: [[99, 0]], asks }],
    ['with no number', { bids: [[Number.NaN, 1]], asks }],
  ] as const)('cannot be %s', (_, book) => {
    expect(isPlausibleBook(book)).toBe(false)
  })
})

import { expect, test } from 'vitest'
import { EventWindow } from '../../../src-main/domain/risk/event-window.ts'
import { RecentPrices } from '../../../src-main/domain/risk/recent-prices.ts'

const minute = 60_000

test('a price is held against the median of the last minutes, once there are three', () => {
  const recent = new RecentPrices()
  expect([100, 101, 102].map((price, n) => recent.take(price, n * minute))).toEqual([null, null, null])
  expect(recent.take(111.1, 3 * minute)).toBeCloseTo(0.1, 12)
  expect(recent.take(90.9, 3 * minute + 1)).toBeCloseTo(0.1, 12)
})

test('one bad print does not move what the next prices are held against', () => {
  const recent = new RecentPrices()
  for (const n of [0, 1, 2, 3, 4]) recent.take(100, n * minute)
  expect(recent.take(1, 5 * minute)).toBeCloseTo(0.99, 12)
  expect(recent.take(100, 6 * minute)).toBeCloseTo(0, 12)
})

test('a lasting move becomes the usual price within three minutes', () => {
  const recent = new RecentPrices()
  for (const n of [0, 1, 2, 3, 4]) recent.take(100, n * minute)
  const deviations = [5, 6, 7, 8].map((n) => recent.take(150, n * minute))
  expect(deviations.map((each) => (each ?? 0) > 0.1)).toEqual([true, true, true, false])
})

test('what happened is counted for its time, and not from then on', () => {
  const window = new EventWindow(1_000)
  expect([window.add(0), window.add(500), window.add(999)]).toEqual([1, 2, 3])
  expect(window.count(1_000)).toBe(2)
  expect(window.add(1_500)).toBe(2)
})

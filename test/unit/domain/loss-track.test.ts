import { expect, test } from 'vitest'
import { cash, cashText, ratio } from '../../../src-main/domain/money/decimal.ts'
import {
  dailyLoss,
  dayOf,
  drawdown,
  followResult,
  isReached,
  newTrack,
  nextDayAt,
} from '../../../src-main/domain/risk/loss-track.ts'

const usdt = (amount: string) => cash(amount, 'USDT')
const texts = ({ loss, limit }: ReturnType<typeof dailyLoss>) => [cashText(loss), cashText(limit)]

test('a day begins at the user’s hour', () => {
  const midnight = Date.UTC(2026, 0, 2)
  expect(dayOf(midnight, 0) - dayOf(midnight - 1, 0)).toBe(1)
  expect(dayOf(midnight, 3)).toBe(dayOf(midnight - 1, 3))
  expect(dayOf(midnight + 3 * 3_600_000, 3) - dayOf(midnight, 3)).toBe(1)
  expect(nextDayAt(midnight, 3)).toBe(midnight + 3 * 3_600_000)
  expect(nextDayAt(midnight + 3 * 3_600_000, 3)).toBe(midnight + 27 * 3_600_000)
})

test('the loss of a day is counted from where it began, and reached at the limit', () => {
  const track = newTrack(usdt('50'), 1)
  const share = ratio('0.1')
  expect(texts(dailyLoss(track, usdt('-49.99'), usdt('1000'), share))).toEqual(['99.99', '100'])
  expect(isReached(dailyLoss(track, usdt('-49.99'), usdt('1000'), share))).toBe(false)
  expect(isReached(dailyLoss(track, usdt('-50'), usdt('1000'), share))).toBe(true)
  expect(texts(dailyLoss(track, usdt('90'), usdt('1000'), share))).toEqual(['0', '100'])
})

test('the next day begins with what is there then', () => {
  const track = followResult(newTrack(usdt('50'), 1), usdt('-30'), 2)
  expect(texts(dailyLoss(track, usdt('-31'), usdt('1000'), ratio('0.1')))).toEqual(['1', '100'])
})

test('a drawdown is counted from the highest profit, over days', () => {
  let track = newTrack(usdt('0'), 1)
  for (const result of ['100', '250', '200']) track = followResult(track, usdt(result), 1)
  track = followResult(track, usdt('150'), 2)
  expect(texts(drawdown(track, usdt('125'), usdt('1000'), ratio('0.1')))).toEqual(['125', '125'])
  expect(isReached(drawdown(track, usdt('125'), usdt('1000'), ratio('0.1')))).toBe(true)
  expect(isReached(drawdown(track, usdt('125.01'), usdt('1000'), ratio('0.1')))).toBe(false)
})

test('what changes nothing is the same track', () => {
  const track = newTrack(usdt('10'), 1)
  expect(followResult(track, usdt('9'), 1)).toBe(track)
  expect(followResult(track, usdt('10'), 1)).toBe(track)
})

test('without a loss no limit is reached, not even one of nothing', () => {
  const track = newTrack(usdt('0'), 1)
  expect(isReached(dailyLoss(track, usdt('0'), usdt('0'), ratio('0.1')))).toBe(false)
  expect(isReached(dailyLoss(track, usdt('-1'), usdt('0'), ratio('0.1')))).toBe(true)
})

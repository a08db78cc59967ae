import { beforeEach, expect, test } from 'vitest'
import { HeardClock } from '../../../../src-main/adapters/exchanges/ccxt/unified/heard-clock.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

let ours: FakeClock
let heard: HeardClock
beforeEach(() => {
  ours = new FakeClock()
  heard = new HeardClock(ours)
})

/** A trade of each of so many seconds, as an exchange whose clock is so far ahead tells it so late. */
const hear = async (seconds: number, aheadMs: number, lateMs = 0) => {
  for (let second = 0; second < seconds; second += 1) {
    heard.hear(ours.now() + aheadMs - lateMs)
    await ours.advance(1_000)
  }
}

test('is ours until a trade was heard', () => {
  expect([heard.offsetMs, heard.now()]).toEqual([null, ours.now()])
})

test('follows the times of trades, late by what they take to arrive', async () => {
  await hear(10, 5_000, 80)
  expect([heard.offsetMs, heard.now() - ours.now()]).toEqual([4_920, 4_920])
})

test('counts the newest trade of a second: a list of older ones says nothing', async () => {
  for (const ageMs of [60_000, 30_000, 10_000, 50]) heard.hear(ours.now() - ageMs)
  await ours.advance(1_000)
  await hear(3, 0, 50)
  expect(heard.offsetMs).toBe(-50)
})

test('no single wrong time moves it', async () => {
  await hear(20, 0)
  heard.hear(ours.now() + 86_400_000)
  await ours.advance(1_000)
  await hear(2, 0)
  expect(heard.offsetMs).toBe(0)
})

test('forgets how the clocks stood a while ago', async () => {
  await hear(60, 0)
  await hear(40, 2_000)
  expect(heard.offsetMs).toBe(2_000)
})

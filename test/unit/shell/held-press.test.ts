import { expect, test } from 'vitest'
import { HeldPress } from '../../../src-main/shell/held-press.ts'
import { FakeClock } from '../../support/fake-clock.ts'

const pressed = async (heldMs: number) => {
  const clock = new FakeClock()
  const held = new HeldPress(clock, 1_500)
  const press = held.begin()
  await clock.advance(heldMs)
  return { held, press }
}

test.each([
  [1_499, false],
  [1_500, true],
  [30_000, true],
  [30_001, false],
])('a press of %i ms counts: %s', async (heldMs, counts) => {
  const { held, press } = await pressed(heldMs)
  expect(held.take(press)).toBe(counts)
})

test('a press counts once, and never for another', async () => {
  const { held, press } = await pressed(2_000)
  expect(held.take('another')).toBe(false)
  expect(held.take(press)).toBe(true)
  expect(held.take(press)).toBe(false)
})

test('a new press takes the place of the one before', async () => {
  const { held, press } = await pressed(2_000)
  held.begin()
  expect(held.take(press)).toBe(false)
})

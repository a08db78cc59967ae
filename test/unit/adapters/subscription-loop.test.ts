import { expect, test } from 'vitest'
import { SubscriptionLoop } from '../../../src-main/adapters/exchanges/ccxt/subscription-loop.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { memoryLog } from '../../support/test-engine.ts'

/** A loop whose turns each hold for so long and then fail. */
const open = (holdsMs: () => number) => {
  const clock = new FakeClock()
  const began: number[] = []
  const start = clock.now()
  const loop = new SubscriptionLoop({
    name: 'a stream',
    clock,
    log: memoryLog(),
    random: () => 1,
    turn: () => {
      began.push(clock.now() - start)
      return new Promise((_, reject) => clock.after(holdsMs(), () => reject(new Error('closed'))))
    },
    onFailure: () => {},
  })
  return { clock, loop, gaps: () => began.slice(1).map((at, index) => at - (began[index] ?? 0)) }
}

test('waits longer after each failure, up to half a minute', async () => {
  const { clock, loop, gaps } = open(() => 0)
  await clock.advance(120_000)
  loop.end()
  expect(gaps()).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
})

test('begins anew after a turn that held for a minute, not after one a little shorter', async () => {
  let turns = 0
  const { clock, loop, gaps } = open(() => {
    turns += 1
    if (turns === 4) return 59_999
    return turns === 7 ? 60_000 : 0
  })
  await clock.advance(240_000)
  loop.end()
  expect(gaps().slice(0, 9)).toEqual([500, 1_000, 2_000, 63_999, 8_000, 16_000, 60_500, 1_000, 2_000])
})

import { beforeEach, describe, expect, test } from 'vitest'
import { Arming } from '../../../../src-main/shell/live/arming.ts'
import { LiveChallenges } from '../../../../src-main/shell/live/live-challenges.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

let clock: FakeClock
beforeEach(() => {
  clock = new FakeClock()
})

describe("main's question", () => {
  const issued = () => {
    const challenges = new LiveChallenges<{ allocation: string }>(clock)
    const subject = { allocation: '100' }
    return { challenges, subject, challenge: challenges.issue('LIVE Trend', subject) }
  }

  test('is answered by exactly what it names, with what was asked about then', () => {
    const { challenges, subject, challenge } = issued()
    subject.allocation = '1000000'
    expect(challenges.answer(challenge.id, 'LIVE Trend')).toEqual({ ok: true, value: { allocation: '100' } })
  })

  test.each(['live trend', 'LIVE Trend ', ' LIVE Trend', 'LIVE', ''])('is not answered by %j', (typed) => {
    const { challenges, challenge } = issued()
    expect(challenges.answer(challenge.id, typed)).toEqual({ ok: false, error: 'CONFIRMATION_MISMATCH' })
  })

  test('takes one answer, right or wrong, and none for another question', () => {
    for (const first of ['LIVE Trend', 'wrong']) {
      const { challenges, challenge } = issued()
      expect(challenges.answer('another', 'LIVE Trend')).toMatchObject({ error: 'CONFIRMATION_EXPIRED' })
      challenges.answer(challenge.id, first)
      expect(challenges.answer(challenge.id, 'LIVE Trend')).toMatchObject({ error: 'CONFIRMATION_EXPIRED' })
    }
  })

  test('is void once another is asked', () => {
    const { challenges, challenge } = issued()
    challenges.issue('LIVE Swing', { allocation: '5' })
    expect(challenges.answer(challenge.id, 'LIVE Trend')).toMatchObject({ error: 'CONFIRMATION_EXPIRED' })
  })

  test.each([
    [300_000, true],
    [300_001, false],
  ])('%i ms later it counts: %s', async (later, counts) => {
    const { challenges, challenge } = issued()
    await clock.advance(later)
    expect(challenges.answer(challenge.id, 'LIVE Trend').ok).toBe(counts)
  })
})

describe('the countdown', () => {
  test('starts the bot when it ends, not before, and once', async () => {
    let started = 0
    const arming = new Arming(clock, () => {})
    expect(arming.begin('Trend', () => (started += 1))).toBe(clock.now() + 5_000)
    await clock.advance(4_999)
    expect([started, arming.now?.botName]).toEqual([0, 'Trend'])
    await clock.advance(1)
    expect([started, arming.now]).toEqual([1, null])
    await clock.advance(60_000)
    expect(started).toBe(1)
  })

  test('that is cancelled starts nothing', async () => {
    let started = 0
    const arming = new Arming(clock, () => {})
    arming.begin('Trend', () => (started += 1))
    await clock.advance(4_000)
    expect(arming.cancel()).toBe(true)
    await clock.advance(60_000)
    expect([started, arming.cancel()]).toEqual([0, false])
  })

  test('is for one bot at a time', () => {
    const arming = new Arming(clock, () => {})
    arming.begin('Trend', () => {})
    expect(arming.begin('Swing', () => {})).toBeNull()
    expect(arming.now?.botName).toBe('Trend')
  })
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { retainedDecisions } from '../../../src-main/adapters/store/decisions.ts'
import type { DecisionAction } from '../../../src-main/engine/ports/store.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { addAccountAndBot, drivers, sampleBot, sampleDecision } from '../../support/store/samples.ts'

describe.each(drivers)('decisions with %s', (driver) => {
  let opened: TestStore
  beforeEach(() => {
    opened = openTestStore(driver)
    addAccountAndBot(opened.store)
    opened.store.bots.save({ ...sampleBot, id: 'bot-2' })
  })
  afterEach(() => opened.close())

  const insertMany = (count: number, action: DecisionAction, botId = 'bot-1'): void =>
    opened.store.transaction(() => {
      for (let n = 0; n < count; n += 1) opened.store.decisions.insert({ ...sampleDecision, action, botId })
    })
  const allOf = (botId: string) => opened.store.decisions.page(botId, { limit: 100_000, before: null })

  test('come back as they were with the number that inserting returned', () => {
    const { decisions } = opened.store
    expect(decisions.latest('bot-1')).toBeNull()
    const id = decisions.insert(sampleDecision)
    expect(decisions.latest('bot-1')).toEqual({ ...sampleDecision, id })
    const entered = { ...sampleDecision, action: 'entered', orderId: 'order-9', conditions: [] } as const
    const next = decisions.insert(entered)
    expect(next).toBeGreaterThan(id)
    expect(decisions.latest('bot-1')).toEqual({ ...entered, id: next })
    expect(decisions.latest('bot-2')).toBeNull()
  })

  test('are paged newest first', () => {
    const { decisions } = opened.store
    const ids = [1, 2, 3, 4, 5].map((n) =>
      decisions.insert({ ...sampleDecision, marketTime: 100 - n, botId: n === 3 ? 'bot-2' : 'bot-1' }),
    )
    const page = (limit: number, before: number | null) =>
      decisions.page('bot-1', { limit, before }).map((decision) => decision.id)
    expect(page(2, null)).toEqual([ids[4], ids[3]])
    expect(page(2, ids[3] ?? 0)).toEqual([ids[1], ids[0]])
    expect(page(2, ids[0] ?? 0)).toEqual([])
    expect([null, 'bot-1', 'bot-2', 'x'].map((bot) => decisions.count(bot))).toEqual([5, 4, 1, 0])
  })

  test('never exceed the limit per bot, and those of other bots stay', () => {
    insertMany(300, 'held', 'bot-2')
    insertMany(retainedDecisions, 'held')
    expect(allOf('bot-1')).toHaveLength(retainedDecisions)
    const newest = allOf('bot-1')[0]?.id ?? 0
    insertMany(1, 'held')
    expect(allOf('bot-1')).toHaveLength(retainedDecisions - 249)
    expect(opened.store.decisions.count('bot-1')).toBe(retainedDecisions - 249)
    expect(opened.store.decisions.count(null)).toBe(retainedDecisions - 249 + 300)
    expect(allOf('bot-1').map((decision) => decision.id)).toContain(newest)
    insertMany(249, 'waited')
    expect(allOf('bot-1')).toHaveLength(retainedDecisions)
    expect(allOf('bot-2')).toHaveLength(300)
  })

  test('what was done outlives what was only held or waited for', () => {
    insertMany(10, 'entered')
    insertMany(10, 'skipped')
    insertMany(retainedDecisions - 20, 'waited')
    insertMany(600, 'held')
    const kept = allOf('bot-1')
    expect(kept.filter((decision) => decision.action === 'entered')).toHaveLength(10)
    expect(kept.filter((decision) => decision.action === 'skipped')).toHaveLength(10)
    expect(kept.filter((decision) => decision.action === 'held')).toHaveLength(600)
    expect(kept.length).toBeLessThanOrEqual(retainedDecisions)
  })

  test('when all were done the oldest go', () => {
    insertMany(retainedDecisions, 'entered')
    const oldest = allOf('bot-1').at(-1)?.id ?? 0
    insertMany(1, 'held')
    const kept = allOf('bot-1')
    expect(kept.at(-1)?.id).toBe(oldest + 250)
    expect(kept[0]?.action).toBe('held')
  })
})

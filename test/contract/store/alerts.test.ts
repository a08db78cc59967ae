import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keptAlerts } from '../../../src-main/adapters/store/alerts.ts'
import type { Alert } from '../../../src-main/engine/ports/alerts.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { drivers } from '../../support/store/samples.ts'

const alert = (id: string, change: Partial<Alert> = {}): Alert => ({
  id,
  severity: 'warning',
  text: { code: 'feed.stale', facts: { seconds: 30 } },
  target: null,
  raisedAt: 5,
  seen: false,
  botId: null,
  venueId: null,
  mode: null,
  matter: null,
  resolvedAt: null,
  ...change,
})

describe.each(drivers)('alerts with %s', (driver) => {
  let opened: TestStore
  beforeEach(() => {
    opened = openTestStore(driver)
  })
  afterEach(() => opened.close())

  const idsOf = (rows: readonly Alert[]) => rows.map(({ id }) => id)

  test('come back as they were, newest first, and an id is taken once', () => {
    const { alerts } = opened.store
    const full = alert('full', {
      ...{ severity: 'critical', target: '/bots/1', botId: '1', venueId: 'v', mode: 'live', matter: 'm' },
      ...{ seen: true, resolvedAt: 17 },
    })
    for (const each of [alert('c'), full, alert('b')]) alerts.insert(each)
    expect(alerts.recent(2)).toEqual([alert('b'), full])
    expect(idsOf(alerts.recent(10))).toEqual(['b', 'full', 'c'])
    expect(() => alerts.insert(alert('c'))).toThrow('UNIQUE')
  })

  test('are marked seen by id, or all at once', () => {
    const { alerts } = opened.store
    for (const id of ['a', 'b', 'c']) alerts.insert(alert(id))
    alerts.markSeen(['a', 'nobody'])
    alerts.markSeen([])
    expect([alerts.count('all'), alerts.count('new')]).toEqual([3, 2])
    expect(idsOf(alerts.page({ limit: 10, before: null }, 'new'))).toEqual(['c', 'b'])
    alerts.markAllSeen()
    expect(alerts.count('new')).toBe(0)
  })

  test('are paged by filter', () => {
    const { alerts } = opened.store
    for (let n = 0; n < 6; n += 1) alerts.insert(alert(`a${n}`, { matter: n % 2 === 0 ? `m${n}` : null }))
    const [newest, next] = alerts.page({ limit: 2, before: null }, 'open')
    expect([newest?.id, next?.id]).toEqual(['a4', 'a2'])
    expect(idsOf(alerts.page({ limit: 2, before: next?.row ?? 0 }, 'open'))).toEqual(['a0'])
    expect([alerts.count('open'), alerts.count('all')]).toEqual([3, 6])
  })

  test('are settled by what they tell of, and the newest opens again', () => {
    const { alerts } = opened.store
    for (const id of ['a', 'b']) alerts.insert(alert(id, { matter: 'm' }))
    alerts.insert(alert('other', { matter: 'n' }))
    expect(alerts.openMatters()).toEqual(expect.arrayContaining(['m', 'n']))
    expect([alerts.resolve('m', 9), alerts.resolve('m', 10), alerts.resolve('none', 9)]).toEqual([
      true,
      false,
      false,
    ])
    expect(alerts.recent(3).map(({ resolvedAt }) => resolvedAt)).toEqual([null, 9, 9])
    alerts.reopen('m')
    alerts.reopen('none')
    expect(alerts.recent(3).map(({ resolvedAt }) => resolvedAt)).toEqual([null, null, 9])
  })

  test('tell how bad the worst is that lasts', () => {
    const { alerts } = opened.store
    alerts.insert(alert('over', { severity: 'critical' }))
    expect(alerts.worstOpen()).toBeNull()
    alerts.insert(alert('lasts', { matter: 'm' }))
    alerts.insert(alert('worse', { matter: 'n', severity: 'critical' }))
    expect(alerts.worstOpen()).toBe('critical')
    alerts.resolve('n', 9)
    expect(alerts.worstOpen()).toBe('warning')
  })

  test('do not grow for ever: the oldest go, except what lasts', () => {
    const { alerts } = opened.store
    opened.store.transaction(() => {
      alerts.insert(alert('lasts', { matter: 'm' }))
      alerts.insert(alert('over', { matter: 'n', resolvedAt: 1 }))
      for (let n = 0; n < keptAlerts; n += 1) alerts.insert(alert(`a${n}`))
    })
    expect(alerts.count('all')).toBe(keptAlerts + 1)
    const oldest = alerts.page({ limit: 2, before: 4 }, 'all')
    expect(idsOf(oldest)).toEqual(['a0', 'lasts'])
  })
})

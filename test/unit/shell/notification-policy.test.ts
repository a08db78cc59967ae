import { describe, expect, test } from 'vitest'
import { sentence } from '../../../src-main/domain/sentence.ts'
import type { Alert } from '../../../src-main/engine/ports/alerts.ts'
import { groupOf, showingOf } from '../../../src-main/shell/notify/policy.ts'
import {
  type NotificationSettings,
  usualNotifications,
} from '../../../src-preload/contract/notification-settings.ts'

const alert = (change: Partial<Alert> = {}): Alert => ({
  id: 'a',
  severity: 'warning',
  text: sentence('alert.order-rejected', { bot: 'A', symbol: 'BTC/USDT', code: 'OTHER' }),
  target: '/bots/1',
  raisedAt: 0,
  seen: false,
  botId: '1',
  venueId: null,
  mode: 'paper',
  matter: null,
  resolvedAt: null,
  ...change,
})
const at = (hours: number, minutes = 0) => new Date(2026, 7, 1, hours, minutes)
const settings = (change: Partial<NotificationSettings>): NotificationSettings => ({
  ...usualNotifications,
  ...change,
})

const realCritical = alert({ severity: 'critical', mode: 'live' })
const night = { from: '22:00', until: '07:30' }
const everythingOff = settings({
  mutedUntil: at(23).getTime(),
  quietHours: { from: '00:00', until: '23:59' },
  muted: [{ code: 'alert.order-rejected', sourceId: '1' }],
})

describe('how an alert reaches the desktop', () => {
  test('warnings pass by, critical ones stay, information only where real money traded', () => {
    const shown = (change: Partial<Alert>) => showingOf(alert(change), usualNotifications, at(12))
    expect(shown({})).toBe('passing')
    expect(shown({ severity: 'critical' })).toBe('sticky')
    expect(shown({ severity: 'info' })).toBe('none')
    const closed = sentence('alert.trade-closed', {
      bot: 'A',
      symbol: 'BTC/USDT',
      pnl: '1',
      currency: 'USDT',
    })
    expect(shown({ severity: 'info', text: closed })).toBe('none')
    expect(shown({ severity: 'info', text: closed, mode: 'live' })).toBe('passing')
    for (const code of ['alert.trade-opened', 'alert.stop-hit', 'alert.take-profit-hit']) {
      const text = sentence(code, closed.facts)
      expect(shown({ severity: 'info', text })).toBe('none')
      expect(shown({ severity: 'info', text, mode: 'live' })).toBe('passing')
    }
  })

  test('what is critical about real money passes everything', () => {
    expect(showingOf(realCritical, everythingOff, at(12))).toBe('sticky')
    expect(showingOf(alert({ severity: 'critical' }), everythingOff, at(12))).toBe('none')
    expect(showingOf(alert({ mode: 'live' }), everythingOff, at(12))).toBe('none')
  })

  test('quiet hours begin and end on their minute, over midnight too', () => {
    const shown = (now: Date, quietHours = night) => showingOf(alert(), settings({ quietHours }), now)
    expect([at(21, 59), at(22), at(23, 59), at(0), at(7, 29), at(7, 30)].map((now) => shown(now))).toEqual([
      'passing',
      'none',
      'none',
      'none',
      'none',
      'passing',
    ])
    const noon = { from: '12:00', until: '13:00' }
    expect([at(11, 59), at(12), at(12, 59), at(13)].map((now) => shown(now, noon))).toEqual([
      'passing',
      'none',
      'none',
      'passing',
    ])
  })

  test('muting ends at its time', () => {
    const muted = settings({ mutedUntil: at(12).getTime() })
    expect(showingOf(alert(), muted, new Date(at(12).getTime() - 1))).toBe('none')
    expect(showingOf(alert(), muted, at(12))).toBe('passing')
  })

  test('one that was muted keeps back its like, of the same bot alone', () => {
    const muted = settings({ muted: [{ code: 'alert.order-rejected', sourceId: '1' }] })
    expect(showingOf(alert(), muted, at(12))).toBe('none')
    expect(showingOf(alert({ botId: '2' }), muted, at(12))).toBe('passing')
    expect(showingOf(alert({ text: sentence('alert.bot-failed', {}) }), muted, at(12))).toBe('passing')
  })

  test('one about the same thing takes the place of the one before', () => {
    expect(groupOf(alert())).toBe(groupOf(alert({ id: 'b', raisedAt: 9 })))
    expect(groupOf(alert())).not.toBe(groupOf(alert({ botId: '2' })))
    expect(groupOf(alert({ matter: 'stale a' }))).toBe(groupOf(alert({ botId: null, matter: 'stale a' })))
  })
})

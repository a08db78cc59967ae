import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AlertView } from '../../src-preload/contract/alert-view.ts'
import { usualNotifications } from '../../src-preload/contract/notification-settings.ts'
import type { AppSettings } from '../../src-preload/contract/views.ts'
import { openWindow } from './support/open-window.tsx'
import { prepareWindow } from './support/prepare-window.ts'
import { StubEngine } from './support/stub-engine.ts'

let engine: StubEngine
beforeEach(() => {
  prepareWindow()
  engine = new StubEngine()
  engine.install()
  for (const name of ['alerts.seen', 'alerts.allSeen'] as const)
    engine.answer(name, () => ({ ok: true, data: {} }))
  engine.answer('settings.update', (change) => ({ ok: true, data: { ...settings(), ...(change as object) } }))
})
afterEach(cleanup)

const settings = (change: Partial<AppSettings> = {}): AppSettings => ({
  language: 'en',
  theme: 'dark',
  checklistDismissed: true,
  closeBehaviour: 'tray',
  killPaperToo: false,
  notifications: usualNotifications,
  watchlist: [],
  ...change,
})
const alert = (id: string, change: Partial<AlertView> = {}): AlertView => ({
  id,
  severity: 'warning',
  text: { code: 'alert.order-rejected', facts: { bot: 'Grid', symbol: 'BTC/USDT', code: 'BELOW_MINIMUM' } },
  target: '/bots/b',
  raisedAt: Date.now() - 60_000,
  seen: false,
  source: { kind: 'bot', id: 'b', name: 'Grid' },
  mode: 'paper',
  lasts: false,
  resolvedAt: null,
  ...change,
})

const open = async (path: string, alerts: AlertView[], given: Partial<AppSettings> = {}) => {
  engine.answer('alerts.list', ({ filter }) => {
    const shown = alerts.filter((each) => filter === 'all' || (filter === 'new' ? !each.seen : each.lasts))
    const rows = shown.map((each, index) => ({ ...each, row: shown.length - index }))
    return { ok: true, data: { alerts: rows, total: rows.length } }
  })
  openWindow(engine, path, {
    language: given.language === 'pt-BR' ? 'pt-BR' : 'en',
    bodies: [
      { kind: 'settings', settings: settings(given) },
      { kind: 'alerts', alerts },
    ],
  })
}
const rowsOf = async () =>
  within(await screen.findByRole('table', { name: 'Alerts' }))
    .getAllByRole('row')
    .slice(1)

describe('the inbox', () => {
  it('tells of each alert how severe, from whom, what, in which state, and where it leads', async () => {
    const resolvedAt = Date.now() - 120_000
    await open('/alerts', [
      alert('a', { severity: 'critical', mode: 'live', lasts: true }),
      alert('b', {
        seen: true,
        lasts: true,
        resolvedAt,
        source: { kind: 'app', id: null, name: null },
        mode: null,
      }),
    ])
    const [first, second] = await rowsOf()
    expect(first?.textContent).toContain('Critical')
    expect(first?.textContent).toContain('GridLive')
    expect(first?.textContent).toContain('Grid: order on BTC/USDT refused')
    expect(first?.textContent).toContain('new · lasts')
    expect(second?.textContent).toContain('Auronex')
    expect(second?.textContent).toMatch(/✓ resolved 2 ?m\S* ago/)
    fireEvent.click(within(first as HTMLElement).getByRole('button', { name: 'Go to' }))
    await waitFor(() => expect(window.location.hash).toBe('#/bots/b'))
    expect(engine.askedFor('alerts.seen')).toEqual([{ ids: ['a'] }])
  })

  it('is asked for by filter, says why it is empty, and marks all as seen', async () => {
    await open('/alerts', [alert('a')])
    expect(await rowsOf()).toHaveLength(1)
    fireEvent.click(screen.getByRole('button', { name: 'Lasting' }))
    expect(await screen.findByText('Nothing lasts that would need you.')).toBeDefined()
    expect(engine.askedFor('alerts.list')).toContainEqual({ filter: 'open', before: null, limit: 100 })
    fireEvent.click(screen.getByRole('button', { name: 'Mark all as seen' }))
    await waitFor(() => expect(engine.askedFor('alerts.allSeen')).toHaveLength(1))
  })

  it('counts what is new beside its name in the rail, in both languages', async () => {
    await open('/alerts', [alert('a'), alert('b'), alert('c', { seen: true })], { language: 'pt-BR' })
    const link = await screen.findByRole('link', { name: 'Alerts' })
    expect(link.textContent).toContain('Alertas')
    expect(link.textContent).toContain('22 alertas novos')
    expect((await rowsOf())[0]?.textContent).toContain('Aviso')
  })

  it('mutes what is like an alert, except what is critical about real money', async () => {
    await open('/alerts', [alert('a'), alert('b', { severity: 'critical', mode: 'live' })])
    const [paper, live] = await rowsOf()
    expect(within(live as HTMLElement).queryByRole('button', { name: 'Mute like this' })).toBeNull()
    fireEvent.click(within(paper as HTMLElement).getByRole('button', { name: 'Mute like this' }))
    const muted = [{ code: 'alert.order-rejected', sourceId: 'b' }]
    await waitFor(() =>
      expect(engine.askedFor('settings.update')).toEqual([
        { notifications: { ...usualNotifications, muted } },
      ]),
    )
  })
})

describe('what reaches the desktop', () => {
  it('is set: quiet hours, an hour of silence, sound, and what was muted is brought back', async () => {
    const muted = [{ code: 'alert.order-rejected' as const, sourceId: 'gone' }]
    await open('/settings/notifications', [], { notifications: { ...usualNotifications, muted } })
    expect(await screen.findByText('✓ This desktop shows notifications.')).toBeDefined()
    expect(screen.getByText('Order refused · gone')).toBeDefined()
    fireEvent.click(screen.getByRole('button', { name: 'Mute for 1 hour' }))
    fireEvent.click(screen.getByRole('button', { name: 'Unmute' }))
    await waitFor(() => expect(engine.askedFor('settings.update')).toHaveLength(2))
    const [hour, back] = engine.askedFor('settings.update') as { notifications: typeof usualNotifications }[]
    expect(Math.abs((hour?.notifications.mutedUntil ?? 0) - Date.now() - 3_600_000)).toBeLessThan(60_000)
    expect(back?.notifications.muted).toEqual([])
  })
})

describe('toasts', () => {
  const info = (id: string) =>
    alert(id, {
      severity: 'info',
      text: {
        code: 'alert.trade-closed',
        facts: { bot: id, symbol: 'BTC/USDT', pnl: '1', currency: 'USDT' },
      },
    })

  it('tell plain information once in ten seconds, then the newest and how much more there was', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['Date', 'setTimeout', 'clearTimeout'] })
    try {
      await open('/history', [])
      await screen.findByRole('heading', { name: 'History' })
      act(() => engine.send({ kind: 'alerts', alerts: [info('one')] }))
      expect(await screen.findByText(/one closed BTC\/USDT/)).toBeDefined()
      act(() => engine.send({ kind: 'alerts', alerts: [info('three'), info('two'), info('one')] }))
      expect(screen.queryByText(/two closed/)).toBeNull()
      await act(() => vi.advanceTimersByTimeAsync(10_100))
      const more = await screen.findByText('1 more alert')
      expect(more.closest('[data-sonner-toast]')?.textContent).toMatch(/three closed/)
      expect(screen.queryByText(/two closed/)).toBeNull()
      act(() => engine.send({ kind: 'alerts', alerts: [info('five'), info('four')] }))
      act(() => engine.send({ kind: 'alerts', alerts: [{ ...info('five'), seen: true }, info('four')] }))
      await act(() => vi.advanceTimersByTimeAsync(10_100))
      // What was read in the inbox meanwhile is no news.
      expect(await screen.findByText(/four closed/)).toBeDefined()
      expect(screen.queryByText(/five closed/)).toBeNull()
    } finally {
      vi.useRealTimers()
    }
  })

  it('of a warning go after a while, and of what is critical never', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['Date', 'setTimeout', 'clearTimeout'] })
    try {
      await open('/history', [])
      await screen.findByRole('heading', { name: 'History' })
      const code = 'alert.bot-failed'
      const failed = (bot: string, severity: 'warning' | 'critical') =>
        alert(bot, { severity, text: { code, facts: { bot, message: 'x' } } })
      act(() =>
        engine.send({ kind: 'alerts', alerts: [failed('Warned', 'warning'), failed('Lost', 'critical')] }),
      )
      expect(await screen.findByText(/^Warned/)).toBeDefined()
      await act(() => vi.advanceTimersByTimeAsync(21_000))
      await waitFor(() => expect(screen.queryByText(/^Warned/)).toBeNull())
      expect(screen.getByText(/^Lost/)).toBeDefined()
    } finally {
      vi.useRealTimers()
    }
  })

  it('that stand there follow the language', async () => {
    await open('/history', [])
    await screen.findByRole('heading', { name: 'History' })
    act(() => engine.send({ kind: 'alerts', alerts: [alert('w')] }))
    expect(await screen.findByText(/Grid: order on BTC\/USDT refused/)).toBeDefined()
    act(() => engine.send({ kind: 'settings', settings: settings({ language: 'pt-BR' }) }))
    expect(await screen.findByText(/Grid: ordem em BTC\/USDT recusada/)).toBeDefined()
    expect(screen.getAllByRole('button', { name: 'Abrir' })).not.toHaveLength(0)
  })

  it('go once what they tell of has ended, or was seen elsewhere', async () => {
    await open('/history', [])
    await screen.findByRole('heading', { name: 'History' })
    const refused = (bot: string) => ({
      code: 'alert.order-rejected' as const,
      facts: { bot, symbol: 'X/Y' },
    })
    const [ended, read] = [
      alert('ended', { text: refused('Ended') }),
      alert('read', { text: refused('Read') }),
    ]
    act(() => engine.send({ kind: 'alerts', alerts: [ended, read] }))
    expect(await screen.findByText(/Ended: order on/)).toBeDefined()
    expect(await screen.findByText(/Read: order on/)).toBeDefined()
    const after = [
      { ...ended, resolvedAt: 1 },
      { ...read, seen: true },
    ]
    act(() => engine.send({ kind: 'alerts', alerts: after }))
    await waitFor(() => expect(screen.queryByText(/Ended: order on/)).toBeNull())
    await waitFor(() => expect(screen.queryByText(/Read: order on/)).toBeNull())
  })

  it('do not tell what was muted', async () => {
    const muted = [{ code: 'alert.order-rejected' as const, sourceId: 'b' }]
    await open('/history', [], { notifications: { ...usualNotifications, muted } })
    await screen.findByRole('heading', { name: 'History' })
    const text = { code: 'alert.order-rejected' as const, facts: { bot: 'Loud', symbol: 'X/Y' } }
    const other = alert('other', { source: { kind: 'bot', id: 'o', name: 'Other' }, target: '/bots/o', text })
    const quiet = alert('q', {
      text: { code: 'alert.order-rejected', facts: { bot: 'Quiet', symbol: 'X/Y' } },
    })
    act(() => engine.send({ kind: 'alerts', alerts: [quiet, other] }))
    expect(await screen.findByText(/Loud: order on/)).toBeDefined()
    expect(screen.queryByText(/Quiet: order on/)).toBeNull()
  })
})

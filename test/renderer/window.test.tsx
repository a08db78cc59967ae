import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FeedBody } from '../../src-preload/contract/feed.ts'
import { usualNotifications } from '../../src-preload/contract/notification-settings.ts'
import type { AppSettings } from '../../src-preload/contract/views.ts'
import { App } from '../../src-renderer/app/App.tsx'
import { askToStop, closeKillSheet } from '../../src-renderer/state/view-store.ts'
import { botForm } from './support/fake-engine/form.ts'
import { prepareWindow } from './support/prepare-window.ts'
import { StubEngine } from './support/stub-engine.ts'
import { bot, engineView, position } from './support/views.ts'

let engine: StubEngine

const opened = (path: string, ...bodies: FeedBody[]) => {
  const settings: AppSettings = {
    language: 'en',
    theme: 'dark',
    checklistDismissed: true,
    closeBehaviour: 'tray',
    notifications: usualNotifications,
    killPaperToo: false,
    watchlist: [],
  }
  engine.bodies = [
    { kind: 'engine', engine: engineView() },
    { kind: 'settings', settings },
    { kind: 'alerts', alerts: [] },
    { kind: 'positions', changed: [], removed: [] },
    { kind: 'fills', added: [] },
    ...bodies,
  ]
  window.location.hash = path
  return render(<App />)
}
const twoBots: FeedBody = { kind: 'bots', changed: [bot('Trend'), bot('Swing')], removed: [] }
const noBots: FeedBody = { kind: 'bots', changed: [], removed: [] }

beforeEach(() => {
  prepareWindow()
  engine = new StubEngine()
  engine.install()
})
afterEach(() => {
  closeKillSheet()
  askToStop(null)
  cleanup()
})

describe('first run', () => {
  it('focuses Start demo, and it asks the engine to start the demo', async () => {
    engine.answer('demo.start', () => ({ ok: true, data: { botIds: ['a'] } }))
    opened('/', noBots)
    const button = await screen.findByRole('button', { name: 'Start demo' })
    expect(document.activeElement).toBe(button)
    fireEvent.click(button)
    await waitFor(() => expect(engine.askedFor('demo.start')).toEqual([{}]))
  })

  it('is over once there is a bot', async () => {
    opened('/', twoBots)
    expect(await screen.findByRole('heading', { name: 'Overview' })).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Start demo' })).toBeNull()
  })
})

describe('bots', () => {
  it('starts, pauses and stops the row in focus by key', async () => {
    engine.answer('bots.start', () => ({ ok: true, data: {} }))
    engine.answer('bots.pauseEntries', () => ({ ok: true, data: {} }))
    opened('/bots', {
      kind: 'bots',
      changed: [bot('Swing', { state: 'stopped' }), bot('Trend')],
      removed: [],
    })
    const table = await screen.findByRole('table', { name: 'Bots' })
    const [first, second] = [...table.querySelectorAll<HTMLElement>('tr[data-bot]')]
    first?.focus()
    fireEvent.keyDown(first ?? table, { key: 's' })
    fireEvent.keyDown(first ?? table, { key: 'ArrowDown' })
    expect(document.activeElement).toBe(second)
    fireEvent.keyDown(second ?? table, { key: 'p' })
    fireEvent.keyDown(second ?? table, { key: 'x' })
    expect(await screen.findByRole('alertdialog', { name: 'Stop Trend' })).toBeDefined()
    expect(engine.askedFor('bots.start')).toEqual([{ id: 'Swing' }])
    expect(engine.askedFor('bots.pauseEntries')).toEqual([{ id: 'Trend' }])
    expect(engine.askedFor('bots.stop')).toEqual([])
  })

  it('never adds up two currencies', async () => {
    const other = bot('Acumular', { currency: 'BRL', allocated: '20000' })
    opened('/bots', { kind: 'bots', changed: [bot('Trend'), bot('Swing'), other], removed: [] })
    const table = await screen.findByRole('table', { name: 'Bots' })
    const sums = within(table).getAllByRole('rowheader')
    expect(sums.map((head) => head.textContent)).toEqual(['Paper · USDT2 bots', 'Paper · BRL1 bot'])
    expect(within(table).getByText('8,000.00')).toBeDefined()
  })
})

describe('wizard', () => {
  it('shows what the engine refused at its field, on the step where the field is', async () => {
    engine.answer('bots.form', () => ({ ok: true, data: botForm }))
    engine.answer('bots.create', () => ({
      ok: false,
      error: {
        code: 'INVALID_SETTINGS',
        message: '',
        fields: [{ path: 'limits.tradeRatio', code: 'above-max', facts: { max: '1' } }],
      },
    }))
    opened('/bots/new', twoBots)
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'Mine' } })
    for (let step = 0; step < 2; step += 1) fireEvent.click(screen.getByRole('button', { name: 'Next' }))
    fireEvent.change(screen.getByLabelText('Share per entry'), { target: { value: '12,5' } })
    fireEvent.click(screen.getByRole('button', { name: 'Next' }))
    fireEvent.click(screen.getByRole('button', { name: 'Create bot' }))
    expect(await screen.findByText('⚠ At most 100 %')).toBeDefined()
    expect(screen.getByLabelText('Share per entry').getAttribute('aria-invalid')).toBe('true')
    const [asked] = engine.askedFor('bots.create') as { settings: { limits: Record<string, string> } }[]
    expect(asked?.settings.limits).toMatchObject({ tradeRatio: '0.125', allocation: '1000' })
  })

  it('asks nothing while a number cannot be read', async () => {
    engine.answer('bots.form', () => ({ ok: true, data: botForm }))
    opened('/bots/new', twoBots)
    fireEvent.change(await screen.findByLabelText('Fast average'), { target: { value: 'nine' } })
    for (let step = 0; step < 3; step += 1) fireEvent.click(screen.getByRole('button', { name: 'Next' }))
    fireEvent.click(screen.getByRole('button', { name: 'Create bot' }))
    expect((await screen.findByRole('alert')).textContent).toContain('1 field needs a correction')
    expect(engine.askedFor('bots.create')).toEqual([])
  })
})

describe('language', () => {
  it('translates what is seen and keeps the agreed names', async () => {
    opened('/bots', twoBots, {
      kind: 'settings',
      settings: {
        language: 'pt-BR',
        theme: 'dark',
        checklistDismissed: true,
        closeBehaviour: 'tray',
        notifications: usualNotifications,
        killPaperToo: false,
        watchlist: [],
      },
    })
    const link = await screen.findByRole('link', { name: 'History' })
    expect(link.textContent).toContain('Histórico')
    expect(screen.getByRole('button', { name: 'New bot' }).textContent).toBe('Novo bot')
    expect(screen.getByRole('region', { name: 'Status' })).toBeDefined()
    expect(document.documentElement.lang).toBe('pt-BR')
  })
})

describe('recovery', () => {
  it('says what is wrong and restores a backup only after a question', async () => {
    engine.answer('recovery.info', () => ({
      ok: true,
      data: { problem: null, backups: [{ file: 'a.db', at: 0, bytes: 2_000_000 }] },
    }))
    engine.answer('recovery.restore', () => ({ ok: true, data: {} }))
    const blockedBy = { code: 'blocked.database-corrupt', facts: { file: 'trading.db' } } as const
    opened('/', noBots, { kind: 'engine', engine: engineView({ state: 'blocked', blockedBy }) })
    expect(await screen.findByText('The trading database cannot be read: trading.db')).toBeDefined()
    fireEvent.click(await screen.findByRole('button', { name: 'Restore…' }))
    expect(engine.askedFor('recovery.restore')).toEqual([])
    fireEvent.click(await screen.findByRole('button', { name: 'Restore backup' }))
    await waitFor(() => expect(engine.askedFor('recovery.restore')).toEqual([{ file: 'a.db' }]))
  })
})

describe('an engine that cannot trade', () => {
  const blockedBy = { code: 'blocked.engine-failed', facts: { message: 'a bug' } } as const

  it('was not started: nothing says what mode it is in, and there is nothing to halt', async () => {
    opened('/', noBots, { kind: 'engine', engine: engineView({ state: 'blocked', blockedBy }) })
    expect(await screen.findByText(/^Live positions, if there are any,/)).toBeDefined()
    expect(screen.queryByText('Paper')).toBeNull()
    expect(screen.queryByText('Live trading is off')).toBeNull()
    expect(screen.getByRole('button', { name: 'Kill switch' }).hasAttribute('disabled')).toBe(true)
  })

  it('met a fault while it ran: every screen stays, for exits go on', async () => {
    opened('/positions', twoBots, { kind: 'engine', engine: engineView({ state: 'failed', blockedBy }) })
    expect(
      await screen.findByText(
        'No new entries until Auronex is started again; exits go on. The engine failed: a bug',
      ),
    ).toBeDefined()
    expect(screen.getByRole('heading', { name: 'Positions' })).toBeDefined()
    expect(screen.getByRole('link', { name: 'Bots' })).toBeDefined()
    expect(screen.getByRole('button', { name: 'Kill switch' }).hasAttribute('disabled')).toBe(false)
    expect(screen.queryByText('Backups')).toBeNull()
  })
})

describe('stopping a bot', () => {
  const held: FeedBody = {
    kind: 'positions',
    changed: [
      position('p1', { botId: 'Trend', symbol: 'BTC/USDT', protection: 'exchange' }),
      position('p2', { botId: 'Trend', symbol: 'ETH/USDT', protection: 'app' }),
      position('p3', { botId: 'Trend', symbol: 'SOL/USDT', protection: 'none' }),
      position('p4', { botId: 'Swing', symbol: 'XRP/USDT', protection: 'none' }),
    ],
    removed: [],
  }

  it('names what would be kept without a stop order at the exchange, and not what would be sold', async () => {
    opened('/bots', twoBots, held)
    await screen.findByRole('table', { name: 'Bots' })
    act(() => askToStop('Trend'))
    const dialog = within(await screen.findByRole('alertdialog'))
    const region = dialog.getByRole('region', { name: 'Without a stop order at the exchange' })
    expect(
      within(region)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual(['ETH/USDTsold by Auronex alone, while it runs', 'SOL/USDTno stop at all'])
    fireEvent.click(dialog.getByRole('radio', { name: /^Stop and close positions/ }))
    expect(dialog.queryByRole('region', { name: 'Without a stop order at the exchange' })).toBeNull()
  })
})

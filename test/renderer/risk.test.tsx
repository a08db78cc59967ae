import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AccountView } from '../../src-preload/contract/key-views.ts'
import type { BreakerView, LimitsView } from '../../src-preload/contract/risk-views.ts'
import type { Language } from '../../src-preload/contract/values.ts'
import { FakeKeys } from './support/fake-engine/fake-keys.ts'
import { openWindow } from './support/open-window.tsx'
import { prepareWindow } from './support/prepare-window.ts'
import { StubEngine } from './support/stub-engine.ts'
import { bot } from './support/views.ts'

let engine: StubEngine
beforeEach(() => {
  prepareWindow()
  engine = new StubEngine()
  engine.install()
})
afterEach(cleanup)

const streak: BreakerView = {
  id: 'loss-streak bot b1',
  rule: 'loss-streak',
  scope: 'bot',
  subject: 'Eager',
  botId: 'b1',
  mode: 'paper',
  state: 'open',
  trippedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
  resetsAt: Date.UTC(2026, 0, 2, 5, 4, 5),
  ends: 'cool-down',
  value: '5',
  limit: '5',
  unit: 'count',
  currency: null,
}
const drawdown: BreakerView = {
  ...streak,
  id: 'drawdown account live-1',
  rule: 'drawdown',
  scope: 'account',
  subject: 'live-1',
  botId: null,
  mode: 'live',
  state: 'open',
  resetsAt: null,
  ends: 'manual',
  value: '1512.5',
  limit: '1500',
  unit: 'money',
  currency: 'USDT',
}

const open = (path: string, breakers: readonly BreakerView[], language: Language = 'en') =>
  openWindow(engine, path, {
    language,
    bodies: [
      { kind: 'bots', changed: [bot('b1', { name: 'Eager' })], removed: [] },
      { kind: 'breakers', breakers: [...breakers] },
    ],
  })
const rowOf = async (subject: string) => {
  const table = await screen.findByRole('table', { name: 'Breakers' })
  return within(table).getByRole('row', { name: new RegExp(subject) })
}

describe('circuit breakers', () => {
  it('stand with scope, cause, state, value against limit, trip time and what ends them', async () => {
    open('/risk', [streak, drawdown])
    const texts = async (subject: string) =>
      within(await rowOf(subject))
        .getAllByRole('cell')
        .map((cell) => cell.textContent)
    expect(await texts('Eager')).toEqual([
      'PaperEagerBot',
      'Losses in a row',
      'Open',
      '5',
      '5',
      '2 Jan 2026 03:04:05',
      '2 Jan 2026 05:04:05',
      'Reset…',
    ])
    const account = await texts('live-1')
    expect(account[0]).toBe('Livelive-1Account')
    expect(account.slice(3, 5)).toEqual(['1,512.50 USDT', '1,500.00 USDT'])
    expect(account[6]).toBe('Only by you')
  })

  it('are reset with a reason only', async () => {
    open('/risk', [streak])
    engine.answer('risk.resetBreaker', () => ({ ok: true, data: {} }))
    fireEvent.click(within(await rowOf('Eager')).getByRole('button', { name: 'Reset…' }))
    const question = await screen.findByRole('alertdialog', { name: /Eager: Losses in a row/ })
    const confirm = within(question).getByRole('button', { name: 'Reset breaker' })
    const reason = within(question).getByRole('textbox', { name: 'Reason' })
    fireEvent.change(reason, { target: { value: '   ' } })
    expect(confirm.hasAttribute('disabled')).toBe(true)
    fireEvent.change(reason, { target: { value: ' looked into it ' } })
    fireEvent.click(confirm)
    await waitFor(() =>
      expect(engine.askedFor('risk.resetBreaker')).toEqual([{ id: streak.id, reason: 'looked into it' }]),
    )
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  })

  it('that an alert leads to are marked and brought into sight', async () => {
    const scroll = vi.fn()
    window.HTMLElement.prototype.scrollIntoView = scroll
    open(`/risk?breaker=${encodeURIComponent(drawdown.id)}`, [streak, drawdown])
    await waitFor(() => expect(scroll).toHaveBeenCalledTimes(1))
    expect((await rowOf('live-1')).className).toContain('bg-selected')
    expect((await rowOf('Eager')).className).not.toContain('bg-selected')
    expect((await rowOf('live-1')).contains(scroll.mock.contexts[0] as Node)).toBe(true)
  })

  it('that are closed are told in one sentence', async () => {
    open('/risk', [])
    expect(await screen.findByText(/^No circuit breaker is open/)).toBeDefined()
  })

  it('are disjuntores in Portuguese', async () => {
    open('/risk', [streak], 'pt-BR')
    expect(await screen.findByRole('heading', { name: 'Disjuntores' })).toBeDefined()
    expect(within(await rowOf('Eager')).getByRole('button', { name: 'Rearmar…' })).toBeDefined()
  })
})

describe('the banner of open breakers', () => {
  it('leads to the only one, and is gone once none is open', async () => {
    open('/bots', [streak, { ...drawdown, state: 'half-open' }])
    expect(await screen.findByText('Circuit breaker open: Losses in a row, 5 of 5 (Eager).')).toBeDefined()
    fireEvent.click(screen.getByRole('link', { name: 'Open' }))
    expect((await rowOf('Eager')).className).toContain('bg-selected')
    engine.send({ kind: 'breakers', breakers: [] })
    await waitFor(() => expect(screen.queryByText(/^Circuit breaker open/)).toBeNull())
  })

  it('counts several', async () => {
    open('/bots', [streak, drawdown])
    expect(await screen.findByText(/^2 circuit breakers are open/)).toBeDefined()
  })
})

const scope = { kind: 'account', id: 'live-1' } as const
const limits: LimitsView = {
  scopes: [
    {
      scope,
      mode: 'live',
      uses: [
        { key: 'accountDailyLoss', about: null, used: '120', limit: '500', unit: 'money', currency: 'USDT' },
        { key: 'accountPositions', about: null, used: '3', limit: '3', unit: 'count', currency: null },
        {
          ...{ key: 'largestOrder', about: 'ETH/USDT', unit: 'money', currency: 'USDT' },
          ...{ used: '900', limit: '5000' },
        },
      ],
      loosensAt: Date.UTC(2026, 0, 2, 3, 14, 5),
      day: { startHour: 3, leftMs: 6 * 3_600_000 },
    },
  ],
  assets: [{ mode: 'live', asset: 'BTC', used: '2400', limit: '6000', unit: 'money', currency: 'USDT' }],
}
const openLimits = (language: Language = 'en', accounts: readonly AccountView[] = []) =>
  openWindow(engine, '/risk', {
    language,
    accounts,
    bodies: [
      { kind: 'breakers', breakers: [] },
      { kind: 'limits', limits },
    ],
  })
const spec = { kind: 'ratio', min: '0.01', max: '1', step: '0.01', default: '0.15' } as const
const openSheet = async (change: string) => {
  engine.answer('risk.limits', () => ({
    ok: true,
    data: { specs: [{ key: 'accountDrawdown', ...spec }], values: { accountDrawdown: '0.2' } },
  }))
  fireEvent.click(await screen.findByRole('button', { name: change }))
  return screen.findByRole('dialog')
}

describe('limits', () => {
  it('stand with what is used of them, what reaching them does, and when looser ones begin to hold', async () => {
    openLimits()
    const table = await screen.findByRole('table', { name: 'Limits of account live-1' })
    const cells = within(table)
      .getAllByRole('cell')
      .map((cell) => cell.textContent)
    expect(cells.slice(0, 4)).toEqual(['Loss per day', 'Halts entries', '120.00 USDT', '500.00 USDT'])
    expect(cells.slice(5, 9)).toEqual(['Open positions', 'Refuses entries beyond it', '3', '3'])
    const meter = (name: string) => within(table).getByRole('meter', { name }).getAttribute('aria-valuenow')
    expect([meter('Loss per day'), meter('Open positions')]).toEqual(['24', '100'])
    expect(meter('Largest order · today · ETH/USDT')).toBe('18')
    expect(
      screen.getByText('The day begins at 03:00 UTC; losses of the day count anew in 6 h 00 min.'),
    ).toBeDefined()
    const day = screen.getByRole('meter', { name: 'Share of the day that has passed' })
    expect(day.getAttribute('aria-valuenow')).toBe('75')
    expect(screen.getByText('Looser limits take effect at 2 Jan 2026 03:14:05.')).toBeDefined()
    const assets = screen.getByRole('table', { name: 'Exposure by asset' })
    expect(within(assets).getByRole('meter', { name: 'BTC' }).getAttribute('aria-valuenow')).toBe('40')
  })

  it('name an account as its user does', async () => {
    const keys = new FakeKeys()
    keys.put({ id: scope.id, venueId: 'binance', name: 'Main' })
    openLimits('en', keys.views())
    expect(await screen.findByRole('table', { name: 'Limits of account Main' })).toBeDefined()
  })

  it('are changed as they were set last, in the language’s own numbers', async () => {
    openLimits('pt-BR')
    engine.answer('risk.updateLimits', () => ({ ok: true, data: { loosensAt: null } }))
    const sheet = await openSheet('Alterar limites…')
    expect(engine.askedFor('risk.limits')).toEqual([{ scope }])
    const field = await within(sheet).findByRole('textbox', { name: 'Rebaixamento' })
    expect((field as HTMLInputElement).value).toBe('20')
    fireEvent.change(field, { target: { value: '12,5' } })
    fireEvent.click(within(sheet).getByRole('button', { name: 'Save' }))
    await waitFor(() =>
      expect(engine.askedFor('risk.updateLimits')).toEqual([{ scope, values: { accountDrawdown: '0.125' } }]),
    )
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('that the engine refuses stay open with the reason at their field', async () => {
    openLimits()
    const fields = [{ path: 'limits.accountDrawdown', code: 'above-max', facts: { max: '1' } } as const]
    engine.answer('risk.updateLimits', () => ({
      ok: false,
      error: { code: 'INVALID_SETTINGS', message: '', fields },
    }))
    const sheet = await openSheet('Change limits…')
    const field = await within(sheet).findByRole('textbox', { name: 'Drawdown' })
    fireEvent.change(field, { target: { value: '200' } })
    fireEvent.click(within(sheet).getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'))
    const told = within(sheet).getAllByRole('alert')
    expect(told.some(({ textContent }) => textContent?.includes('100'))).toBe(true)
  })
})

describe('the kill switch’s history', () => {
  it('says where it was engaged from, and why it was lifted', async () => {
    const entry = { actor: 'user', botId: null, botName: null, orderId: null, marketTime: null } as const
    const lifted = { ...entry, id: 2, event: 'kill.lifted', seenAt: Date.UTC(2026, 0, 2, 3, 5, 5) }
    const engaged = { ...entry, id: 1, event: 'kill.engaged', seenAt: Date.UTC(2026, 0, 2, 3, 4, 5) }
    engine.answer('risk.killHistory', () => ({
      ok: true,
      data: {
        entries: [
          { ...lifted, facts: { mode: 'paper', reason: 'looked into it' } },
          { ...engaged, facts: { mode: 'paper', source: 'tray' } },
        ],
      },
    }))
    open('/risk', [])
    const table = await screen.findByRole('table', { name: 'Kill switch history' })
    const [, first, second] = within(table).getAllByRole('row')
    expect(first?.textContent).toContain('Kill switch lifted')
    expect(first?.textContent).toContain('looked into it')
    expect(second?.textContent).toContain('2 Jan 2026 03:04:05')
    expect(second?.textContent).toMatch(/Kill switch engaged.*tray/)
  })
})

describe('a bot’s page', () => {
  it('says which of its own breakers halt it, with the way there', async () => {
    open('/bots/b1', [
      streak,
      drawdown,
      { ...streak, id: 'slippage bot b1', rule: 'slippage', state: 'half-open' },
    ])
    const main = within(await screen.findByRole('main'))
    await waitFor(() => expect(main.getByText(/^Circuit breaker open: Losses in a row/)).toBeDefined())
    expect(main.getByText(/^Circuit breaker half-open: Slippage \(Eager\)/)).toBeDefined()
    expect(main.queryByText(/live-1/)).toBeNull()
    const [first] = main.getAllByRole('link', { name: 'Risk' })
    if (first === undefined) throw new Error('no link')
    fireEvent.click(first)
    expect((await rowOf('Losses in a row')).className).toContain('bg-selected')
  })
})

import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FeedBody } from '../../src-preload/contract/feed.ts'
import type { LiveView } from '../../src-preload/contract/live-views.ts'
import type { Language } from '../../src-preload/contract/values.ts'
import { askToGoLive, askToStop } from '../../src-renderer/state/view-store.ts'
import { noLive, proposal, simulatedAccount } from './support/fake-engine/fake-live.ts'
import { botForm, demoSettings } from './support/fake-engine/form.ts'
import { openWindow } from './support/open-window.tsx'
import { prepareWindow } from './support/prepare-window.ts'
import { StubEngine } from './support/stub-engine.ts'
import { bot, engineView, money } from './support/views.ts'

let engine: StubEngine
beforeEach(() => {
  prepareWindow()
  engine = new StubEngine()
  engine.install()
  engine.answer('bots.settings', () => ({
    ok: true,
    data: demoSettings('Trend', 'BTC/USDT', '5m', '9', '21'),
  }))
})
afterEach(() => {
  act(() => {
    askToGoLive(null)
    askToStop(null)
  })
  cleanup()
})

const withLive = (live: Partial<LiveView>): FeedBody => ({
  kind: 'engine',
  engine: engineView({
    hasLiveAccount: true,
    live: { ...noLive, accounts: [simulatedAccount], ...live },
    money: [money(), money({ mode: 'live', accountId: 'live-1', equity: '777' })],
  }),
})
const opened = (live: Partial<LiveView>, bots = [bot('Trend')], language: Language = 'en', path = '/bots') =>
  openWindow(engine, path, {
    language,
    bodies: [{ kind: 'bots', changed: bots, removed: [] }, withLive(live)],
  })
const topBar = (): HTMLElement => {
  const found = document.querySelector('header')
  if (found === null) throw new Error('no top bar')
  return found
}
const openDialog = async (id = 'Trend') => {
  await screen.findByRole('table', { name: 'Bots' })
  act(() => askToGoLive(id))
  return screen.findByRole('alertdialog')
}
const propose = async () => {
  engine.answer('live.propose', ({ settings }) => ({ ok: true, data: proposal(settings.name) }))
  opened({ isOn: true })
  const dialog = await openDialog()
  const next = within(dialog).getByRole('button', { name: 'Next' })
  await waitFor(() => expect(next).toHaveProperty('disabled', false))
  fireEvent.click(next)
  return screen.findByRole('button', { name: 'Go live' })
}

describe('going live', () => {
  it('first asks main to turn live trading on', async () => {
    engine.answer('live.turnOn', () => ({ ok: true, data: { isOn: false } }))
    opened({ isOn: false })
    const dialog = await openDialog()
    const cancel = within(dialog).getByRole('button', { name: 'Cancel' })
    await waitFor(() => expect(document.activeElement).toBe(cancel))
    fireEvent.click(within(dialog).getByRole('button', { name: 'Turn on live trading…' }))
    await waitFor(() => expect(engine.askedFor('live.turnOn')).toEqual([{}]))
  })

  it.each([
    ['nothing is', [], /^There is no live account yet/],
    ['none is ready', [{ ...simulatedAccount, isReady: false }], /^No live account is open/],
  ] as const)('points to the keys where %s, on or off', async (_, accounts, words) => {
    opened({ isOn: true, accounts: [...accounts] })
    const dialog = await openDialog()
    expect(within(dialog).getByText(words)).toBeDefined()
    fireEvent.click(within(dialog).getByRole('button', { name: 'Open Exchanges & keys' }))
    await waitFor(() => expect(window.location.hash).toBe('#/settings/keys'))
    expect(screen.queryByRole('alertdialog')).toBeNull()
    act(() => {
      window.location.hash = '/settings/live'
    })
    engine.send(withLive({ isOn: false, accounts: [...accounts] }))
    expect(await screen.findByText(words)).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Turn on live trading…' })).toBeNull()
  })

  it('proposes a clone on the chosen account, with small first trades and without resuming by itself', async () => {
    await propose()
    expect(engine.askedFor('live.propose')).toMatchObject([
      {
        botId: 'Trend',
        accountId: 'live-1',
        quarterFirst: true,
        resumes: false,
        settings: { name: 'Trend live', limits: { allocation: '4000' } },
      },
    ])
  })

  it('offers other accounts where the bot may choose the cheapest, and names those that were ticked', async () => {
    const second = { ...simulatedAccount, id: 'live-2', name: 'Second account' }
    const settings = demoSettings('Trend', 'BTC/USDT', '5m', '9', '21')
    const limits = { ...settings.limits, cheapestAccount: '1' }
    engine.answer('bots.settings', () => ({ ok: true, data: { ...settings, limits } }))
    engine.answer('live.propose', () => ({
      ok: true,
      data: proposal('Trend live', { alsoThrough: [{ ...second, isReady: false }] }),
    }))
    opened({ isOn: true, accounts: [simulatedAccount, second] })
    const dialog = within(await openDialog())
    fireEvent.click(await dialog.findByLabelText('Second account · Binance · Simulator'))
    expect(dialog.queryByLabelText(/Main account/)).toBeNull()
    const next = dialog.getByRole('button', { name: 'Next' })
    await waitFor(() => expect(next).toHaveProperty('disabled', false))
    fireEvent.click(next)
    await screen.findByText('Second account · Binance: not ready')
    expect(engine.askedFor('live.propose')).toMatchObject([{ accountId: 'live-1', alsoThrough: ['live-2'] }])
  })

  it('offers no other account to a bot that stays with its own', async () => {
    opened({
      isOn: true,
      accounts: [simulatedAccount, { ...simulatedAccount, id: 'live-2', name: 'Second' }],
    })
    const dialog = within(await openDialog())
    const next = dialog.getByRole('button', { name: 'Next' })
    await waitFor(() => expect(next).toHaveProperty('disabled', false))
    expect(dialog.queryByText('May also buy through')).toBeNull()
  })

  it('keeps the accounts that were named when a live bot is started again, and drops one that is gone', async () => {
    const second = { ...simulatedAccount, id: 'live-2', name: 'Second account' }
    const settings = demoSettings('Real', 'BTC/USDT', '5m', '9', '21')
    const limits = { ...settings.limits, cheapestAccount: '1' }
    engine.answer('bots.settings', () => ({ ok: true, data: { ...settings, limits } }))
    engine.answer('live.proposeStart', () => ({ ok: true, data: proposal('Real', { record: null }) }))
    const stopped = bot('Real', {
      ...{ mode: 'live', state: 'stopped', accountId: 'live-1', alsoThrough: ['live-2', 'gone'] },
    })
    opened({ isOn: true, accounts: [simulatedAccount, second] }, [stopped])
    const dialog = within(await openDialog('Real'))
    expect(await dialog.findByLabelText(/^Second account/)).toHaveProperty('checked', true)
    fireEvent.click(dialog.getByRole('button', { name: 'Next' }))
    await waitFor(() =>
      expect(engine.askedFor('live.proposeStart')).toEqual([{ id: 'Real', alsoThrough: ['live-2'] }]),
    )
  })

  it('shows what is confirmed, and warns of a short run on paper', async () => {
    await propose()
    const dialog = screen.getByRole('alertdialog')
    for (const text of ['Main account · Binance', 'BTC/USDT', 'Buy', 'Simulator']) {
      expect(within(dialog).getByText(text)).toBeDefined()
    }
    expect(within(dialog).getByText(/≈ 125\.00 USDT, fee ≈ 0\.13 USDT/)).toBeDefined()
    expect(within(dialog).getByText(/short: 3 days, 12 trades/)).toBeDefined()
  })

  it('lists the limits of all live bots, of the account and of the bot', async () => {
    await propose()
    const dialog = within(screen.getByRole('alertdialog'))
    const limits = within(dialog.getByRole('region', { name: 'Limits that hold' }))
    expect(limits.getAllByRole('heading').map((heading) => heading.textContent)).toEqual([
      'Of all live bots together',
      'Of the account Main account',
      'Of the bot',
    ])
    const values = limits.getAllByRole('definition').map((value) => value.textContent)
    expect(values).toEqual(['80.0%', '5.0%', '1,000.00 USDT'])
  })

  it('asks in main’s words before a live bot that trades takes other settings', async () => {
    engine.answer('bots.form', () => ({ ok: true, data: botForm }))
    engine.answer('live.proposeEdit', () => ({ ok: true, data: proposal('Real', { record: null }) }))
    engine.answer('live.confirm', () => ({ ok: true, data: { startsAt: null } }))
    opened({ isOn: true, isTrading: true }, [bot('Real', { mode: 'live' })], 'en', '/bots/Real/settings')
    fireEvent.change(await screen.findByLabelText('Stop loss'), { target: { value: '3' } })
    fireEvent.click(screen.getByRole('button', { name: 'Save' }))
    const dialog = within(await screen.findByRole('alertdialog'))
    expect(engine.askedFor('bots.update')).toEqual([])
    fireEvent.change(dialog.getByLabelText('Type LIVE Real'), { target: { value: 'LIVE Real' } })
    fireEvent.click(dialog.getByRole('button', { name: 'Apply to the live bot' }))
    await waitFor(() => expect(engine.askedFor('live.confirm')).toHaveLength(1))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    await waitFor(() => expect(screen.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true))
  })

  it('sends back only the exact phrase; focus is on Cancel and Enter confirms nothing', async () => {
    engine.answer('live.confirm', () => ({ ok: true, data: { startsAt: 1 } }))
    const go = await propose()
    const dialog = screen.getByRole('alertdialog')
    await waitFor(() =>
      expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Cancel' })),
    )
    const input = within(dialog).getByLabelText('Type LIVE Trend live')
    fireEvent.change(input, { target: { value: 'live trend live' } })
    expect(go).toHaveProperty('disabled', true)
    fireEvent.change(input, { target: { value: 'LIVE Trend live' } })
    expect(fireEvent.keyDown(input, { key: 'Enter' })).toBe(false)
    expect(fireEvent.keyDown(go, { key: 'Enter' })).toBe(false)
    expect(engine.askedFor('live.confirm')).toEqual([])
    fireEvent.click(go)
    await waitFor(() =>
      expect(engine.askedFor('live.confirm')).toEqual([{ id: 'challenge-1', typed: 'LIVE Trend live' }]),
    )
  })

  it('is the only way in which a live bot starts', async () => {
    opened({ isOn: true }, [bot('Real', { mode: 'live', state: 'stopped' })])
    const table = await screen.findByRole('table', { name: 'Bots' })
    const row = table.querySelector<HTMLElement>('tr[data-bot]')
    row?.focus()
    fireEvent.keyDown(row ?? table, { key: 's' })
    expect(await screen.findByText('Start Real with real money')).toBeDefined()
    expect(engine.askedFor('bots.start')).toEqual([])
  })

  it('counts down in sight, with a way out, and says why a bot did not start', async () => {
    engine.answer('live.cancel', () => ({ ok: true, data: {} }))
    opened({
      isOn: true,
      arming: { botName: 'Trend', startsAt: Date.now() + 3_000 },
      refused: { botName: 'Swing', code: 'NO_LIVE_ACCOUNT' },
    })
    expect(await screen.findByText(/Trend starts trading real money in [23] s/)).toBeDefined()
    expect(screen.getByText(/Swing was not started: No live account is ready/)).toBeDefined()
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(engine.askedFor('live.cancel')).toEqual([{}]))
  })
})

describe('while a live bot runs', () => {
  it.each([
    ['en', 'LIVE – Auronex', 'Live'],
    ['pt-BR', 'REAL – Auronex', 'Real'],
  ] as const)('title, pill and badge say so in %s', async (language, title, word) => {
    opened({ isOn: true, isTrading: true }, [bot('Real', { mode: 'live' })], language)
    await screen.findByRole('table', { name: 'Bots' })
    expect(document.title).toBe(title)
    const header = topBar()
    expect(within(header).getAllByText(word).length).toBeGreaterThan(0)
    expect(within(header).getByText(language === 'en' ? 'Simulator' : 'Simulador')).toBeDefined()
  })

  it('money of one mode is on show at a time', async () => {
    opened({ isOn: true, isTrading: true })
    const filter = await screen.findByRole('group', { name: 'Mode on show' })
    expect(within(topBar()).getByText('10,000.00')).toBeDefined()
    fireEvent.click(within(filter).getByRole('button', { name: 'Live' }))
    expect(within(topBar()).getByText('777.00')).toBeDefined()
    expect(within(topBar()).queryByText('10,000.00')).toBeNull()
  })

  it('its positions are closed with it only by the typed word', async () => {
    engine.answer('bots.stop', () => ({ ok: true, data: {} }))
    opened({ isOn: true, isTrading: true }, [bot('Real', { mode: 'live' })])
    await screen.findByRole('table', { name: 'Bots' })
    act(() => askToStop('Real'))
    const dialog = await screen.findByRole('alertdialog')
    fireEvent.click(within(dialog).getAllByRole('radio')[1] ?? dialog)
    const stop = within(dialog).getByRole('button', { name: 'Stop bot' })
    expect(stop).toHaveProperty('disabled', true)
    fireEvent.change(within(dialog).getByLabelText(/Type FLATTEN/), { target: { value: 'FLATTEN' } })
    fireEvent.click(stop)
    await waitFor(() =>
      expect(engine.askedFor('bots.stop')).toEqual([
        { id: 'Real', positions: 'close', confirmation: 'FLATTEN' },
      ]),
    )
  })
})

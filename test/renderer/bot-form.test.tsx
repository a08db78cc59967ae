import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BotSettings } from '../../src-preload/contract/bot-settings.ts'
import type { FieldError } from '../../src-preload/contract/replies.ts'
import { botForm, demoSettings } from './support/fake-engine/form.ts'
import { openWindow } from './support/open-window.tsx'
import { prepareWindow } from './support/prepare-window.ts'
import { StubEngine } from './support/stub-engine.ts'
import { bot } from './support/views.ts'

let engine: StubEngine
beforeEach(() => {
  prepareWindow()
  engine = new StubEngine()
  engine.install()
  engine.answer('bots.form', () => ({ ok: true, data: botForm }))
})
afterEach(cleanup)

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })
const fieldOf = (label: string) => screen.getByLabelText<HTMLInputElement>(label).value
const openWizard = async () => {
  openWindow(engine, '/bots/new', { bodies: [{ kind: 'bots', changed: [bot('a')], removed: [] }] })
  await screen.findByLabelText('Name')
}
const goTo = (step: string) => {
  const steps = screen.getByRole('list', { name: 'Steps' })
  fireEvent.click(within(steps).getByRole('button', { name: new RegExp(step) }))
}
const refuse = (...fields: FieldError[]) =>
  engine.answer('bots.create', () => ({
    ok: false,
    error: { code: 'INVALID_SETTINGS', message: '', fields },
  }))
const created = () => (engine.askedFor('bots.create')[0] as { settings: BotSettings }).settings

describe('the numbers of a strategy', () => {
  it('come with the strategy, and come back as they were with the one the form began with', async () => {
    await openWizard()
    press(/^Mean reversion/)
    expect(fieldOf('Oversold below')).toBe('20')
    type('Oversold below', '15')
    press(/^EMA cross/)
    expect([fieldOf('Fast average'), fieldOf('Slow average')]).toEqual(['9', '21'])
    press(/^Mean reversion/)
    expect(fieldOf('Oversold below')).toBe('20')
  })

  it('show the few that matter; the rest waits, by what it is about', async () => {
    await openWizard()
    press(/^Mean reversion/)
    expect(screen.queryByLabelText('RSI period')).toBeNull()
    press(/^More settings/)
    const group = screen.getByRole('group', { name: 'Higher timeframe' })
    expect(within(group).getAllByRole('textbox')).toHaveLength(2)
    type('RSI period', '10')
    expect(screen.getByRole('button', { name: /^More settings/ }).textContent).toContain('1 changed')
  })

  it('open to show what the engine refused among the rest', async () => {
    refuse({ path: 'parameters.higherFast', code: 'fast-not-below-slow' })
    await openWizard()
    press(/^Mean reversion/)
    goTo('Review')
    press('Create bot')
    expect(await screen.findByText('⚠ Must be less than the slow average')).toBeDefined()
    expect(screen.getByLabelText('Higher fast average').getAttribute('aria-invalid')).toBe('true')
  })
})

describe('a way of trading', () => {
  it('fills the timeframe and its limits, and is the day trader’s at first', async () => {
    refuse()
    await openWizard()
    goTo('Market')
    expect(screen.getByRole('button', { name: /^Day trader/ }).getAttribute('aria-pressed')).toBe('true')
    press(/^Swing/)
    goTo('Review')
    press('Create bot')
    await waitFor(() => expect(created().timeframe).toBe('4h'))
    expect(created().limits).toMatchObject({
      analysisSeconds: '30',
      stopLoss: '0.08',
      trailingStop: '0.1',
      takeProfit: '0',
      allocation: '1000',
    })
    expect(created()).not.toHaveProperty('profile')
  })

  it('is custom once a limit of it is changed, and goes back to what was chosen', async () => {
    await openWizard()
    goTo('Market')
    press(/^Scalper/)
    goTo('Money')
    expect(fieldOf('Stop loss')).toBe('0.8')
    type('Stop loss', '1')
    goTo('Market')
    expect(screen.getByText('Custom, begun as Scalper')).toBeDefined()
    expect(screen.queryAllByRole('button', { pressed: true, name: /^Scalper/ })).toEqual([])
    goTo('Money')
    press('Reset Stop loss to its default')
    expect(fieldOf('Stop loss')).toBe('0.8')
    goTo('Market')
    expect(screen.getByRole('button', { name: /^Scalper/ }).getAttribute('aria-pressed')).toBe('true')
  })

  it('of a bot that is edited is found in its settings', async () => {
    const swing = botForm.profiles.find(({ id }) => id === 'swing')
    const settings = demoSettings('a', 'BTC/USDT', '4h', '9', '21')
    engine.answer('bots.settings', () => ({
      ok: true,
      data: { ...settings, limits: { ...settings.limits, ...swing?.limits } },
    }))
    openWindow(engine, '/bots/a/settings', { bodies: [{ kind: 'bots', changed: [bot('a')], removed: [] }] })
    const card = await screen.findByRole('button', { name: /^Swing/ })
    expect(card.getAttribute('aria-pressed')).toBe('true')
    expect(screen.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true)
  })
})

describe('the review', () => {
  const told = (label: string) => screen.getByText(label, { selector: 'dt' }).nextElementSibling?.textContent

  it('tells every setting, and a limit of 0 in a word', async () => {
    await openWizard()
    type('Name', 'Mine')
    press(/^Trend following/)
    goTo('Money')
    type('Take profit', '0')
    goTo('Review')
    const terms = screen.getAllByRole('term').length
    // 7 numbers, 18 limits, 6 lines of what and where, 4 of risk.
    expect(terms).toBe(7 + 18 + 6 + 4)
    expect(told('Name')).toBe('Mine')
    expect(told('Take profit')).toBe('none')
    expect(told('Trailing stop')).toBe('2.5 %')
    expect(told('Way of trading')).toBe('Custom')
  })
})

describe('the risk of the settings', () => {
  const risk = { currency: 'USDT', entry: '1000', trade: '-50', stopsHit: '-100', day: '-250', hasStop: true }
  it('is the engine’s word on what is being typed', async () => {
    engine.answer('risk.planned', ({ limits }) => ({
      ok: true,
      data: { risk: limits.stopLoss === '0' ? { ...risk, trade: '-1000', hasStop: false } : risk },
    }))
    await openWizard()
    goTo('Money and limits')
    const region = within(await screen.findByRole('region', { name: 'Risk' }))
    await waitFor(() =>
      expect(region.getByText('Worst day, price gaps aside').nextSibling?.textContent).toBe('−250.00 USDT'),
    )
    expect(region.getByText('If every stop hits').nextSibling?.textContent).toBe('−100.00 USDT')
    type('Stop loss', '0')
    type('Trailing stop', '0')
    expect([screen.getByText('= none'), screen.getByText('= off')]).toHaveLength(2)
    await waitFor(() =>
      expect(region.getByText('Worst single trade').nextSibling?.textContent).toBe('−1,000.00 USDT'),
    )
    expect(region.getByText(/No stop loss/)).toBeDefined()
  })

  it('is left open while a number cannot be read', async () => {
    engine.answer('risk.planned', ({ limits }) => ({
      ok: true,
      data: { risk: limits.stopLoss === '' ? null : risk },
    }))
    await openWizard()
    goTo('Money and limits')
    const region = within(await screen.findByRole('region', { name: 'Risk' }))
    await waitFor(() =>
      expect(region.getByText('Worst day, price gaps aside').nextSibling?.textContent).toContain('250'),
    )
    type('Stop loss', 'x')
    await waitFor(() =>
      expect(region.getByText('Worst day, price gaps aside').nextSibling?.textContent).toBe('–'),
    )
  })
})

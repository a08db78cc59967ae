import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VenueView } from '../../src-preload/contract/venue-views.ts'
import { openConnect } from '../../src-renderer/state/view-store.ts'
import { openWindow } from './support/open-window.tsx'
import { prepareWindow } from './support/prepare-window.ts'
import { StubEngine } from './support/stub-engine.ts'
import { exchange } from './support/views.ts'

let engine: StubEngine
beforeEach(() => {
  prepareWindow()
  engine = new StubEngine()
  engine.install()
})
afterEach(() => {
  openConnect(false)
  cleanup()
})

const dialog = async (venues: readonly VenueView[] = []) => {
  openWindow(engine, '/', { venues })
  act(() => openConnect(true))
  return within(await screen.findByRole('alertdialog', { name: 'Connect an exchange' }))
}

describe('connecting an exchange', () => {
  it('asks for the usual addresses where none is given, and shows the markets then', async () => {
    engine.answer('venues.connect', () => ({ ok: true, data: { id: 'bybit' } }))
    const form = await dialog()
    fireEvent.click(form.getByRole('radio', { name: 'Bybit' }))
    fireEvent.click(form.getByRole('button', { name: 'Connect' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(engine.askedFor('venues.connect')).toEqual([
      { exchangeId: 'bybit', network: 'live', restUrl: null, wsUrl: null },
    ])
    expect(window.location.hash).toBe('#/markets')
  })

  it('offers the networks that each exchange has, and connects to the chosen one', async () => {
    engine.answer('venues.connect', () => ({ ok: true, data: { id: 'okx-demo' } }))
    const form = await dialog()
    const offered = () => {
      const group = within(form.getByRole('group', { name: 'Network' }))
      return group.getAllByRole('button').map((button) => button.textContent)
    }
    expect(offered()).toEqual(['Live', 'Testnet', 'Demo'])
    fireEvent.click(form.getByRole('button', { name: 'Testnet' }))
    expect(form.getByText(/^A network for tests/)).toBeDefined()
    fireEvent.click(form.getByRole('radio', { name: 'OKX' }))
    expect(offered()).toEqual(['Live', 'Demo'])
    expect(form.getByRole('button', { name: 'Live' }).getAttribute('aria-pressed')).toBe('true')
    fireEvent.click(form.getByRole('button', { name: 'Demo' }))
    fireEvent.click(form.getByRole('button', { name: 'Connect' }))
    expect(await screen.findByText('OKX demo connected.')).toBeDefined()
    expect(engine.askedFor('venues.connect')).toEqual([
      { exchangeId: 'okx', network: 'demo', restUrl: null, wsUrl: null },
    ])
  })

  it('marks an exchange as connected on the chosen network only', async () => {
    const form = await dialog([exchange('binance-testnet', { network: 'testnet' })])
    expect(form.queryByText('connected')).toBeNull()
    fireEvent.click(form.getByRole('button', { name: 'Testnet' }))
    expect(form.getByRole('radio', { name: /^Binance.*connected/ })).toBeDefined()
  })

  it('refuses what is no address at its field, and takes an empty one for the usual', async () => {
    engine.answer('venues.connect', () => ({ ok: true, data: { id: 'binance' } }))
    const form = await dialog()
    fireEvent.click(form.getByRole('button', { name: 'Other addresses' }))
    fireEvent.change(form.getByLabelText('REST address'), { target: { value: 'ftp://exchange' } })
    fireEvent.change(form.getByLabelText('WebSocket address'), { target: { value: 'ws://127.0.0.1:9' } })
    fireEvent.click(form.getByRole('button', { name: 'Connect' }))
    expect(form.getByRole('alert').textContent).toContain('Not an address that begins with https')
    expect(form.getByLabelText('REST address').getAttribute('aria-invalid')).toBe('true')
    expect(form.getByLabelText('WebSocket address').getAttribute('aria-invalid')).toBe('false')
    expect(engine.askedFor('venues.connect')).toEqual([])
    // Others could read along on its way.
    fireEvent.change(form.getByLabelText('REST address'), { target: { value: 'http://exchange.example' } })
    expect(form.getByLabelText('REST address').getAttribute('aria-invalid')).toBe('true')
    fireEvent.change(form.getByLabelText('REST address'), { target: { value: ' ' } })
    fireEvent.click(form.getByRole('button', { name: 'Connect' }))
    await waitFor(() =>
      expect(engine.askedFor('venues.connect')).toEqual([
        { exchangeId: 'binance', network: 'live', restUrl: null, wsUrl: 'ws://127.0.0.1:9' },
      ]),
    )
  })

  it('says what failed, why and what to do, and lets try again', async () => {
    engine.answer('venues.connect', () => ({
      ok: false,
      error: { code: 'VENUE_UNREACHABLE', message: 'connect ECONNREFUSED' },
    }))
    const form = await dialog()
    fireEvent.click(form.getByRole('button', { name: 'Connect' }))
    const alert = await form.findByRole('alert')
    expect(alert.textContent).toMatch(/Binance did not answer\..*ECONNREFUSED.*Then try again\./)
    fireEvent.click(form.getByRole('button', { name: 'Connect' }))
    await waitFor(() => expect(engine.askedFor('venues.connect')).toHaveLength(2))
  })

  it('finds any other exchange by its name, and says that nobody has tested it', async () => {
    engine.answer('venues.connect', () => ({ ok: true, data: { id: 'kraken' } }))
    const form = await dialog()
    expect(form.queryByText('Untested')).toBeNull()
    fireEvent.click(form.getByRole('radio', { name: 'Other exchange…' }))
    expect(form.getByText('Untested')).toBeDefined()
    expect(form.getByText(/^We have never run the app against these exchanges/)).toBeDefined()
    expect(form.queryByRole('group', { name: 'Network' })).toBeNull()
    expect(form.queryByRole('button', { name: 'Other addresses' })).toBeNull()
    fireEvent.change(form.getByRole('searchbox', { name: 'Find an exchange' }), { target: { value: 'KRA' } })
    const group = within(form.getByRole('group', { name: 'Other exchange…' }))
    expect(group.getAllByRole('radio')).toHaveLength(1)
    fireEvent.click(group.getByRole('radio', { name: 'Kraken' }))
    fireEvent.click(form.getByRole('button', { name: 'Connect' }))
    expect(await screen.findByText('Kraken connected.')).toBeDefined()
    expect(engine.askedFor('venues.connect')).toEqual([
      { exchangeId: 'kraken', network: 'live', restUrl: null, wsUrl: null },
    ])
  })

  it('takes the best match with Enter, asks for nothing while none is chosen, and goes back', async () => {
    engine.answer('venues.connect', () => ({ ok: true, data: { id: 'kraken' } }))
    const form = await dialog()
    fireEvent.click(form.getByRole('button', { name: 'Testnet' }))
    fireEvent.click(form.getByRole('radio', { name: 'Other exchange…' }))
    fireEvent.click(form.getByRole('button', { name: 'Connect' }))
    expect(form.getByRole('alert').textContent).toContain('Choose an exchange.')
    const search = form.getByRole('searchbox', { name: 'Find an exchange' })
    fireEvent.change(search, { target: { value: 'nobody' } })
    expect(form.getByText('No exchange of this name.')).toBeDefined()
    fireEvent.change(search, { target: { value: 'gate eu' } })
    fireEvent.keyDown(search, { key: 'Enter' })
    expect(form.queryByRole('alert')).toBeNull()
    expect(form.getByRole('radio', { name: 'Gate EU' })).toHaveProperty('checked', true)
    expect(engine.askedFor('venues.connect')).toEqual([])
    fireEvent.click(form.getByRole('radio', { name: 'OKX' }))
    expect(form.getByRole('group', { name: 'Network' })).toBeDefined()
    expect(form.queryByText('Untested')).toBeNull()
  })

  it('words all of it in Portuguese', async () => {
    openWindow(engine, '/', { language: 'pt-BR' })
    act(() => openConnect(true))
    const form = within(await screen.findByRole('alertdialog', { name: 'Conectar uma corretora' }))
    expect(form.getByRole('group', { name: 'Rede' })).toBeDefined()
    fireEvent.click(form.getByRole('radio', { name: 'Outra corretora…' }))
    expect(form.getByText('Não testada')).toBeDefined()
  })
})

describe('the mark of an exchange that is not tested', () => {
  it('stays where the exchange is shown', async () => {
    const venues = [exchange('Kraken', { exchangeId: 'kraken' }), exchange('Binance')]
    openWindow(engine, '/markets/exchanges', { venues })
    const card = within(await screen.findByRole('region', { name: 'Kraken' }))
    expect(card.getByText('Untested')).toBeDefined()
    expect(within(screen.getByRole('region', { name: 'Binance' })).queryByText('Untested')).toBeNull()
  })
})

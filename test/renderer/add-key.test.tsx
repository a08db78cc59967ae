import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { KeyReportView } from '../../src-preload/contract/key-views.ts'
import { fillInKey, keyDialog, keyEngine, openKeys, report, typeIn } from './support/key-window.tsx'
import type { openWindow } from './support/open-window.tsx'
import { prepareWindow } from './support/prepare-window.ts'
import type { StubEngine } from './support/stub-engine.ts'
import { exchange } from './support/views.ts'

const binance = { exchangeId: 'binance', network: 'live', restUrl: null, wsUrl: null } as const

let engine: StubEngine
beforeEach(() => {
  prepareWindow()
  engine = keyEngine()
})
afterEach(cleanup)

const openForm = async (given?: Parameters<typeof openWindow>[2]) => {
  openKeys(engine, given)
  fireEvent.click(await screen.findByRole('button', { name: 'Add key' }))
  return keyDialog()
}
const typedIn = (form: Awaited<ReturnType<typeof keyDialog>>) =>
  ['API key', 'Secret'].map((label) => (form.getByLabelText(label) as HTMLInputElement).value)
/** Returns what there was to choose from. */
const choose = async (form: Awaited<ReturnType<typeof keyDialog>>, label: string, name: string) => {
  fireEvent.click(form.getByRole('combobox', { name: label }))
  const list = within(await screen.findByRole('listbox'))
  const all = list.getAllByRole('option').map((each) => each.textContent)
  const option = list.getByRole('option', { name })
  // A press counts where the pointer is.
  fireEvent.pointerMove(option, { pointerType: 'mouse' })
  fireEvent.mouseMove(option)
  fireEvent.pointerDown(option, { pointerType: 'mouse' })
  fireEvent.mouseUp(option)
  fireEvent.click(option)
  return all
}
const refuse = (code: 'KEY_REFUSED' | 'KEY_UNCHECKED' | 'VENUE_UNREACHABLE' | 'KEYCHAIN_UNAVAILABLE') =>
  engine.answer('keys.add', () => ({
    ok: false,
    error: { code, message: 'no', facts: { cause: '-2015: Invalid API-key' } },
  }))

describe('adding a key', () => {
  it('is tried first: what it may do, the clock and the balances are shown, and nothing is added', async () => {
    const form = await openForm()
    fillInKey(form)
    fireEvent.click(form.getByRole('button', { name: 'Test' }))
    const said = within(await form.findByRole('region', { name: 'What the exchange says' }))
    expect(said.getByText('Withdraw').parentElement?.textContent).toBe('Withdrawno')
    expect(said.getByText('From named addresses only').parentElement?.textContent).toContain('no')
    expect(said.getByText(/^1,800 ms apart: set the computer’s clock/)).toBeDefined()
    expect(said.getByText('2,310.55 USDT')).toBeDefined()
    expect(engine.askedFor('keys.test')).toEqual([
      { place: binance, credentials: { apiKey: 'AKEY-x7Qf', secret: 'hush', password: null } },
    ])
    expect(engine.askedFor('keys.add')).toEqual([])
    typeIn(form, 'Secret', 'another')
    // That was said of another key.
    expect(form.queryByRole('region', { name: 'What the exchange says' })).toBeNull()
  })

  it('hands it over with a name, and leaves nothing of it in the window', async () => {
    const form = await openForm()
    typeIn(form, 'Name', ' Main ')
    fillInKey(form)
    fireEvent.click(form.getByRole('button', { name: 'Add key' }))
    expect(await screen.findByText('Main added.')).toBeDefined()
    expect(engine.askedFor('keys.add')).toEqual([
      {
        place: binance,
        name: 'Main',
        credentials: { apiKey: 'AKEY-x7Qf', secret: 'hush', password: null },
        isChecked: false,
      },
    ])
    expect(screen.queryByRole('alertdialog')).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Add key' }))
    expect(typedIn(await keyDialog())).toEqual(['', ''])
    expect(JSON.stringify([{ ...window.localStorage }, document.body.innerHTML])).not.toContain('hush')
  })

  it('asks for what each exchange wants, on tested ones alone', async () => {
    const form = await openForm()
    expect(form.queryByLabelText('Passphrase')).toBeNull()
    fillInKey(form)
    expect(await choose(form, 'Exchange', 'OKX')).toEqual(['Binance', 'Bybit', 'OKX'])
    await form.findByLabelText('Passphrase')
    // What was typed was for the other exchange.
    expect(typedIn(form)).toEqual(['', ''])
    expect(form.getByText('Reached at http://127.0.0.1:8091')).toBeDefined()
    for (const label of ['Secret', 'Passphrase'])
      expect(form.getByLabelText(label).getAttribute('type')).toBe('password')
    fillInKey(form)
    fireEvent.click(form.getByRole('button', { name: 'Add key' }))
    expect(form.getByRole('alert').textContent).toContain('Paste it here.')
    typeIn(form, 'Passphrase', 'phrase')
    fireEvent.click(form.getByRole('button', { name: 'Add key' }))
    await waitFor(() =>
      expect(engine.askedFor('keys.add')).toMatchObject([
        { place: { exchangeId: 'okx', network: 'live' }, credentials: { password: 'phrase' } },
      ]),
    )
  })

  it.each(['withdraw', 'transfer'] as const)('refuses one that may %s, and forgets it', async (right) => {
    const permissions = { ...report.permissions, [right]: true } as KeyReportView['permissions']
    engine.answer('keys.test', () => ({ ok: true, data: { ...report, permissions } }))
    const form = await openForm()
    fillInKey(form)
    fireEvent.click(form.getByRole('button', { name: 'Test' }))
    expect((await form.findByRole('alert')).textContent).toMatch(/^This key may withdraw or transfer/)
    expect(form.getByRole('button', { name: 'Add key' })).toHaveProperty('disabled', true)
    expect(typedIn(form)).toEqual(['', ''])
    typeIn(form, 'API key', 'another')
    expect(form.getByRole('button', { name: 'Add key' })).toHaveProperty('disabled', false)
  })

  it('wants a tick where the exchange does not tell what the key may do', async () => {
    refuse('KEY_UNCHECKED')
    const form = await openForm()
    fillInKey(form)
    expect(form.queryByRole('checkbox')).toBeNull()
    fireEvent.click(form.getByRole('button', { name: 'Add key' }))
    fireEvent.click(await form.findByRole('checkbox', { name: /^I checked/ }))
    // Still there: the same key is handed over again.
    expect(typedIn(form)).toEqual(['AKEY-x7Qf', 'hush'])
    fireEvent.click(form.getByRole('button', { name: 'Add key' }))
    await waitFor(() => expect(engine.askedFor('keys.add')).toHaveLength(2))
    expect(engine.askedFor('keys.add')[1]).toMatchObject({ isChecked: true })
  })

  it('says why it was refused, in the exchange’s words too, and forgets the key', async () => {
    refuse('KEY_REFUSED')
    const form = await openForm()
    fillInKey(form)
    fireEvent.click(form.getByRole('button', { name: 'Add key' }))
    const alert = await form.findByRole('alert')
    expect(alert.textContent).toMatch(/does not accept this key\. Nothing was kept\..*-2015: Invalid API-key/)
    expect(typedIn(form)).toEqual(['', ''])
  })

  it('keeps what was typed while the exchange cannot be reached', async () => {
    refuse('VENUE_UNREACHABLE')
    const form = await openForm()
    fillInKey(form)
    fireEvent.click(form.getByRole('button', { name: 'Add key' }))
    await form.findByRole('alert')
    expect(typedIn(form)).toEqual(['AKEY-x7Qf', 'hush'])
  })

  it('is for the network that is chosen, which is connected along with it', async () => {
    const form = await openForm()
    expect(form.queryByText(/is connected along with the key/)).toBeNull()
    fillInKey(form)
    expect(await choose(form, 'Network', 'Testnet')).toEqual(['Live', 'Testnet', 'Demo'])
    expect(form.getByText('Binance testnet is connected along with the key.')).toBeDefined()
    // A key of the market itself is none of the testnet.
    expect(typedIn(form)).toEqual(['', ''])
    fillInKey(form)
    fireEvent.click(form.getByRole('button', { name: 'Add key' }))
    expect(await screen.findByText('Binance testnet added.')).toBeDefined()
    expect(engine.askedFor('keys.add')).toMatchObject([{ place: { ...binance, network: 'testnet' } }])
  })

  it('takes addresses of the account’s own, and says which of them is none', async () => {
    const form = await openForm()
    fillInKey(form)
    fireEvent.click(form.getByRole('button', { name: 'Other addresses' }))
    // The key is the same, wherever it is tried.
    expect(typedIn(form)).toEqual(['AKEY-x7Qf', 'hush'])
    typeIn(form, 'REST address', 'wss://proxy.example')
    typeIn(form, 'WebSocket address', 'wss://proxy.example')
    expect(form.queryByRole('alert')).toBeNull()
    for (const button of ['Test', 'Add key']) fireEvent.click(form.getByRole('button', { name: button }))
    expect(form.getByRole('alert').textContent).toContain('Not an address that begins with https://')
    expect([engine.askedFor('keys.test'), engine.askedFor('keys.add')]).toEqual([[], []])
    typeIn(form, 'REST address', ' https://proxy.example ')
    fireEvent.click(form.getByRole('button', { name: 'Add key' }))
    await waitFor(() =>
      expect(engine.askedFor('keys.add')).toMatchObject([
        { place: { ...binance, restUrl: 'https://proxy.example', wsUrl: 'wss://proxy.example' } },
      ]),
    )
  })

  it('begins with the market itself where nothing is connected yet', async () => {
    const form = await openForm({ venues: [exchange('Kraken', { exchangeId: 'kraken' })] })
    expect(form.getByText('Binance is connected along with the key.')).toBeDefined()
  })
})

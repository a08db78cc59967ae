import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AccountView, KeyReportView } from '../../src-preload/contract/key-views.ts'
import type { VenueView } from '../../src-preload/contract/venue-views.ts'
import { openConnect } from '../../src-renderer/state/view-store.ts'
import { FakeKeys } from './support/fake-engine/fake-keys.ts'
import { openWindow } from './support/open-window.tsx'
import { prepareWindow } from './support/prepare-window.ts'
import { StubEngine } from './support/stub-engine.ts'
import { exchange } from './support/views.ts'

const venues: readonly VenueView[] = [
  exchange('Binance'),
  exchange('OKX', { exchangeId: 'okx', addresses: { restUrl: 'http://127.0.0.1:8091', wsUrl: null } }),
  exchange('Kraken', { exchangeId: 'kraken' }),
]
const report: KeyReportView = {
  permissions: { read: true, trade: true, withdraw: false, transfer: false, addressLimited: false },
  clockOffsetMs: -1_800,
  balances: [{ asset: 'USDT', total: '2310.55' }],
}
const every: readonly AccountView[] = (() => {
  const keys = new FakeKeys()
  keys.showAll()
  return keys.views()
})()

let engine: StubEngine
beforeEach(() => {
  prepareWindow()
  engine = new StubEngine()
  engine.answer('keys.keychain', () => ({ ok: true, data: { problem: null, cause: '' } }))
  engine.answer('keys.test', () => ({ ok: true, data: report }))
  engine.answer('keys.add', () => ({ ok: true, data: { id: 'account-1' } }))
  engine.install()
})
afterEach(() => {
  openConnect(false)
  cleanup()
})

const openKeys = (given: Parameters<typeof openWindow>[2] = {}) =>
  openWindow(engine, '/settings/keys', { venues, ...given })
const dialog = async (name: string | RegExp = 'Add a key') =>
  within(await screen.findByRole('alertdialog', { name }))
const type = (form: ReturnType<typeof within>, label: string, value: string) =>
  fireEvent.change(form.getByLabelText(label), { target: { value } })
const openForm = async (given?: Parameters<typeof openWindow>[2]) => {
  openKeys(given)
  fireEvent.click(await screen.findByRole('button', { name: 'Add key' }))
  return dialog()
}
const fillIn = (form: ReturnType<typeof within>) => {
  type(form, 'API key', 'AKEY-x7Qf')
  type(form, 'Secret', 'hush')
}
const typedIn = (form: ReturnType<typeof within>) =>
  ['API key', 'Secret'].map((label) => (form.getByLabelText(label) as HTMLInputElement).value)
const refuse = (code: 'KEY_REFUSED' | 'KEY_UNCHECKED' | 'VENUE_UNREACHABLE' | 'KEYCHAIN_UNAVAILABLE') =>
  engine.answer('keys.add', () => ({
    ok: false,
    error: { code, message: 'no', facts: { cause: '-2015: Invalid API-key' } },
  }))

describe('adding a key', () => {
  it('is tried first: what it may do, the clock and the balances are shown, and nothing is added', async () => {
    const form = await openForm()
    fillIn(form)
    fireEvent.click(form.getByRole('button', { name: 'Test' }))
    const said = within(await form.findByRole('region', { name: 'What the exchange says' }))
    expect(said.getByText('Withdraw').parentElement?.textContent).toBe('Withdrawno')
    expect(said.getByText('From named addresses only').parentElement?.textContent).toContain('no')
    expect(said.getByText(/^1,800 ms apart: set the computer’s clock/)).toBeDefined()
    expect(said.getByText('2,310.55 USDT')).toBeDefined()
    expect(engine.askedFor('keys.test')).toEqual([
      { venueId: 'Binance', credentials: { apiKey: 'AKEY-x7Qf', secret: 'hush', password: null } },
    ])
    expect(engine.askedFor('keys.add')).toEqual([])
    type(form, 'Secret', 'another')
    // That was said of another key.
    expect(form.queryByRole('region', { name: 'What the exchange says' })).toBeNull()
  })

  it('hands it over with a name, and leaves nothing of it in the window', async () => {
    const form = await openForm()
    type(form, 'Name', ' Main ')
    fillIn(form)
    fireEvent.click(form.getByRole('button', { name: 'Add key' }))
    expect(await screen.findByText('Main added.')).toBeDefined()
    expect(engine.askedFor('keys.add')).toEqual([
      {
        venueId: 'Binance',
        name: 'Main',
        credentials: { apiKey: 'AKEY-x7Qf', secret: 'hush', password: null },
        isChecked: false,
      },
    ])
    expect(screen.queryByRole('alertdialog')).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Add key' }))
    expect(typedIn(await dialog())).toEqual(['', ''])
    expect(JSON.stringify([{ ...window.localStorage }, document.body.innerHTML])).not.toContain('hush')
  })

  it('asks for what each exchange wants, on connected and tested ones alone', async () => {
    const form = await openForm()
    expect(form.queryByLabelText('Passphrase')).toBeNull()
    fillIn(form)
    fireEvent.click(form.getByRole('combobox', { name: 'Exchange' }))
    const list = await screen.findByRole('listbox')
    expect(
      within(list)
        .getAllByRole('option')
        .map((option) => option.textContent),
    ).toEqual(['Binance', 'OKX'])
    const okx = within(list).getByRole('option', { name: 'OKX' })
    // A press counts where the pointer is.
    fireEvent.pointerMove(okx, { pointerType: 'mouse' })
    fireEvent.mouseMove(okx)
    fireEvent.pointerDown(okx, { pointerType: 'mouse' })
    fireEvent.mouseUp(okx)
    fireEvent.click(okx)
    await form.findByLabelText('Passphrase')
    // What was typed was for the other exchange.
    expect(typedIn(form)).toEqual(['', ''])
    expect(form.getByText('Reached at http://127.0.0.1:8091')).toBeDefined()
    for (const label of ['Secret', 'Passphrase'])
      expect(form.getByLabelText(label).getAttribute('type')).toBe('password')
    fillIn(form)
    fireEvent.click(form.getByRole('button', { name: 'Add key' }))
    expect(form.getByRole('alert').textContent).toContain('Paste it here.')
    type(form, 'Passphrase', 'phrase')
    fireEvent.click(form.getByRole('button', { name: 'Add key' }))
    await waitFor(() =>
      expect(engine.askedFor('keys.add')).toMatchObject([
        { venueId: 'OKX', credentials: { password: 'phrase' } },
      ]),
    )
  })

  it.each(['withdraw', 'transfer'] as const)('refuses one that may %s, and forgets it', async (right) => {
    const permissions = { ...report.permissions, [right]: true } as KeyReportView['permissions']
    engine.answer('keys.test', () => ({ ok: true, data: { ...report, permissions } }))
    const form = await openForm()
    fillIn(form)
    fireEvent.click(form.getByRole('button', { name: 'Test' }))
    expect((await form.findByRole('alert')).textContent).toMatch(/^This key may withdraw or transfer/)
    expect(form.getByRole('button', { name: 'Add key' })).toHaveProperty('disabled', true)
    expect(typedIn(form)).toEqual(['', ''])
    type(form, 'API key', 'another')
    expect(form.getByRole('button', { name: 'Add key' })).toHaveProperty('disabled', false)
  })

  it('wants a tick where the exchange does not tell what the key may do', async () => {
    refuse('KEY_UNCHECKED')
    const form = await openForm()
    fillIn(form)
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
    fillIn(form)
    fireEvent.click(form.getByRole('button', { name: 'Add key' }))
    const alert = await form.findByRole('alert')
    expect(alert.textContent).toMatch(/does not accept this key\. Nothing was kept\..*-2015: Invalid API-key/)
    expect(typedIn(form)).toEqual(['', ''])
  })

  it('keeps what was typed while the exchange cannot be reached', async () => {
    refuse('VENUE_UNREACHABLE')
    const form = await openForm()
    fillIn(form)
    fireEvent.click(form.getByRole('button', { name: 'Add key' }))
    await form.findByRole('alert')
    expect(typedIn(form)).toEqual(['AKEY-x7Qf', 'hush'])
  })

  it('leads to connecting an exchange when there is none', async () => {
    const form = await openForm({ venues: [exchange('Kraken', { exchangeId: 'kraken' })] })
    fireEvent.click(form.getByRole('button', { name: 'Connect…' }))
    expect(await screen.findByRole('alertdialog', { name: 'Connect an exchange' })).toBeDefined()
  })
})

describe('the keys that are there', () => {
  it('show no more of themselves than four characters, and what they may do', async () => {
    openKeys({ accounts: every })
    const main = within(await screen.findByRole('listitem', { name: 'Main' }))
    expect(main.getByText('••••x7Qf')).toBeDefined()
    expect(main.getByText('Open')).toBeDefined()
    expect(main.queryByRole('button', { name: 'Try now' })).toBeNull()
    const watch = within(screen.getByRole('listitem', { name: 'Watch only' }))
    expect(watch.getByText(/^Read-only/)).toBeDefined()
    expect(
      within(screen.getByRole('region', { name: 'Status' })).getByText('2 of 9 accounts open'),
    ).toBeDefined()
  })

  it('say why their account is closed and when it is tried again, and try at once when asked', async () => {
    engine.answer('keys.retry', () => ({ ok: true, data: {} }))
    openKeys({ accounts: every })
    const account = within(await screen.findByRole('listitem', { name: 'Account a' }))
    expect(account.getByText(/^The exchange cannot be reached\. Bots of this account wait\.$/)).toBeDefined()
    expect(account.getByText(/ECONNREFUSED/)).toBeDefined()
    expect(account.getByText(/^Tried again in \d+ s$/)).toBeDefined()
    fireEvent.click(account.getByRole('button', { name: 'Try now' }))
    await waitFor(() => expect(engine.askedFor('keys.retry')).toEqual([{ id: 'a' }]))
    const unsupported = within(screen.getByRole('listitem', { name: 'Account f' }))
    expect(unsupported.queryByRole('button', { name: 'Try now' })).toBeNull()
  })

  it('that cannot be read stand in a banner that leads to them', async () => {
    openWindow(engine, '/bots', { venues, accounts: every })
    const banner = (await screen.findByText(/^The keychain cannot be used: 1 account stays closed\./))
      .parentElement
    fireEvent.click(within(banner ?? document.body).getByRole('link', { name: 'Open' }))
    expect(await screen.findByRole('listitem', { name: 'Account e' })).toBeDefined()
  })

  it('are changed for others, which never show', async () => {
    engine.answer('keys.rotate', () => ({ ok: true, data: {} }))
    openKeys({ accounts: every, venues: [exchange('binance'), ...venues] })
    const main = within(await screen.findByRole('listitem', { name: 'Main' }))
    fireEvent.click(main.getByRole('button', { name: 'Rotate…' }))
    const form = await dialog('Rotate the key of Main')
    expect(form.queryByRole('combobox')).toBeNull()
    fillIn(form)
    fireEvent.click(form.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText('The key of Main was changed.')).toBeDefined()
    expect(engine.askedFor('keys.rotate')).toMatchObject([{ id: 'main', credentials: { secret: 'hush' } }])
  })

  it('are removed after a question, which a refusal leaves open', async () => {
    engine.answer('keys.remove', () => ({ ok: false, error: { code: 'ACCOUNT_IN_USE', message: '' } }))
    openKeys({ accounts: every })
    const main = within(await screen.findByRole('listitem', { name: 'Main' }))
    fireEvent.click(main.getByRole('button', { name: 'Remove…' }))
    const question = await dialog('Remove Main?')
    fireEvent.click(question.getByRole('button', { name: 'Remove' }))
    expect(await screen.findByText('Bots, positions or orders still use this account.')).toBeDefined()
    engine.answer('keys.remove', () => ({ ok: true, data: {} }))
    fireEvent.click(question.getByRole('button', { name: 'Remove' }))
    expect(await screen.findByText('Main removed.')).toBeDefined()
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })
})

describe('a keychain that cannot be used', () => {
  it.each([
    ['library-missing', /Install libsecret/],
    ['service-missing', /Install and start one, such as GNOME Keyring/],
    ['locked', /Unlock it/],
  ] as const)('is said plainly when it is %s, with what to do, until it can be', async (problem, words) => {
    engine.answer('keys.keychain', () => ({ ok: true, data: { problem, cause: 'Cannot autolaunch D-Bus' } }))
    openKeys()
    expect(await screen.findByText(words)).toBeDefined()
    expect(screen.getByText(/Paper trading works as ever/)).toBeDefined()
    engine.answer('keys.keychain', () => ({ ok: true, data: { problem: null, cause: '' } }))
    fireEvent.click(screen.getByRole('button', { name: 'Check again' }))
    await waitFor(() => expect(screen.queryByText(words)).toBeNull())
  })
})

describe('the Settings screen', () => {
  it('is reached by the rail and by the popover, and its sections by their names', async () => {
    openWindow(engine, '/', { venues })
    fireEvent.click(await screen.findByRole('link', { name: 'Settings' }))
    fireEvent.click(screen.getByRole('link', { name: 'Bots' }))
    fireEvent.keyDown(document.body, { key: ',', code: 'Comma', ctrlKey: true })
    const sections = within(await screen.findByRole('navigation', { name: 'Sections' }))
    expect(screen.getByRole('combobox', { name: 'Language' })).toBeDefined()
    fireEvent.click(sections.getByRole('link', { name: 'Appearance' }))
    expect(await screen.findByRole('combobox', { name: 'Theme' })).toBeDefined()
    expect(sections.getByRole('link', { name: 'Appearance' }).getAttribute('aria-current')).toBe('page')
    fireEvent.click(sections.getByRole('link', { name: 'Exchanges & keys' }))
    expect(await screen.findByRole('button', { name: 'Add key' })).toBeDefined()
  })

  it('words all of it in Portuguese', async () => {
    openKeys({ language: 'pt-BR', accounts: every })
    expect(await screen.findByRole('region', { name: 'Corretoras e chaves' })).toBeDefined()
    expect(screen.getAllByText('Os bots desta conta esperam.', { exact: false }).length).toBe(6)
  })
})

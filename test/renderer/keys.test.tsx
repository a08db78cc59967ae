import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AccountView } from '../../src-preload/contract/key-views.ts'
import { FakeKeys } from './support/fake-engine/fake-keys.ts'
import { fillInKey, keyDialog, keyEngine, openKeys, typeIn, venues } from './support/key-window.tsx'
import { openWindow } from './support/open-window.tsx'
import { prepareWindow } from './support/prepare-window.ts'
import type { StubEngine } from './support/stub-engine.ts'
import { exchange } from './support/views.ts'

const every: readonly AccountView[] = (() => {
  const keys = new FakeKeys()
  keys.showAll()
  return keys.views()
})()

let engine: StubEngine
beforeEach(() => {
  prepareWindow()
  engine = keyEngine()
})
afterEach(cleanup)

describe('the keys that are there', () => {
  it('show no more of themselves than four characters, and what they may do', async () => {
    openKeys(engine, { accounts: every })
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
    openKeys(engine, { accounts: every })
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
    openKeys(engine, { accounts: every, venues: [exchange('binance'), ...venues] })
    const main = within(await screen.findByRole('listitem', { name: 'Main' }))
    fireEvent.click(main.getByRole('button', { name: 'Rotate…' }))
    const form = await keyDialog('Rotate the key of Main')
    expect(form.queryByRole('combobox')).toBeNull()
    fillInKey(form)
    fireEvent.click(form.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText('The key of Main was changed.')).toBeDefined()
    expect(engine.askedFor('keys.rotate')).toMatchObject([
      { id: 'main', addresses: { restUrl: null, wsUrl: null }, credentials: { secret: 'hush' } },
    ])
  })

  it('keep the account’s own addresses when they are changed, unless those are taken away', async () => {
    engine.answer('keys.rotate', () => ({ ok: true, data: {} }))
    const addresses = { restUrl: 'https://proxy.example', wsUrl: null }
    openKeys(engine, { accounts: every.map((account) => ({ ...account, addresses })), venues })
    const main = within(await screen.findByRole('listitem', { name: 'Main' }))
    expect(main.getByText('Reached at https://proxy.example')).toBeDefined()
    for (const expected of [addresses, { restUrl: null, wsUrl: null }]) {
      fireEvent.click(main.getByRole('button', { name: 'Rotate…' }))
      const form = await keyDialog('Rotate the key of Main')
      typeIn(form, 'REST address', expected.restUrl ?? '')
      fillInKey(form)
      fireEvent.click(form.getByRole('button', { name: 'Save' }))
      await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
      expect(engine.askedFor('keys.rotate').at(-1)).toMatchObject({ addresses: expected })
    }
  })

  it('are removed after a question, which a refusal leaves open', async () => {
    engine.answer('keys.remove', () => ({ ok: false, error: { code: 'ACCOUNT_IN_USE', message: '' } }))
    openKeys(engine, { accounts: every })
    const main = within(await screen.findByRole('listitem', { name: 'Main' }))
    fireEvent.click(main.getByRole('button', { name: 'Remove…' }))
    const question = await keyDialog('Remove Main?')
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
    openKeys(engine)
    expect(await screen.findByText(words)).toBeDefined()
    expect(screen.getByText(/Paper trading works as ever/)).toBeDefined()
    // Nobody types a key only to be told that it cannot be kept.
    expect(screen.getByRole('button', { name: 'Add key' })).toHaveProperty('disabled', true)
    engine.answer('keys.keychain', () => ({ ok: true, data: { problem: null, cause: '' } }))
    fireEvent.click(screen.getByRole('button', { name: 'Check again' }))
    await waitFor(() => expect(screen.queryByText(words)).toBeNull())
    expect(screen.getByRole('button', { name: 'Add key' })).toHaveProperty('disabled', false)
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
    openKeys(engine, { language: 'pt-BR', accounts: every })
    expect(await screen.findByRole('region', { name: 'Corretoras e chaves' })).toBeDefined()
    expect(screen.getAllByText('Os bots desta conta esperam.', { exact: false }).length).toBe(6)
  })
})

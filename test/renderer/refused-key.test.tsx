import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { FakeKeys } from './support/fake-engine/fake-keys.ts'
import { openWindow } from './support/open-window.tsx'
import { prepareWindow } from './support/prepare-window.ts'
import { StubEngine } from './support/stub-engine.ts'
import { exchange } from './support/views.ts'

let engine: StubEngine
beforeEach(() => {
  prepareWindow()
  engine = new StubEngine()
  engine.answer('keys.keychain', () => ({ ok: true, data: { problem: null, cause: '' } }))
  engine.install()
})
afterEach(cleanup)

it.each([
  ['en', 'Key refused', 'Open', 'Rotate…', /^0 of 1 account/],
  ['pt-BR', 'Chave recusada', 'Aberta', 'Trocar…', /^0 de 1 conta/],
] as const)(
  'an account whose key was refused after it was opened is not shown as open, in %s',
  async (language, word, open, way, count) => {
    const keys = new FakeKeys()
    keys.put({ id: 'main', venueId: 'binance', name: 'Main', refusedSince: Date.now() - 60_000 })
    openWindow(engine, '/settings/keys', { language, venues: [exchange('binance')], accounts: keys.views() })
    const account = within(await screen.findByRole('listitem', { name: 'Main' }))
    expect(account.getByText(word)).toBeDefined()
    expect(account.queryByText(open)).toBeNull()
    expect(screen.getByText(count)).toBeDefined()
    const [, inNotice] = account.getAllByRole('button', { name: way })
    if (inNotice === undefined) throw new Error('nothing says what to do')
    fireEvent.click(inNotice)
    expect(await screen.findByRole('alertdialog')).toBeDefined()
  },
)

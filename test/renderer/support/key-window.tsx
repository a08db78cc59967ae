import { fireEvent, screen, within } from '@testing-library/react'
import type { KeyReportView } from '../../../src-preload/contract/key-views.ts'
import type { VenueView } from '../../../src-preload/contract/venue-views.ts'
import { openWindow } from './open-window.tsx'
import { StubEngine } from './stub-engine.ts'
import { exchange } from './views.ts'

export const venues: readonly VenueView[] = [
  exchange('Binance'),
  exchange('OKX', { exchangeId: 'okx', addresses: { restUrl: 'http://127.0.0.1:8091', wsUrl: null } }),
  exchange('Kraken', { exchangeId: 'kraken' }),
]

export const report: KeyReportView = {
  permissions: { read: true, trade: true, withdraw: false, transfer: false, addressLimited: false },
  clockOffsetMs: -1_800,
  balances: [{ asset: 'USDT', total: '2310.55' }],
}

/** Takes every key. */
export const keyEngine = (): StubEngine => {
  const engine = new StubEngine()
  engine.answer('keys.keychain', () => ({ ok: true, data: { problem: null, cause: '' } }))
  engine.answer('keys.test', () => ({ ok: true, data: report }))
  engine.answer('keys.add', () => ({ ok: true, data: { id: 'account-1' } }))
  engine.install()
  return engine
}

export const openKeys = (engine: StubEngine, given: Parameters<typeof openWindow>[2] = {}) =>
  openWindow(engine, '/settings/keys', { venues, ...given })

export const keyDialog = async (name: string | RegExp = 'Add a key') =>
  within(await screen.findByRole('alertdialog', { name }))
type KeyForm = Awaited<ReturnType<typeof keyDialog>>

export const typeIn = (form: KeyForm, label: string, value: string) =>
  fireEvent.change(form.getByLabelText(label), { target: { value } })

export const fillInKey = (form: KeyForm) => {
  typeIn(form, 'API key', 'AKEY-x7Qf')
  typeIn(form, 'Secret', 'hush')
}

import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ReconciliationView } from '../../src-preload/contract/reconciliation-views.ts'
import { resolve } from '../../src-renderer/state/view-store.ts'
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
afterEach(() => {
  cleanup()
  resolve(null)
})

const account = (change: Partial<ReconciliationView> = {}): ReconciliationView => ({
  accountId: 'a1',
  venueId: 'replay',
  mode: 'paper',
  since: 0,
  differences: [{ kind: 'balance', asset: 'USDT', ours: '10000', theirs: '10250.5', missing: '250.5' }],
  foreignFills: [],
  foreignOrders: [],
  foreignHoldings: [],
  dust: [],
  ...change,
})
const open = (path: string, ...accounts: readonly ReconciliationView[]) =>
  openWindow(engine, path, {
    bodies: [
      { kind: 'bots', changed: [bot('b', { venueId: 'replay', symbols: ['BTC/USDT'] })], removed: [] },
      { kind: 'positions', changed: [], removed: [] },
      { kind: 'orders', changed: [], removed: [] },
      { kind: 'balances', balances: [] },
      { kind: 'reconciliation', accounts: [...accounts] },
    ],
  })
const openSheet = async () => {
  fireEvent.click(await screen.findByRole('button', { name: 'Resolve…' }))
  return screen.findByRole('dialog', { name: 'Reconciliation' })
}

describe('a mismatch', () => {
  it('is told in a banner with its account, and not while the books agree', async () => {
    open('/positions', account(), account({ accountId: 'a2', since: null, differences: [] }))
    expect(await screen.findByText(/^Reconciliation needed: .* on account a1/)).toBeDefined()
    expect(screen.queryByText(/on account a2/)).toBeNull()
    engine.send({ kind: 'reconciliation', accounts: [account({ since: null, differences: [] })] })
    await waitFor(() => expect(screen.queryByText(/^Reconciliation needed/)).toBeNull())
  })

  it('shows ours, the exchange’s and the difference, and asks again', async () => {
    open('/positions', account())
    engine.answer('reconciliation.ask', () => ({ ok: true, data: {} }))
    const sheet = await openSheet()
    const table = within(sheet).getByRole('table', { name: 'Differences' })
    const cells = within(table)
      .getAllByRole('cell')
      .map((cell) => cell.textContent)
    expect(cells.slice(0, 4)).toEqual(['USDT', '10,000', '10,250.5', '+250.5'])
    fireEvent.click(within(sheet).getByRole('button', { name: 'Ask again' }))
    await waitFor(() => expect(engine.askedFor('reconciliation.ask')).toEqual([{ accountId: 'a1' }]))
  })

  it('is accepted with a reason only, for the difference that was shown', async () => {
    open('/positions', account())
    engine.answer('reconciliation.accept', () => ({ ok: true, data: {} }))
    const sheet = await openSheet()
    fireEvent.click(within(sheet).getByRole('button', { name: 'Accept…' }))
    const question = await screen.findByRole('alertdialog', { name: 'Accept the exchange’s word on USDT?' })
    const accept = within(question).getByRole('button', { name: 'Accept' })
    expect(accept.hasAttribute('disabled')).toBe(true)
    fireEvent.change(within(question).getByLabelText('Reason'), { target: { value: 'a deposit' } })
    fireEvent.click(accept)
    await waitFor(() =>
      expect(engine.askedFor('reconciliation.accept')).toEqual([
        { accountId: 'a1', asset: 'USDT', missing: '250.5', reason: 'a deposit' },
      ]),
    )
  })

  it('of our own books says what is wrong with which of them, and is accepted with a reason', async () => {
    const breach = {
      kind: 'breach',
      code: 'position-cost',
      symbol: 'BTC/USDT',
      subject: 'position-7',
      booked: '4999',
      counted: '5000.25',
    } as const
    open('/positions', account({ differences: [breach] }))
    engine.answer('reconciliation.acceptBreach', () => ({ ok: true, data: {} }))
    const sheet = await openSheet()
    expect(within(sheet).getByText(/BTC\/USDT: the cost of a position/).textContent).toContain('position-7')
    fireEvent.click(within(sheet).getByRole('button', { name: 'Accept…' }))
    const question = await screen.findByRole('alertdialog', {
      name: 'Accept what the fills of BTC/USDT say?',
    })
    expect(question.textContent).toContain('5,000.25 instead of 4,999')
    const accept = within(question).getByRole('button', { name: 'Accept' })
    expect(accept.hasAttribute('disabled')).toBe(true)
    fireEvent.change(within(question).getByLabelText('Reason'), { target: { value: 'a bad disk' } })
    fireEvent.click(accept)
    const asked = { accountId: 'a1', code: 'position-cost', subject: 'position-7' }
    await waitFor(() =>
      expect(engine.askedFor('reconciliation.acceptBreach')).toEqual([
        { ...asked, counted: '5000.25', reason: 'a bad disk' },
      ]),
    )
  })

  it('of more sold than was held is accepted with a reason, as nothing that is missing', async () => {
    open('/positions', account({ differences: [{ kind: 'oversold', asset: 'BTC', quantity: '0.1' }] }))
    engine.answer('reconciliation.accept', () => ({ ok: true, data: {} }))
    const sheet = await openSheet()
    expect(within(sheet).getByText(/^0\.10000 BTC more were sold than our positions held/)).toBeDefined()
    fireEvent.click(within(sheet).getByRole('button', { name: 'Accept…' }))
    const question = await screen.findByRole('alertdialog', { name: 'Accept the exchange’s word on BTC?' })
    expect(question.textContent).toContain('The exchange took 0.10000 BTC of account a1')
    fireEvent.change(within(question).getByLabelText('Reason'), { target: { value: 'a late stop' } })
    fireEvent.click(within(question).getByRole('button', { name: 'Accept' }))
    await waitFor(() =>
      expect(engine.askedFor('reconciliation.accept')).toEqual([
        { accountId: 'a1', asset: 'BTC', missing: '0', reason: 'a late stop' },
      ]),
    )
  })

  it('is told in Portuguese too', async () => {
    openWindow(engine, '/positions', {
      language: 'pt-BR',
      bodies: [{ kind: 'reconciliation', accounts: [account()] }],
    })
    expect(await screen.findByText(/^Conferência necessária/)).toBeDefined()
  })
})

describe('what others left on an account', () => {
  it('is a group of its own, adopted by a bot that trades it or ignored', async () => {
    const holding = { asset: 'BTC', quantity: '2', ignored: false }
    open('/positions', account({ since: null, differences: [], foreignHoldings: [holding] }))
    engine.answer('foreign.adopt', () => ({ ok: true, data: {} }))
    engine.answer('foreign.ignore', () => ({ ok: true, data: {} }))
    const table = await screen.findByRole('table', { name: 'Foreign holdings' })
    fireEvent.click(within(table).getByRole('button', { name: 'Adopt' }))
    const name = { accountId: 'a1', kind: 'holding', name: 'BTC' }
    await waitFor(() => expect(engine.askedFor('foreign.adopt')).toEqual([{ ...name, botId: 'b' }]))
    fireEvent.click(within(table).getByRole('button', { name: 'Ignore' }))
    await waitFor(() => expect(engine.askedFor('foreign.ignore')).toEqual([{ ...name, ignored: true }]))
  })

  it('of orders cannot be adopted where no bot trades the pair, and an ignored one is shown again', async () => {
    const order = { exchangeOrderId: 'X1', symbol: 'ETH/USDT', side: 'buy', quantity: '1' } as const
    const foreignOrders = [
      { ...order, filled: '0', limitPrice: '90', ignored: false },
      { ...order, exchangeOrderId: 'X2', filled: '0', limitPrice: null, ignored: true },
    ]
    open('/positions/orders', account({ since: null, differences: [], foreignOrders }))
    engine.answer('foreign.ignore', () => ({ ok: true, data: {} }))
    const table = await screen.findByRole('table', { name: 'Foreign orders' })
    expect(within(table).getByText('No bot of this account trades it. A stopped one will do.')).toBeDefined()
    expect(within(table).queryByRole('button', { name: 'Adopt' })).toBeNull()
    fireEvent.click(within(table).getByRole('button', { name: 'Do not ignore' }))
    await waitFor(() =>
      expect(engine.askedFor('foreign.ignore')).toEqual([
        { accountId: 'a1', kind: 'order', name: 'X2', ignored: false },
      ]),
    )
  })

  it('is not shown while there is nothing, and dust stands with the balances', async () => {
    const dust = [{ symbol: 'BTC/USDT', asset: 'BTC', quantity: '0.000007', since: 0 }]
    open('/positions/balances', account({ since: null, differences: [], dust }))
    const table = await screen.findByRole('table', { name: 'Dust' })
    expect(within(table).getByText('0.000007')).toBeDefined()
    expect(screen.queryByRole('table', { name: 'Foreign orders' })).toBeNull()
  })
})

import { fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RequestInput, RequestName } from '../../src-preload/contract/requests.ts'
import type { Language } from '../../src-preload/contract/values.ts'
import type { SeriesCoverage } from '../../src-preload/contract/venue-views.ts'
import { closeWindow, openWindow, pass } from './support/open-window.tsx'
import { prepareWindow } from './support/prepare-window.ts'
import { StubEngine } from './support/stub-engine.ts'
import { exchange } from './support/views.ts'

const start = Date.UTC(2026, 10, 22, 14, 2, 30)
const minute = 60_000
const series = (change: Partial<SeriesCoverage> = {}): SeriesCoverage => ({
  symbol: 'BTC/USDT',
  timeframe: '1m',
  ready: true,
  from: Date.UTC(2026, 10, 22, 4),
  until: Date.UTC(2026, 10, 22, 14, 1),
  stream: 480,
  backfilled: 1200,
  synthetic: 3,
  holes: 2,
  corrections: 1,
  checked: 470,
  differed: 2,
  ...change,
})

let engine: StubEngine
let visibility: DocumentVisibilityState
beforeEach(() => {
  vi.useFakeTimers({ now: start })
  prepareWindow()
  visibility = 'visible'
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
  engine = new StubEngine()
  engine.install()
})
afterEach(async () => {
  await closeWindow()
  vi.restoreAllMocks()
})

const answer = (...all: SeriesCoverage[]) =>
  engine.answer('venues.coverage', () => ({ ok: true, data: { series: all } }))
const refuse = () =>
  engine.answer('venues.coverage', () => ({ ok: false, error: { code: 'NOT_FOUND', message: '' } }))
const asked = () => engine.askedFor('venues.coverage').length

const opened = async (language: Language = 'en', path = '/markets/coverage') => {
  openWindow(engine, path, { venues: [exchange('Binance'), exchange('OKX')], language })
  await pass(100)
}
const cells = (name: RegExp) =>
  within(within(screen.getByRole('table', { name: 'Data coverage' })).getByRole('row', { name }))
    .getAllByRole('cell')
    .map((cell) => cell.textContent)

describe('data coverage', () => {
  it('names what is held of each series, by pair and then by length of its candles', async () => {
    answer(
      series({ symbol: 'ETH/USDT' }),
      series({ timeframe: '1h', ready: false, from: null, until: null }),
      series(),
    )
    await opened()
    const rows = screen.getAllByRole('row').slice(1)
    expect(rows.map((row) => row.textContent?.slice(0, 10))).toEqual([
      'BTC/USDT1m',
      'BTC/USDT1h',
      'ETH/USDT1m',
    ])
    expect(cells(/^BTC\/USDT 1m/)).toEqual([
      'BTC/USDT',
      '1m',
      'Complete',
      '22 Nov 2026 04:00',
      '22 Nov 2026 14:01',
      '480',
      '1,200',
      '3',
      '2',
      '1',
      '2 / 470',
    ])
    expect(cells(/^BTC\/USDT 1h/).slice(2, 5)).toEqual(['Loading', '–', '–'])
    expect(screen.getByText(/^3 series · 1 not complete · asked 0 s ago$/)).toBeDefined()
  })

  it('does not call a series complete whose newest candles are missing', async () => {
    answer(series({ until: Date.UTC(2026, 10, 22, 13, 40) }))
    await opened()
    expect(cells(/^BTC/)[2]).toBe('Behind by 21 min')
    answer(series({ until: start - (start % minute) - minute }))
    await pass(5000)
    expect(cells(/^BTC/)[2]).toBe('Complete')
  })

  it('is asked for every five seconds while it is in sight, and not otherwise', async () => {
    answer(series())
    await opened()
    expect(engine.askedFor('venues.coverage')).toEqual([{ id: 'Binance' }])
    await pass(10_000)
    expect(asked()).toBe(3)
    visibility = 'hidden'
    document.dispatchEvent(new Event('visibilitychange'))
    await pass(30_000)
    expect(asked()).toBe(3)
    visibility = 'visible'
    document.dispatchEvent(new Event('visibilitychange'))
    await pass(100)
    expect(asked()).toBe(4)
    fireEvent.click(screen.getByRole('tab', { name: 'Watchlist' }))
    await pass(30_000)
    expect(asked()).toBe(4)
  })

  it('is reached from its exchange, and then about that one', async () => {
    answer()
    await opened('en', '/markets/exchanges')
    expect(asked()).toBe(0)
    fireEvent.click(screen.getByRole('button', { name: 'Data coverage of OKX' }))
    await pass(100)
    expect(engine.askedFor('venues.coverage')).toEqual([{ id: 'OKX' }])
    expect(screen.getByText(/^No candles are held of OKX\./)).toBeDefined()
  })

  it('says what failed, asks again when told to, and goes on by itself', async () => {
    refuse()
    await opened()
    expect(screen.getByRole('alert').textContent).toContain('The coverage of Binance could not be had.')
    answer(series())
    fireEvent.click(screen.getByRole('button', { name: 'Retry' }))
    await pass(100)
    expect(cells(/^BTC/)[2]).toBe('Complete')
  })

  it('keeps what it knows when a later answer fails, and says how old that is', async () => {
    answer(series())
    await opened()
    refuse()
    await pass(10_000)
    expect(screen.queryByText(/No new answer/)).toBeNull()
    await pass(10_000)
    expect(screen.getByText(/^No new answer: what is shown was told 20 s ago\./)).toBeDefined()
    expect(screen.getByRole('table', { name: 'Data coverage' })).toBeDefined()
  })

  it('waits for the first answer without an empty table', async () => {
    const { ask } = window.auronex
    const silent = <N extends RequestName>(name: N, input: RequestInput<N>) =>
      name === 'venues.coverage' ? new Promise<never>(() => {}) : ask(name, input)
    Object.assign(window, { auronex: { ...window.auronex, ask: silent } })
    await opened()
    await pass(1000)
    expect(screen.getAllByRole('status').some((each) => each.textContent?.includes('Loading'))).toBe(true)
    expect(screen.queryByRole('table')).toBeNull()
  })

  it('is worded in Portuguese', async () => {
    answer(series({ until: Date.UTC(2026, 10, 22, 13, 40) }))
    await opened('pt-BR')
    expect(cells(/^BTC/)[2]).toBe('Atrasada 21 min')
    expect(screen.getByText(/^1 série · 1 não completa ·/)).toBeDefined()
  })
})

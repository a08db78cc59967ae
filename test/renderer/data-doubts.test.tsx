import { screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Language } from '../../src-preload/contract/values.ts'
import type { BotView } from '../../src-preload/contract/views.ts'
import { closeWindow, openWindow, pass } from './support/open-window.tsx'
import { prepareWindow } from './support/prepare-window.ts'
import { StubEngine } from './support/stub-engine.ts'
import { bot, exchange, position } from './support/views.ts'

const start = Date.UTC(2026, 10, 22, 14, 2, 11)
const stale = (symbol: string, since: number | null = start) => ({ symbol, doubt: 'stale' as const, since })
const halted = (symbol: string) => ({ symbol, doubt: 'halted' as const, since: start - 300_000 })

let engine: StubEngine
beforeEach(() => {
  vi.useFakeTimers({ now: start })
  prepareWindow()
  engine = new StubEngine()
  engine.install()
})
afterEach(closeWindow)

const tell = (change: Partial<BotView>) =>
  engine.send({ kind: 'bots', changed: [bot('Trend', { venueId: 'Binance', ...change })], removed: [] })

const opened = async (path: string, change: Partial<BotView>, language: Language = 'en') => {
  const venue = exchange('Binance', {
    pairsNotLive: [{ symbol: 'BTC/USDT', state: 'stale', since: start }],
  })
  openWindow(engine, path, {
    venues: [venue],
    language,
    bodies: [
      { kind: 'bots', changed: [bot('Trend', { venueId: 'Binance', ...change })], removed: [] },
      { kind: 'positions', changed: [], removed: [] },
      { kind: 'fills', added: [] },
    ],
  })
  await pass(100)
}
const row = () => within(screen.getByRole('row', { name: /^Trend/ }))

describe('a bot in the list', () => {
  it('says which pair it waits for, and for how long', async () => {
    await opened('/bots', { dataDoubts: [stale('BTC/USDT')] })
    await pass(42_000)
    expect(row().getByText('Running')).toBeDefined()
    const words = row().getByText('Waiting for market data: BTC/USDT, 42 s')
    expect(words.parentElement?.querySelector('svg')).not.toBeNull()
    expect(screen.getByText('1 bot · 1 running · 1 needs attention')).toBeDefined()
    await pass(1000)
    expect(row().getByText(/, 43 s$/)).toBeDefined()
    tell({ dataDoubts: [] })
    await pass(100)
    expect(row().queryByText(/Waiting/)).toBeNull()
  })

  it('says nothing of a reconnect of two seconds, and does of one of three', async () => {
    await opened('/bots', { dataDoubts: [stale('BTC/USDT')] })
    await pass(1900)
    expect(row().queryByText(/Waiting/)).toBeNull()
    expect(screen.queryByText(/needs attention/)).toBeNull()
    await pass(1100)
    expect(row().getByText('Waiting for market data: BTC/USDT, 3 s')).toBeDefined()
  })

  it('names the pair that waits longest, counts the others, and keeps other reasons apart', async () => {
    const dataDoubts = [stale('ETH/USDT', start - 60_000), stale('BTC/USDT'), halted('ADA/USDT')]
    await opened('/bots', { symbols: ['BTC/USDT', 'ETH/USDT', 'ADA/USDT'], dataDoubts })
    await pass(9000)
    const words = row().getByText(
      'Waiting for market data: ETH/USDT +1, 1 min · Halted by the exchange: ADA/USDT, 5 min',
    )
    expect(words.parentElement?.title).toContain('ETH/USDT, BTC/USDT')
  })

  it('says that candles are missing while prices come', async () => {
    const dataDoubts = [{ symbol: 'BTC/USDT', doubt: 'filling' as const, since: start - 5_000 }]
    await opened('/bots', { dataDoubts }, 'pt-BR')
    expect(row().getByText(/^Buscando candles que faltam: BTC\/USDT, /)).toBeDefined()
  })

  it('shows no clock where nobody knows since when', async () => {
    await opened('/bots', { dataDoubts: [stale('BTC/USDT', null)], stateSince: start })
    expect(row().queryByText(/Waiting/)).toBeNull()
    await pass(4000)
    expect(row().getByText('Waiting for market data: BTC/USDT')).toBeDefined()
  })

  it.each([
    ['warming-up', 'Warming up'],
    ['entries-paused', 'Entries paused'],
  ] as const)('that is %s is still told apart from one that only waits', async (state, word) => {
    await opened('/bots', { state, warmUp: { have: 3, need: 40 }, dataDoubts: [stale('BTC/USDT')] })
    await pass(9000)
    expect(row().getByText(word)).toBeDefined()
    expect(row().getByText(/^Waiting for market data/)).toBeDefined()
    tell({ state, warmUp: { have: 3, need: 40 }, dataDoubts: [] })
    await pass(100)
    expect(row().getByText(word)).toBeDefined()
    expect(row().queryByText(/Waiting/)).toBeNull()
  })
})

describe('a bot’s page', () => {
  it('says what follows from each doubt, and that nothing is evaluated', async () => {
    await opened('/bots/Trend', {
      dataDoubts: [stale('BTC/USDT')],
      nextEvaluationAt: start + 60_000,
      openPositions: 1,
      unrealizedPnl: '12.5',
    })
    engine.send({
      kind: 'positions',
      changed: [position('p', { botId: 'Trend', venueId: 'Binance' })],
      removed: [],
    })
    await pass(42_000)
    expect(screen.getByText('Waiting for market data: BTC/USDT, 42 s.')).toBeDefined()
    expect(screen.getByText(/No entries meanwhile/)).toBeDefined()
    expect(screen.getByText('No evaluation until there are market data again.')).toBeDefined()
    expect(screen.getByText('+12.50').closest('.text-faint')).not.toBeNull()
    tell({ dataDoubts: [], nextEvaluationAt: start + 60_000 })
    await pass(100)
    expect(screen.queryByText(/^Waiting for market data/)).toBeNull()
    expect(screen.queryByText(/^No evaluation/)).toBeNull()
  })

  it('still counts down while one of its pairs can be traded', async () => {
    await opened('/bots/Trend', {
      symbols: ['BTC/USDT', 'ETH/USDT'],
      dataDoubts: [stale('BTC/USDT')],
      nextEvaluationAt: start + 60_000,
    })
    await pass(9000)
    expect(screen.getByText(/^Waiting for market data: BTC\/USDT/)).toBeDefined()
    expect(screen.queryByText(/^No evaluation/)).toBeNull()
  })

  it('is worded in Portuguese', async () => {
    await opened('/bots/Trend', { dataDoubts: [stale('BTC/USDT')] }, 'pt-BR')
    await pass(42_000)
    expect(screen.getByText('Aguardando dados: BTC/USDT, 42 s.')).toBeDefined()
  })
})

describe('the overview', () => {
  it('counts the bots that wait and does not call the feeds fresh', async () => {
    await opened('/overview', { dataDoubts: [stale('BTC/USDT')] })
    expect(screen.getByText(/^Feeds fresh/)).toBeDefined()
    await pass(42_000)
    const attention = within(screen.getByRole('region', { name: 'Attention' }))
    expect(attention.getByText('1 bot cannot trade on its data')).toBeDefined()
    expect(screen.queryByText(/^Feeds fresh/)).toBeNull()
    const strip = within(screen.getByRole('region', { name: 'Bots by need of attention' }))
    expect(strip.getByText('Waiting for market data, 42 s')).toBeDefined()
  })
})

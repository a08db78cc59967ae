import { fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FeedBody } from '../../src-preload/contract/feed.ts'
import { usualNotifications } from '../../src-preload/contract/notification-settings.ts'
import type { PairTrouble, VenueView } from '../../src-preload/contract/venue-views.ts'
import { closeWindow, openWindow, pass } from './support/open-window.tsx'
import { prepareWindow } from './support/prepare-window.ts'
import { StubEngine } from './support/stub-engine.ts'
import { engineView, exchange, position } from './support/views.ts'

const start = Date.UTC(2026, 10, 22, 14, 2, 11)
const binance = exchange('Binance', { lastTickAt: start })
const watchlist = [{ venueId: 'Binance', symbol: 'ETH/USDT' }]
const quotes: FeedBody = {
  kind: 'quotes',
  venueId: 'Binance',
  quotes: [{ symbol: 'ETH/USDT', last: '3120.5', time: start - 1500 }],
}

let engine: StubEngine
const tell = (venue: VenueView) => engine.send({ kind: 'engine', engine: engineView({ venues: [venue] }) })
const trouble = (state: PairTrouble['state'], since = start): VenueView => ({
  ...binance,
  pairsNotLive: [{ symbol: 'ETH/USDT', state, since }],
})

beforeEach(() => {
  vi.useFakeTimers({ now: start })
  prepareWindow()
  engine = new StubEngine()
  engine.install()
})
afterEach(closeWindow)

const price = (table: HTMLElement) => within(table).queryByText('3,120.50')
const isDimmed = (element: HTMLElement | null) => element?.closest('.text-faint') !== null

describe('a watched pair', () => {
  const row = async () => {
    openWindow(engine, '/markets', { venues: [binance], watchlist, bodies: [quotes] })
    await pass(100)
    return screen.getByRole('table', { name: 'Watchlist' })
  }

  it('that is live shows the age of its last trade and nothing more', async () => {
    const table = await row()
    expect(within(table).getByText('1 s ago')).toBeDefined()
    expect(isDimmed(price(table))).toBe(false)
    await pass(5000)
    expect(within(table).getByText('6 s ago')).toBeDefined()
  })

  it('that is quiet is calm: its price stands, and its clock stands still', async () => {
    const table = await row()
    tell(trouble('quiet', start + 20_000))
    await pass(60_000)
    const words = within(table).getByText('no trades since 14:02')
    expect(words.parentElement?.className).not.toContain('text-warning')
    expect(isDimmed(price(table))).toBe(false)
  })

  it('that is stale is a warning with a running clock, and its price is dimmed', async () => {
    const table = await row()
    tell(trouble('stale'))
    await pass(42_000)
    const words = within(table).getByText('no data since 14:02 · 42 s')
    expect(words.parentElement?.className).toContain('text-warning')
    expect(words.parentElement?.querySelector('svg')).not.toBeNull()
    expect(isDimmed(price(table))).toBe(true)
    await pass(1000)
    expect(within(table).getByText('no data since 14:02 · 43 s')).toBeDefined()
    tell(binance)
    await pass(100)
    expect(within(table).queryByText(/no data/)).toBeNull()
    expect(isDimmed(price(table))).toBe(false)
  })

  it('raises no alarm over a reconnect of two seconds, and does over one of three', async () => {
    const table = await row()
    tell({ ...trouble('stale'), state: 'down' })
    await pass(1900)
    expect(price(table)).not.toBeNull()
    expect(within(table).queryByText(/no connection/)).toBeNull()
    expect(screen.queryByText(/Bots cannot see the market/)).toBeNull()
    await pass(1100)
    expect(within(table).getByText('no connection since 14:02 · 3 s')).toBeDefined()
    expect(price(table)).toBeNull()
    expect(screen.getByText(/Bots cannot see the market/)).toBeDefined()
  })

  it.each([
    ['waiting', 'waiting for data', 'aguardando dados'],
    ['halted', 'halted since 14:02 · 9 s', 'suspenso desde 14:02 · 9 s'],
    ['delisted', 'no longer listed', 'fora da lista'],
    ['quiet', 'no trades since 14:02', 'sem negócios desde 14:02'],
    ['stale', 'no data since 14:02 · 9 s', 'sem dados desde 14:02 · 9 s'],
  ] as const)('that is %s says so in both languages', async (state, en, pt) => {
    const table = await row()
    tell(trouble(state))
    await pass(9000)
    expect(within(table).getByText(en)).toBeDefined()
    engine.send({
      kind: 'settings',
      settings: {
        language: 'pt-BR',
        theme: 'light',
        checklistDismissed: true,
        closeBehaviour: 'tray',
        notifications: usualNotifications,
        killPaperToo: false,
        watchlist,
      },
    })
    await pass(0)
    expect(within(table).getByText(pt)).toBeDefined()
  })

  it('keeps the words of the pair where its exchange has halted it and is down besides', async () => {
    const table = await row()
    tell({ ...trouble('halted'), state: 'down' })
    await pass(9000)
    expect(within(table).getByText(/^halted since/)).toBeDefined()
  })

  it('tells its state with the price on the chart, too', async () => {
    await row()
    tell(trouble('stale'))
    await pass(42_000)
    const chart = screen.getByRole('region', { name: 'Chart of ETH/USDT' })
    expect(within(chart).getByText('no data for 42 s')).toBeDefined()
  })
})

describe('a position', () => {
  const held: FeedBody = {
    kind: 'positions',
    changed: [position('p', { venueId: 'Binance', symbol: 'ETH/USDT', markPrice: '3120.5' })],
    removed: [],
  }
  const table = async () => {
    openWindow(engine, '/positions', { venues: [trouble('stale')], bodies: [held] })
    await pass(42_000)
    return screen.getByRole('table', { name: 'Open positions' })
  }

  it('of a pair without data says so, with its price and result dimmed', async () => {
    const positions = await table()
    expect(within(positions).getByText('no data for 42 s')).toBeDefined()
    expect(isDimmed(price(positions))).toBe(true)
    tell(binance)
    await pass(100)
    expect(within(positions).queryByText(/no data/)).toBeNull()
    expect(isDimmed(price(positions))).toBe(false)
  })

  it('is not closed without a warning that the price shown is old', async () => {
    const positions = await table()
    fireEvent.click(within(positions).getByRole('button', { name: 'Close…' }))
    await pass(100)
    const question = within(screen.getByRole('alertdialog'))
    expect(question.getByText(/ETH\/USDT: no data since 14:02 UTC\. .* old/)).toBeDefined()
    tell(trouble('halted'))
    await pass(100)
    expect(question.getByText(/An order may be refused/)).toBeDefined()
    tell(binance)
    await pass(100)
    expect(question.queryByText(/ETH\/USDT: /)).toBeNull()
  })
})

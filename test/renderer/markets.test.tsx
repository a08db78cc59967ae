import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MarketView } from '../../src-preload/contract/bot-settings.ts'
import type { FeedBody } from '../../src-preload/contract/feed.ts'
import { askToDisconnect } from '../../src-renderer/state/view-store.ts'
import { botForm } from './support/fake-engine/form.ts'
import { openWindow } from './support/open-window.tsx'
import { prepareWindow } from './support/prepare-window.ts'
import { StubEngine } from './support/stub-engine.ts'
import { bot, exchange } from './support/views.ts'

let engine: StubEngine

const market = (venueId: string, symbol: string): MarketView => ({
  ...(botForm.markets[0] as MarketView),
  venueId,
  venueName: venueId,
  symbol,
  base: symbol.split('/')[0] ?? '',
  quote: symbol.split('/')[1] ?? '',
})
const many = Array.from({ length: 3000 }, (_, index) => market('Bybit', `C${index}/USDT`))

const opened = (path: string, given: Parameters<typeof openWindow>[2]) => openWindow(engine, path, given)

beforeEach(() => {
  prepareWindow()
  engine = new StubEngine()
  engine.install()
  const markets = [...many, market('Binance', 'BTC/USDT'), market('Bybit', 'BTC/USDT')]
  engine.answer('bots.form', () => ({ ok: true, data: { ...botForm, markets } }))
})
afterEach(() => {
  askToDisconnect(null)
  cleanup()
})

describe('watchlist', () => {
  const binance = exchange('Binance')
  const watchlist = [{ venueId: 'Binance', symbol: 'ETH/USDT' }]

  it('adds a pair found among thousands', async () => {
    engine.answer('settings.update', () => ({ ok: false, error: { code: 'INTERNAL', message: '' } }))
    opened('/markets', { venues: [binance], watchlist })
    const field = await screen.findByRole('combobox', { name: 'Add pair' })
    fireEvent.change(field, { target: { value: 'c1' } })
    expect(await screen.findByText(/^50 of 1,\d+ matches shown/)).toBeDefined()
    expect(screen.getAllByRole('option')).toHaveLength(50)
    fireEvent.change(field, { target: { value: 'btcusdt' } })
    fireEvent.keyDown(field, { key: 'ArrowDown' })
    fireEvent.keyDown(field, { key: 'Enter' })
    await waitFor(() =>
      expect(engine.askedFor('settings.update')).toEqual([
        { watchlist: [...watchlist, { venueId: 'Bybit', symbol: 'BTC/USDT' }] },
      ]),
    )
  })

  it('removes a pair', async () => {
    engine.answer('settings.update', () => ({ ok: false, error: { code: 'INTERNAL', message: '' } }))
    opened('/markets', { venues: [binance], watchlist })
    fireEvent.click(await screen.findByRole('button', { name: 'Remove ETH/USDT of Binance' }))
    await waitFor(() => expect(engine.askedFor('settings.update')).toEqual([{ watchlist: [] }]))
  })

  it('asks for the quotes of its pairs only', async () => {
    opened('/markets', { venues: [binance, exchange('OKX')], watchlist })
    const wanted = { topic: 'quotes', venueId: 'Binance', symbols: ['ETH/USDT'] }
    await waitFor(() => {
      const { topics } = engine.askedFor('watch').at(-1) as { topics: { topic: string }[] }
      expect(topics.filter((topic) => topic.topic === 'quotes')).toEqual([wanted])
    })
  })

  it('opens the wizard for the pair, on its exchange', async () => {
    opened('/markets', {
      venues: [binance],
      watchlist: [{ venueId: 'Bybit', symbol: 'BTC/USDT' }, ...watchlist],
    })
    fireEvent.click(await screen.findByRole('button', { name: 'ETH/USDT' }))
    fireEvent.click(screen.getByRole('button', { name: 'Create bot for this pair' }))
    await waitFor(() => expect(window.location.hash).toBe('#/bots/new?venue=Binance&symbol=ETH%2FUSDT'))
  })
})

describe('exchanges', () => {
  it('show that the exchange asked to wait, and until when', async () => {
    const okx = exchange('OKX')
    const until = Date.now() + 90_000
    const health = okx.health === null ? null : { ...okx.health, pausedUntil: until, weightUsed: 95 }
    opened('/markets/exchanges', { venues: [exchange('Binance'), { ...okx, health }] })
    const card = within(await screen.findByRole('region', { name: 'OKX' }))
    const clock = new Date(until).toISOString().slice(11, 19)
    expect(card.getByText(new RegExp(`nothing is sent before ${clock} UTC, 1 min from now`))).toBeDefined()
    expect(card.getByText('95 of 100')).toBeDefined()
    const other = within(screen.getByRole('region', { name: 'Binance' }))
    expect(other.queryByText(/nothing is sent/)).toBeNull()
  })

  it('are disconnected only after a question that names the bots in the way', async () => {
    engine.answer('venues.disconnect', () => ({ ok: true, data: {} }))
    const bodies: FeedBody[] = [
      { kind: 'bots', changed: [bot('Trend', { venueId: 'Binance' }), bot('Swing')], removed: [] },
    ]
    opened('/markets/exchanges', { venues: [exchange('Binance')], bodies })
    fireEvent.click(await screen.findByRole('button', { name: 'Disconnect Binance…' }))
    const question = within(await screen.findByRole('alertdialog', { name: 'Disconnect Binance?' }))
    expect(question.getByText(/1 bot is on it: Trend\./)).toBeDefined()
    expect(engine.askedFor('venues.disconnect')).toEqual([])
    fireEvent.click(question.getByRole('button', { name: 'Disconnect' }))
    await waitFor(() => expect(engine.askedFor('venues.disconnect')).toEqual([{ id: 'Binance' }]))
  })

  it('stand in the status bar, the worst first', async () => {
    opened('/bots', { venues: [exchange('Binance'), exchange('OKX', { state: 'down', lastTickAt: null })] })
    const status = await screen.findByRole('region', { name: 'Status' })
    expect(status.textContent).toContain('OKX down · no tick yet· Binance')
    expect(status.textContent).not.toContain('Nothing leaves this computer')
  })
})

describe('the wizard', () => {
  it('finds a pair of the chosen exchange and keeps the ones that are chosen', async () => {
    opened('/bots/new?venue=Bybit&symbol=BTC%2FUSDT', { venues: [exchange('Bybit'), exchange('Binance')] })
    fireEvent.click(await screen.findByRole('button', { name: 'Next' }))
    const table = within(screen.getByRole('table', { name: 'Pairs' }))
    expect(table.getByRole('checkbox', { name: 'BTC/USDT' })).toHaveProperty('checked', true)
    expect(screen.getByText(/^50 of 3,001 pairs shown/)).toBeDefined()
    fireEvent.change(screen.getByRole('searchbox', { name: 'Pairs' }), { target: { value: 'c2999' } })
    expect(table.getAllByRole('checkbox')).toHaveLength(2)
    fireEvent.click(table.getByRole('checkbox', { name: 'C2999/USDT' }))
    for (let step = 0; step < 2; step += 1) fireEvent.click(screen.getByRole('button', { name: 'Next' }))
    const market = within(screen.getByRole('main'))
    expect(market.getByText('Bybit')).toBeDefined()
    expect(market.getByText('BTC/USDT, C2999/USDT')).toBeDefined()
  })
})

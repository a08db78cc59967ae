import { cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JournalView } from '../../src-preload/contract/views.ts'
import { dataEvents } from './support/fake-engine/fake-trouble.ts'
import { openWindow } from './support/open-window.tsx'
import { prepareWindow } from './support/prepare-window.ts'
import { StubEngine } from './support/stub-engine.ts'

const entry = (id: number, event: string, facts: JournalView['facts']): JournalView => {
  const nobody = { botId: null, botName: null, orderId: null }
  return { id, event, facts, actor: 'engine', ...nobody, marketTime: null, seenAt: id * 1000 }
}

let engine: StubEngine
beforeEach(() => {
  prepareWindow()
  engine = new StubEngine()
  engine.install()
  const entries = [...dataEvents, ['settings.updated', { watchlist: 3 }] as const].map(([event, facts], id) =>
    entry(id, event, facts),
  )
  engine.answer('history.journal', () => ({ ok: true, data: { entries, total: entries.length } }))
})
afterEach(cleanup)

const sentences = {
  en: {
    'Market data stale': 'Binance: no fresh prices for ETH/USDT (pairs affected: 3). Entries there wait.',
    'Candle corrected': 'Binance corrected ADA/USDT 1m: close 0.45213 → 0.45208, volume 1,520.5 → 1,524.25.',
    'Pair halted': 'Binance halted ADA/USDT. No entries until it trades again.',
    'Pair delisted': 'Binance no longer lists DOGE/USDT. No entries any more.',
    'Clocks differ': 'The clock of Bybit differs from this computer’s by −2.4 s.',
    'Market data fresh again': 'Binance: the prices of all pairs in use are fresh again.',
  },
  'pt-BR': {
    'Dados desatualizados':
      'Binance: sem preços atuais de ETH/USDT (pares afetados: 3). As entradas aguardam.',
    'Candle corrigido':
      'Binance corrigiu ADA/USDT 1m: fechamento 0,45213 → 0,45208, volume 1.520,5 → 1.524,25.',
    'Par suspenso': 'Binance suspendeu ADA/USDT. Sem entradas até voltar a negociar.',
    'Par retirado': 'Binance não lista mais DOGE/USDT. Não haverá mais entradas.',
    'Relógios divergentes': 'O relógio de Bybit difere do deste computador em −2,4 s.',
    'Dados em dia de novo': 'Binance: os preços de todos os pares em uso estão em dia de novo.',
  },
} as const

describe('the journal', () => {
  it.each(['en', 'pt-BR'] as const)(
    'says in sentences what happened to market data: %s',
    async (language) => {
      openWindow(engine, '/history/journal', { language })
      const table = await screen.findByRole('table', { name: 'Journal' })
      const told = [...table.querySelectorAll('tbody tr')].map((row) =>
        [3, 6].map((cell) => row.children[cell]?.textContent),
      )
      expect(told.slice(0, -1)).toEqual(Object.entries(sentences[language]))
    },
  )

  it.each([
    ['en', 'BTC/USDT: a trade at 47,849.50 reached the stop at 47,850.12. Selling at market.'],
    ['pt-BR', 'BTC/USDT: um negócio a 47.849,50 alcançou o stop em 47.850,12. Vendendo a mercado.'],
  ] as const)('says which exit price was reached by what: %s', async (language, told) => {
    const touched = { id: 'p', symbol: 'BTC/USDT', touched: 'stop', price: 47_849.5, level: 47_850.123457 }
    const entries = [entry(1, 'position.stop-touched', touched)]
    engine.answer('history.journal', () => ({ ok: true, data: { entries, total: 1 } }))
    openWindow(engine, '/history/journal', { language })
    expect(await screen.findByText(told)).toBeDefined()
  })

  it.each([
    [
      'en',
      'BTC/USDT · Buy · amount 0.174 · stop order · keeps the stop at the exchange · trigger price 48,444.86',
    ],
    [
      'pt-BR',
      'BTC/USDT · Compra · quantidade 0,174 · ordem stop · mantém o stop na corretora · preço de disparo 48.444,86',
    ],
  ] as const)('names the facts of an order in the user’s words: %s', async (language, told) => {
    const facts = {
      ...{ symbol: 'BTC/USDT', side: 'buy', quantity: '0.174', type: 'stop-market' },
      ...{ reason: 'order.protects', trigger: '48444.86' },
    }
    const entries = [entry(1, 'order.submitting', facts)]
    engine.answer('history.journal', () => ({ ok: true, data: { entries, total: 1 } }))
    openWindow(engine, '/history/journal', { language })
    expect(await screen.findByText(told)).toBeDefined()
  })

  it('shows the facts of an event that is not known as they were written down', async () => {
    openWindow(engine, '/history/journal', {})
    expect(await screen.findByText('watchlist 3')).toBeDefined()
  })
})

describe('one order', () => {
  it('is followed from its row in the journal, and back to all', async () => {
    const asked: (string | undefined)[] = []
    const rows = (['order.decided', 'order.fill'] as const).map((event, id) => ({
      ...entry(id, event, { symbol: 'BTC/USDT' }),
      orderId: 'o1',
    }))
    engine.answer('history.journal', ({ orderId }) => {
      asked.push(orderId)
      return { ok: true, data: { entries: rows, total: rows.length } }
    })
    openWindow(engine, '/history/journal', {})
    const [link] = await screen.findAllByRole('link', { name: 'o1' })
    link?.click()
    await screen.findByText('Order o1, from its decision on')
    expect(asked.at(-1)).toBe('o1')
    expect(await screen.findByText('Decided')).toBeDefined()
    screen.getByRole('link', { name: 'Show the whole journal' }).click()
    await waitFor(() => expect(screen.queryByText('Order o1, from its decision on')).toBeNull())
    await waitFor(() => expect(asked.at(-1)).toBeUndefined())
  })
})

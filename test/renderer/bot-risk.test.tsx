import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LimitUse } from '../../src-preload/contract/risk-views.ts'
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
afterEach(cleanup)

describe('a bot’s limits', () => {
  const uses: LimitUse[] = [
    { key: 'dailyLoss', about: null, used: '160', limit: '200', unit: 'money', currency: 'USDT' },
    { key: 'lossPerTrade', about: 'BTC/USDT', used: '50', limit: '100', unit: 'money', currency: 'USDT' },
    { key: 'coolDownSeconds', about: null, used: '90', limit: '120', unit: 'seconds', currency: null },
  ]
  it.each([
    ['en', 'Limits', ['Loss per day', 'Halts entries', '160.00 USDT', '200.00 USDT']],
    ['pt-BR', 'Limites', ['Perda por dia', 'Suspende entradas', '160,00 USDT', '200,00 USDT']],
  ] as const)('have a meter each, and say when looser ones hold, in %s', async (language, name, row) => {
    openWindow(engine, '/bots/b1/limits', {
      language,
      bodies: [
        { kind: 'bots', changed: [bot('b1')], removed: [] },
        { kind: 'botLimits', botId: 'b1', uses, loosensAt: Date.UTC(2026, 0, 2, 3, 14, 5) },
      ],
    })
    const table = within(await screen.findByRole('table', { name }))
    const cells = table.getAllByRole('cell').map((cell) => cell.textContent)
    expect(cells.slice(0, 4)).toEqual(row)
    expect(cells[5]).toMatch(/ · BTC\/USDT$/)
    const values = table.getAllByRole('meter').map((meter) => meter.getAttribute('aria-valuenow'))
    expect(values).toEqual(['80', '50', '75'])
    expect(screen.getByText(/03:14:05/)).toBeDefined()
  })
})

describe('a bot’s page', () => {
  it.each([
    ['en', 'Halted', 'Open'],
    ['pt-BR', 'Bloqueado', 'Abrir'],
  ] as const)('says what halts it, with the way to settle it, in %s', async (language, word, way) => {
    const halted = bot('b1', { state: 'halted', stateReason: { code: 'decision.reconciliation-needed' } })
    openWindow(engine, '/bots/b1', {
      language,
      bodies: [{ kind: 'bots', changed: [{ ...halted, stateSince: null }], removed: [] }],
    })
    const main = within(await screen.findByRole('main'))
    expect(main.getByText(word)).toBeDefined()
    expect(main.getByRole('link', { name: way }).getAttribute('href')).toBe('#/positions')
  })
})

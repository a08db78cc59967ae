import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PositionView } from '../../src-preload/contract/position-view.ts'
import type { TradeView } from '../../src-preload/contract/views.ts'
import { openWindow } from './support/open-window.tsx'
import { prepareWindow } from './support/prepare-window.ts'
import { StubEngine } from './support/stub-engine.ts'
import { bot, engineView, money, position } from './support/views.ts'

let engine: StubEngine
beforeEach(() => {
  prepareWindow()
  engine = new StubEngine()
  engine.install()
})
afterEach(cleanup)

const stop = { price: '48450', distanceRatio: '-0.040594', kind: 'fixed', result: '-15.98' } as const
const takeProfit = { price: '53000', distanceRatio: '0.049505', shareRatio: null }

const openPositions = async (...changed: readonly PositionView[]) => {
  openWindow(engine, '/positions', { bodies: [{ kind: 'positions', changed: [...changed], removed: [] }] })
  const table = await screen.findByRole('table', { name: 'Open positions' })
  const heads = within(table)
    .getAllByRole('columnheader')
    .map((head) => head.textContent)
  return (row: number, head: string) =>
    table.querySelectorAll('tbody tr')[row]?.children[heads.indexOf(head)]?.textContent?.trim()
}

describe('the stop of a position', () => {
  it('is shown with its distance, whether it trails, where it waits, and the take profit', async () => {
    const cell = await openPositions(
      position('a', { stop, takeProfit }),
      position('b', { stop: { ...stop, kind: 'trailing' } }),
      position('c', { protection: 'none' }),
      position('d', { stop, protection: 'app' }),
    )
    expect([0, 1, 2, 3].map((row) => cell(row, 'Stop'))).toEqual([
      '48,450.00 −4.06% fixed ✔ at the exchange',
      '48,450.00 −4.06% trailing ✔ at the exchange',
      '✖ none',
      '48,450.00 −4.06% fixed ⚠ app only',
    ])
    expect([0, 1].map((row) => cell(row, 'Take profit'))).toEqual(['53,000.00 +4.95%', '–'])
  })

  it('moves with what the engine says', async () => {
    const cell = await openPositions(position('a', { stop }))
    engine.send({
      kind: 'positions',
      changed: [
        position('a', { stop: { ...stop, price: '49000', distanceRatio: '-0.03', kind: 'trailing' } }),
      ],
      removed: [],
    })
    await screen.findByText('49,000.00')
    expect(cell(0, 'Stop')).toBe('49,000.00 −3.00% trailing ✔ at the exchange')
  })

  it("stands on the bot's page; of several positions, how many have one", async () => {
    const open = (...changed: PositionView[]) =>
      openWindow(engine, '/bots/b', {
        bodies: [
          { kind: 'bots', changed: [bot('b', { openPositions: changed.length })], removed: [] },
          { kind: 'positions', changed, removed: [] },
        ],
      })
    open(position('a', { stop, takeProfit }))
    const tiles = await screen.findByRole('region', { name: 'Results of b' })
    expect(tiles.textContent).toContain('Stoptarget 53,000.0048,450.00−4.06% fixed ✔ at the exchange')
    cleanup()
    open(position('a', { stop }), position('c'))
    expect((await screen.findByRole('region', { name: 'Results of b' })).textContent).toContain('Stop1 of 2')
  })
})

it('what is held on another account than the bot’s own says on which', async () => {
  await openPositions(position('a', { through: 'Second account' }), position('c'))
  const links = within(await screen.findByRole('table', { name: 'Open positions' })).getAllByRole('link')
  expect(links.map(({ textContent }) => textContent)).toEqual(['b · Second account', 'b'])
})

describe('the open risk', () => {
  it('is told by mode and currency, and what no stop ends is counted', async () => {
    const stress = { stopsHit: '-101', unprotected: 1, fall: '-110' }
    const all = [
      money({ openPositions: 2, stress }),
      money({
        openPositions: 1,
        mode: 'live',
        accountId: 'b',
        stress: { ...stress, stopsHit: '-7', unprotected: 0 },
      }),
      money({ accountId: 'c', stress }),
    ]
    openWindow(engine, '/positions', { bodies: [{ kind: 'engine', engine: engineView({ money: all }) }] })
    const lines = await screen.findAllByText(/^If every stop hits/)
    expect(lines.map((line) => line.textContent)).toEqual([
      'PaperIf every stop hits−101.00 USDT· all −10%−110.00 USDT⚠ 1 position without a stop',
      'LiveIf every stop hits−7.00 USDT· all −10%−110.00 USDT',
    ])
  })
})

describe('a trade that a stop or a take profit ended', () => {
  const trade = (id: string, exitReason: TradeView['exitReason']) => ({
    id,
    botId: 'b',
    botName: 'b',
    mode: 'paper' as const,
    symbol: 'BTC/USDT',
    base: 'BTC',
    quote: 'USDT',
    openedAt: 0,
    closedAt: 60_000,
    quantity: '0.01',
    entryPrice: '50000',
    exitPrice: '47850',
    fees: '1',
    realizedPnl: '-22.5',
    realizedRatio: '-0.045',
    entryReason: { code: 'decision.all-conditions-passed' as const, facts: { passed: 2, total: 2 } },
    exitReason,
    row: Number(id),
  })

  it('says so in the history', async () => {
    const facts = { price: '47849.5', level: '47850.123457' }
    const trades = [
      trade('2', { code: 'order.stop-hit', facts }),
      trade('1', { code: 'order.take-profit-hit', facts }),
    ]
    engine.answer('history.trades', () => ({ ok: true, data: { trades, total: 2 } }))
    openWindow(engine, '/history', {})
    const exits = [
      { kind: 'trailing' as const, count: 12 },
      { kind: 'manual' as const, count: 1 },
    ]
    engine.answer('history.exits', () => ({ ok: true, data: { exits } }))
    expect(await screen.findByText('Stop loss at 47,850.12 reached at 47,849.50')).toBeDefined()
    const ends = await screen.findByRole('list', { name: 'How trades ended' })
    expect([...ends.children].map((end) => end.textContent)).toEqual(['Trailing stop 12', 'By hand 1'])
    expect(screen.getByText('Take profit at 47,850.12 reached at 47,849.50')).toBeDefined()
  })
})

import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VenueHealth, VenueView } from '../../src-preload/contract/venue-views.ts'
import { openWindow } from './support/open-window.tsx'
import { prepareWindow } from './support/prepare-window.ts'
import { StubEngine } from './support/stub-engine.ts'
import { engineView, exchange } from './support/views.ts'

let engine: StubEngine
beforeEach(() => {
  prepareWindow()
  engine = new StubEngine()
  engine.install()
})
afterEach(cleanup)

const binance = exchange('Binance')
const withHealth = (change: Partial<VenueHealth>): VenueView => ({
  ...binance,
  health: binance.health === null ? null : { ...binance.health, ...change },
})
const tell = (venue: VenueView) => engine.send({ kind: 'engine', engine: engineView({ venues: [venue] }) })

const card = async (venue: VenueView) => {
  openWindow(engine, '/markets/exchanges', { venues: [venue] })
  return within(await screen.findByRole('region', { name: 'Binance' }))
}

describe('an exchange', () => {
  it('shows its requests, those that waited, and what memory answered', async () => {
    const facts = await card(withHealth({ waits: 12, dropped: 3, cacheHits: 15, cacheMisses: 5 }))
    const value = (label: string) => facts.getByText(label).nextElementSibling?.textContent
    expect(value('Requests that waited for the limit')).toBe('12')
    expect(value('Impossible prices left out')).toBe('3')
    expect(value('Answers from memory / asked anew')).toBe('15 / 5 (75%)')
    tell(withHealth({ cacheHits: 0, cacheMisses: 0 }))
    expect(await facts.findByText('0 / 0 (–)')).toBeDefined()
  })

  it('says how many of its pairs are not live, and what they are', async () => {
    const facts = await card({ ...binance, pairsListened: 7 })
    expect(facts.getByText('7, all live')).toBeDefined()
    expect(facts.getByText('Prices arrive.')).toBeDefined()
    const long = Date.now() - 60_000
    tell({
      ...binance,
      pairsListened: 7,
      pairsNotLive: [
        { symbol: 'A/USDT', state: 'quiet', since: long },
        { symbol: 'B/USDT', state: 'quiet', since: long },
        { symbol: 'C/USDT', state: 'stale', since: long },
        { symbol: 'D/USDT', state: 'stale', since: Date.now() },
      ],
    })
    expect(await facts.findByText('7, 3 not live')).toBeDefined()
    expect(facts.getByText('2 no trades').parentElement?.className).toContain('text-muted')
    expect(facts.getByText('1 no data').parentElement?.className).toContain('text-warning')
    expect(facts.getByText('Prices arrive, except for 1 pair.')).toBeDefined()
  })

  it('says that there are more than it can name', async () => {
    const pairsNotLive = Array.from({ length: 200 }, (_, index) => ({
      symbol: `C${index}/USDT`,
      state: 'quiet' as const,
      since: 0,
    }))
    const facts = await card({ ...binance, pairsListened: 900, pairsNotLive })
    expect(facts.getByText('900, 200+ not live')).toBeDefined()
  })

  it.each([
    [1000, null],
    [-1000, null],
    [1001, /Its clock is 1\.0 s ahead of this computer’s.* Switch on automatic date and time/],
    [-2410, /Its clock is 2\.4 s behind this computer’s.* Switch on automatic date and time/],
    [7_200_000, /Its clock is 2 h 00 min ahead/],
  ] as const)('with a clock that is %i ms off says what to do about it', async (clockOffsetMs, words) => {
    const facts = await card(withHealth({ clockOffsetMs }))
    const shown = facts.getByText(/against this computer$/).textContent
    if (words === null) {
      expect(facts.queryByText(/automatic date and time/)).toBeNull()
      expect(shown).not.toContain('⚠')
    } else {
      expect(facts.getByText(words)).toBeDefined()
      expect(shown).toContain('⚠')
    }
  })
})

import { describe, expect, test } from 'vitest'
import { text } from '../../../src-main/domain/money/decimal.ts'
import { unitsText } from '../../support/exchange-simulator/units.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { play, scenario } from '../../support/faults/scenario.ts'
import type { Step } from '../../support/faults/schedule.ts'
import { seedBooks, seedOrder } from '../../support/hand-books.ts'
import { startHandEngine } from '../../support/hand-engine.ts'
import { HandExchange } from '../../support/hand-exchange.ts'
import { openTestStore } from '../../support/store/open-test-store.ts'

const priced = (at: number, price: string): Step => ({ at, kind: 'price', symbol: 'BTC/USDT', price })
const begin = priced(0, '50000.00')
const enter = (at: number): Step => ({ at, kind: 'signal', bot: 0, wants: 'enter' })
const eventsLost: Step = { at: 900, kind: 'trouble', trouble: 'events-lost', forMs: 60_000 }

test('a socket hang-up after acceptance sends nothing twice', async () => {
  const hangUp: Step = { at: 950, kind: 'mishap', mishap: 'hang-up-after-acceptance' }
  await play(scenario({ steps: [begin, eventsLost, hangUp, enter(1_000)] }), (world, store, result) => {
    expect(result.findings).toEqual([])
    expect(world.books.orders.map(({ side }) => side)).toEqual(['buy'])
    expect(store.positions.open()).toHaveLength(1)
  })
})

test('an order that arrives after the exchange has denied it is neither sent again nor lost', async () => {
  const late: Step = { at: 950, kind: 'mishap', mishap: 'late-arrival' }
  for (let seed = 1; seed <= 10; seed += 1) {
    const schedule = scenario({
      seed,
      steps: [begin, eventsLost, late, enter(1_000), priced(120_000, '50001.00')],
    })
    await play(schedule, (world, store, result) => {
      expect(result.findings).toEqual([])
      expect(world.books.orders).toHaveLength(1)
      expect(store.positions.open()).toHaveLength(1)
    })
  }
})

describe.each([
  ['the app', false],
  ['the exchange', true],
])('a gap through the stop that %s holds', (_who, hasStops) => {
  test('fills at the gap’s price, not at the stop', async () => {
    const rules = { ...scenario({}).rules, hasStops }
    const steps = [begin, enter(1_000), priced(10_000, '40000.00'), priced(20_000, '40000.00')]
    await play(scenario({ rules, steps }), (world, store, result) => {
      expect(result.findings).toEqual([])
      expect(store.positions.open()).toEqual([])
      const [sale] = store.fills.recent(1)
      expect([sale?.order.side, text(sale?.fill.price ?? (0 as never))]).toEqual(['sell', '40000'])
      // Bought 0.0199 at 50,000 and sold at 40,000; a tenth of a per cent of each is the fee.
      const [closed] = store.positions.closed({ limit: 1, before: null }, null)
      expect(text(closed?.realized.amount ?? (0 as never))).toBe('-200.791')
      expect(unitsText(world.books.balance('USDT'))).toBe('9799.209')
    })
  })
})

test('an entry that fills while the app is down has the stop that was planned with it', async () => {
  const late: Step = { at: 900, kind: 'trouble', trouble: 'events-late', forMs: 60_000 }
  const rules = { ...scenario({}).rules, hasStops: true }
  // The schedule of the first life ends once the entry was sent, and before it hears of the fill.
  const sent = priced(5_000, '50000.00')
  const crashes = [{ atUse: Number.POSITIVE_INFINITY, downMs: 60_000, outlives: null }]
  await play(
    scenario({ rules, crashes, steps: [begin, late, enter(1_000), sent] }),
    (world, store, result) => {
      expect(result.findings).toEqual([])
      expect(world.books.orders.map(({ side, trigger }) => [side, trigger !== null])).toEqual([
        ['buy', false],
        ['sell', true],
      ])
      expect(store.stops.all()).toHaveLength(1)
    },
  )
})

test('an order that ends is not believed to have ended before its fills are booked', async () => {
  const opened = openTestStore()
  const clock = new FakeClock()
  const exchange = new HandExchange({ USDT: '10000' })
  seedBooks(opened.store)
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  const { engine } = await startHandEngine(opened.store, clock, exchange)
  exchange.tells = false
  exchange.fill('o1', '0.1', '49000')
  exchange.tells = true
  exchange.end('o1', 'cancelled')
  await clock.advance(1_000)
  expect(text(opened.store.orders.byId('o1')?.filled ?? (0 as never))).toBe('0.1')
  expect([...engine.books.positions.values()].map(({ quantity }) => text(quantity))).toEqual(['0.1'])
  await engine.stop()
  opened.close()
})

describe('a position lies unprotected', () => {
  const rules = { ...scenario({}).rules, hasStops: true }
  const cancelled: Step = { at: 30_000, kind: 'user', act: 'cancel-order', bot: 0 }
  const later = priced(60_000, '50001.00')

  test('for seconds when the word of its stop’s end is lost', async () => {
    const missing: Step = { at: 29_000, kind: 'mishap', mishap: 'event-missing' }
    const steps = [begin, enter(1_000), missing, cancelled, later]
    await play(scenario({ rules, steps }), (world, _, result) => {
      expect(result.findings).toEqual([])
      expect(world.books.orders.map(({ status }) => status)).toEqual(['filled', 'cancelled', 'open'])
      expect(world.protection.longest.reachable).toBeLessThanOrEqual(2_000)
    })
  })

  test('for seconds once an exchange that has lost its stop answers again', async () => {
    const lost: Step = {
      at: 30_000,
      kind: 'trouble',
      trouble: 'exchange-restarts-and-cancels',
      forMs: 300_000,
    }
    const steps = [begin, enter(1_000), lost, priced(400_000, '50001.00')]
    await play(scenario({ rules, steps }), (world, _, result) => {
      expect(result.findings).toEqual([])
      expect(world.protection.longest.unreachable).toBeGreaterThan(290_000)
      expect(world.protection.longest.reachable).toBeLessThanOrEqual(2_000)
    })
  })

  test('at no time while its stop trails at an exchange that replaces stops', async () => {
    const [bot] = scenario({}).bots
    const bots = bot === undefined ? [] : [{ ...bot, limits: { ...bot.limits, trailingStop: '0.02' } }]
    const steps = [begin, enter(1_000), priced(30_000, '51000.00'), priced(60_000, '52000.00')]
    const replacing = { ...rules, replacesStops: true }
    await play(scenario({ rules: replacing, bots, steps }), (world, store, result) => {
      expect(result.findings).toEqual([])
      const stops = world.books.orders.filter(({ side }) => side === 'sell')
      expect(stops.map(({ status, trigger }) => [status, unitsText(trigger?.price ?? 0n)])).toEqual([
        ['cancelled', '49000'],
        ['cancelled', '49980'],
        ['open', '50960'],
      ])
      expect(store.journal.page({ limit: 500, before: null }, null).map(({ event }) => event)).toContain(
        'order.replaces',
      )
      expect(world.protection.longest.reachable).toBe(0)
    })
  })

  test('for seconds where the market has fallen through its lost stop, and no price was heard: it is sold', async () => {
    const lost: Step = {
      at: 30_000,
      kind: 'trouble',
      trouble: 'exchange-restarts-and-cancels',
      forMs: 60_000,
    }
    const stale: Step = { at: 29_000, kind: 'data', state: 'stale' }
    const steps = [begin, enter(1_000), stale, lost, priced(40_000, '40000.00'), priced(300_000, '40000.00')]
    await play(scenario({ rules, steps }), (world, store, result) => {
      expect(result.findings).toEqual([])
      expect(world.books.orders.map(({ side, status }) => [side, status])).toEqual([
        ['buy', 'filled'],
        ['sell', 'cancelled'],
        ['sell', 'filled'],
      ])
      expect(world.protection.longest.reachable).toBeLessThanOrEqual(3_000)
      const [closed] = store.positions.closed({ limit: 1, before: null }, null)
      expect(closed?.exitReason?.code).toBe('order.stop-hit')
    })
  })

  test('for as long as a stop that was sent and not answered could still arrive, and no longer', async () => {
    const timeout: Step = { at: 29_000, kind: 'mishap', mishap: 'timeout-before-acceptance' }
    const steps = [begin, enter(1_000), timeout, cancelled, later]
    await play(scenario({ rules, steps }), (world, store, result) => {
      expect(result.findings).toEqual([])
      expect(world.protection.longest.reachable).toBeLessThanOrEqual(11_000)
      const told = store.alerts.recent(100).map(({ text: { code } }) => code)
      expect(told).toContain('alert.position-unprotected')
    })
  })
})

test('what an order filled while the account’s stream is down is asked for, and protected, within seconds', async () => {
  // The entry has been sent: none would be while the stream is down.
  const down: Step = { at: 1_001, kind: 'trouble', trouble: 'stream-down', forMs: 600_000 }
  const rules = { ...scenario({}).rules, hasStops: true }
  await play(
    scenario({ rules, steps: [begin, enter(1_000), down, priced(300_000, '50001.00')] }),
    (world, _, result) => {
      expect(result.findings).toEqual([])
      expect(world.books.orders).toHaveLength(2)
      expect(world.protection.longest.reachable).toBeLessThan(6_000)
    },
  )
})

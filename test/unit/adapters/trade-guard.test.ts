import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TradeGuard } from '../../../src-main/adapters/exchanges/ccxt/trade-guard.ts'
import { day } from '../../support/candles.ts'
import { memoryLog } from '../../support/test-engine.ts'

const aDay = 86_400_000
const none = { implausible: 0, absurd: 0, outOfOrder: 0, malformed: 0, movedLevel: 0 }

/** A guard whose exchange says that it is `day` o'clock, unless moved. */
const openGuard = () => {
  const log = memoryLog()
  const clock = { now: day }
  const guard = new TradeGuard(log, () => clock.now)
  /** Which of these prices, each a second after the one before, are taken. */
  const taken = (prices: readonly number[], symbol = 'BTC/USDT') =>
    prices.filter((price) => {
      clock.now += 1_000
      return guard.accepts(symbol, { time: clock.now, price, amount: 1 })
    })
  const accepts = (change: object) =>
    guard.accepts('BTC/USDT', { time: clock.now, price: 100, amount: 1, ...change })
  return { guard, log, clock, taken, accepts, events: () => log.lines.map(({ event }) => event) }
}

describe('a trade that cannot be', () => {
  const values = [Number.NaN, 0, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const changes = [
    ...values.flatMap((value) => [{ price: value }, { amount: value }]),
    ...[Number.NaN, -1, 0.5, Number.POSITIVE_INFINITY].map((time) => ({ time })),
  ]

  test.each(changes)('is dropped and counted, before the first and after it: %o', (change) => {
    const { guard, accepts, events } = openGuard()
    expect(accepts(change)).toBe(false)
    expect(accepts({})).toBe(true)
    expect(accepts(change)).toBe(false)
    expect(accepts({})).toBe(true)
    expect(guard.counts).toEqual({ ...none, implausible: 2 })
    expect(events()).toEqual(['feed.implausible-trade'])
  })

  test('is one from more than a day ahead of the exchange', () => {
    const { guard, accepts } = openGuard()
    expect(accepts({ time: day + aDay + 1 })).toBe(false)
    expect(accepts({ time: day + aDay })).toBe(true)
    expect(guard.counts).toEqual({ ...none, implausible: 1 })
  })
})

describe('a price', () => {
  test.each([
    [999.99, true],
    [1_000, false],
    [10.01, true],
    [10, false],
  ])('of %d after 100 is taken: %s', (price, isTaken) => {
    const { guard, taken } = openGuard()
    expect(taken([100, price])).toHaveLength(isTaken ? 2 : 1)
    expect(guard.counts).toEqual({ ...none, absurd: isTaken ? 0 : 1 })
  })

  test('that is absurd once or twice changes nothing', () => {
    const { guard, taken } = openGuard()
    expect(taken([100, 5_000, 101, 5_000, 5_000, 102, 5_000, 5_000])).toEqual([100, 101, 102])
    expect(guard.counts).toEqual({ ...none, absurd: 5 })
  })

  test.each([
    ['up', 100, 5_000],
    ['down', 5_000, 100],
  ])('that really moved %s is taken from the third in a row on', (_, from, to) => {
    const { guard, taken, log } = openGuard()
    expect(taken([from, to, to * 1.01, to * 0.99, to, from, to])).toEqual([from, to * 0.99, to, to])
    expect(guard.counts).toEqual({ ...none, absurd: 3, movedLevel: 1 })
    const moved = { of: 'BTC/USDT', from, to: to * 0.99 }
    expect(
      log.lines.filter(({ event }) => event === 'feed.price-level-moved').map(({ fields }) => fields),
    ).toEqual([moved])
  })

  test('is a new level when three are within a tenth of the first of them, and not when one is further', () => {
    expect(openGuard().taken([100, 2_000, 2_000 * 1.099, 2_000 / 1.099])).toEqual([100, 2_000 / 1.099])
    const { taken } = openGuard()
    expect(taken([100, 2_000, 2_000, 2_000 * 1.1, 2_200, 2_200])).toEqual([100, 2_200])
  })

  test('that was wrong from the first on costs two trades', () => {
    const { guard, taken } = openGuard()
    expect(taken([1e-9, 100, 100, 100, 101])).toEqual([1e-9, 100, 101])
    expect(guard.counts).toEqual({ ...none, absurd: 2, movedLevel: 1 })
  })

  test('of one pair says nothing about another', () => {
    const { taken } = openGuard()
    expect(taken([100], 'BTC/USDT')).toEqual([100])
    expect(taken([0.001], 'XRP/ETH')).toEqual([0.001])
  })

  test('never locks a pair out: whatever came before, the third trade at one price is taken', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-9, max: 1e9, noNaN: true })),
        fc.integer({ min: 1, max: 1e6 }),
        (prices, price) => {
          const { taken } = openGuard()
          taken(prices)
          expect(taken([price, price, price]).at(-1)).toBe(price)
        },
      ),
    )
  })
})

describe('the order of time', () => {
  test('a trade of the same millisecond is taken, one of the millisecond before is not', () => {
    const { guard, accepts, events } = openGuard()
    expect([accepts({}), accepts({}), accepts({ time: day - 1 }), accepts({})]).toEqual([
      true,
      true,
      false,
      true,
    ])
    expect(guard.counts).toEqual({ ...none, outOfOrder: 1 })
    expect(events()).toEqual(['feed.trade-out-of-order'])
  })

  test('an old trade does not take part in a new level', () => {
    const { accepts } = openGuard()
    accepts({})
    const old = { time: day - 1, price: 5_000 }
    expect([accepts(old), accepts(old), accepts(old), accepts({ price: 5_000 })]).toEqual([
      false,
      false,
      false,
      false,
    ])
  })

  test.each([
    [60_000, false],
    [60_001, true],
  ])('a trade %d ms ahead of the exchange lets later ones in: %s', (ahead, isTaken) => {
    const { accepts } = openGuard()
    expect(accepts({ time: day + ahead })).toBe(true)
    expect(accepts({ time: day })).toBe(isTaken)
  })
})

describe('the log', () => {
  test('has each fault of each pair once, with its facts, the counts have all', () => {
    const { guard, taken, log } = openGuard()
    taken([100, 5_000, 100, 5_000, 100])
    taken([100, 5_000, 100], 'ETH/USDT')
    expect(log.lines.map(({ level, event, fields }) => ({ level, event, fields }))).toMatchObject([
      { level: 'warn', event: 'feed.absurd-price', fields: { of: 'BTC/USDT', price: 5_000, amount: 1 } },
      { level: 'warn', event: 'feed.absurd-price', fields: { of: 'ETH/USDT' } },
    ])
    expect(guard.counts.absurd).toBe(3)
  })

  test('has each malformed stream once', () => {
    const { guard, log } = openGuard()
    for (const stream of ['trades', 'candles', 'trades']) guard.malformed(stream, 'no field "p"')
    expect(log.lines.map(({ fields }) => fields)).toEqual([
      { of: 'trades', cause: 'no field "p"' },
      { of: 'candles', cause: 'no field "p"' },
    ])
    expect(guard.counts).toEqual({ ...none, malformed: 3 })
  })

  test('ends after a thousand faults; counting goes on', () => {
    const { guard, log, taken } = openGuard()
    for (let pair = 0; pair < 1_001; pair += 1) taken([0], `PAIR${pair}/USDT`)
    expect(log.lines).toHaveLength(1_000)
    expect(guard.counts.implausible).toBe(1_001)
  })

  test('a count that was read does not change', () => {
    const { guard, accepts } = openGuard()
    const before = guard.counts
    accepts({ price: 0 })
    expect(before).toEqual(none)
  })
})

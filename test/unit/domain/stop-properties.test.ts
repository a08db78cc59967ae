import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkExitRules } from '../../../src-main/domain/risk/exit-rules.ts'
import { followPrice, furthest, type Stop } from '../../../src-main/domain/risk/stop.ts'
import { planned } from '../../support/stops.ts'

const thousandths = (most: number) => fc.integer({ min: 0, max: most }).map((n) => String(n / 1000))
const hundredths = fc.integer({ min: 1, max: 50 }).map((n) => String(n / 100))

/** Any settings that a form takes. */
const settings = fc
  .record({
    stopLoss: thousandths(500),
    trailingStop: thousandths(500),
    trailingAtr: fc.integer({ min: 0, max: 200 }).map((n) => String(n / 10)),
    trailingFrom: thousandths(2_000),
    breakEven: thousandths(2_000),
    takeProfit: thousandths(5_000),
    firstTarget: thousandths(2_000),
    firstShare: hundredths,
    secondTarget: thousandths(3_000),
    secondShare: hundredths,
    timeStop: fc.integer({ min: 0, max: 60 }).map(String),
    timeStopLosing: fc.constantFrom('0', '1'),
  })
  .filter((limits) => checkExitRules(limits).length === 0)
const entry = fc.record({
  strategyStop: fc.option(fc.double({ min: 1, max: 120, noNaN: true })),
  trueRange: fc.option(fc.double({ min: 0.01, max: 50, noNaN: true })),
  feeRate: fc.double({ min: 0, max: 0.01, noNaN: true }),
})
/** Jumps and small steps alike, and seconds between them. */
const path = fc.array(
  fc.record({ factor: fc.double({ min: 0.5, max: 1.6, noNaN: true }), wait: fc.nat({ max: 20 }) }),
  { maxLength: 40 },
)
const seed = 20260801

/** The levels as they stood before a tick: which of them it crosses. */
const crossed = (stop: Stop, price: number, time: number) => ({
  stop: stop.stop !== null && price <= stop.stop,
  takeProfit: stop.takeProfit !== null && price >= stop.takeProfit,
  time:
    stop.expiresAt !== null && time >= stop.expiresAt && !(stop.expiresLosing && price > stop.breakEvenAt),
  target: stop.targets.some((target) => price >= target.price),
})

test('no sequence of prices and no settings loosen a stop, and each exit comes with the very tick that crosses it', () => {
  const kinds = new Set<string>()
  fc.assert(
    fc.property(settings, entry, path, (limits, given, steps) => {
      let stop = planned(limits, given)
      let [price, time] = [100, 0]
      for (const { factor, wait } of steps) {
        if (stop === null) return
        price = Math.max(0.01, price * factor)
        time += wait * 1_000
        const before: Stop = stop
        const { stop: after, touched } = followPrice(before, price, time)
        const reached = crossed(before, price, time)
        const ends = reached.stop || reached.takeProfit || reached.time
        expect(touched !== null).toBe(ends || reached.target)
        if (ends) {
          const expected = reached.stop ? before.rule : reached.takeProfit ? 'take-profit' : 'time'
          expect(touched).toBe(expected)
          expect(after).toBe(before)
        }
        expect(after.stop ?? 0).toBeGreaterThanOrEqual(before.stop ?? 0)
        expect(after.peak).toBeGreaterThanOrEqual(before.peak)
        expect(after.keep).toBeLessThanOrEqual(before.keep)
        // A stop that is raised stays below the price that raised it.
        if (after.stop !== before.stop) expect(after.stop ?? 0).toBeLessThan(price)
        kinds.add(touched ?? 'none')
        if (ends) return
        stop = after
      }
    }),
    { numRuns: 3_000, seed },
  )
  expect([...kinds].sort()).toEqual([
    'break-even',
    'none',
    'stop-loss',
    'take-profit',
    'target',
    'time',
    'trailing',
  ])
})

test('a stop trails as high as its settings ask for, and no higher', () => {
  fc.assert(
    fc.property(thousandths(400), thousandths(1_000), path, (trailingStop, trailingFrom, steps) => {
      fc.pre(Number(trailingStop) > 0)
      let stop = planned({ trailingStop, trailingFrom })
      let [price, peak] = [100, 100]
      for (const { factor } of steps) {
        if (stop === null) return
        price *= factor
        const followed = followPrice(stop, price, 0)
        if (followed.touched !== null) return
        peak = Math.max(peak, price)
        const begins = 100 * (1 + Number(trailingFrom))
        expect(followed.stop.stop).toEqual(peak >= begins ? peak * (1 - Number(trailingStop)) : null)
        stop = followed.stop
      }
    }),
    { numRuns: 500, seed },
  )
})

test('putting two followers of a plan together never loosens either', () => {
  const follow = (stop: Stop, factors: readonly { factor: number }[]) => {
    let [followed, price] = [stop, 100]
    for (const { factor } of factors) {
      price *= factor
      const next = followPrice(followed, price, 0)
      if (next.touched !== null && next.touched !== 'target') return followed
      followed = next.stop
    }
    return followed
  }
  fc.assert(
    fc.property(settings, path, path, (limits, one, other) => {
      const stop = planned({ ...limits, timeStop: '0' })
      if (stop === null) return
      const [a, b] = [follow(stop, one), follow(stop, other)]
      const both = furthest(a, b)
      expect(both.stop ?? 0).toBe(Math.max(a.stop ?? 0, b.stop ?? 0))
      expect(both.keep).toBe(Math.min(a.keep, b.keep))
      expect(both.targets.length).toBe(Math.min(a.targets.length, b.targets.length))
    }),
    { numRuns: 500, seed },
  )
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addQuantity,
  compare,
  isOnStep,
  quantity,
  subtractQuantity,
  text,
  toNumber,
  zeroQuantity,
} from '../../../src-main/domain/money/decimal.ts'
import { costOfPart, type PartRoute, splitEntry } from '../../../src-main/domain/orders/split-entry.ts'

const route = (accountId: string, parts: Partial<PartRoute> = {}): PartRoute => ({
  accountId,
  most: quantity('100'),
  least: quantity('0.1'),
  step: quantity('0.1'),
  takerFee: 0,
  levels: [[100, 10]],
  ...parts,
})
const split = (routes: readonly PartRoute[], wanted: string) =>
  Object.fromEntries(
    splitEntry(routes, quantity(wanted)).map((part) => [part.route.accountId, text(part.quantity)]),
  )

describe('an entry over several accounts', () => {
  test('takes the cheapest levels of all books', () => {
    const one = route('a', {
      levels: [
        [100, 1],
        [103, 5],
      ],
    })
    const other = route('b', {
      levels: [
        [101, 1],
        [102, 5],
      ],
    })
    expect(split([one, other], '3')).toEqual({ a: '1', b: '2' })
  })

  test('counts the fee of each account', () => {
    const cheapBook = route('a', { levels: [[100, 2]], takerFee: 0.02 })
    const cheapFee = route('b', { levels: [[101, 2]], takerFee: 0.001 })
    expect(split([cheapBook, cheapFee], '3')).toEqual({ b: '2', a: '1' })
  })

  test('keeps each part within what its account may buy', () => {
    const poor = route('a', { levels: [[100, 10]], most: quantity('1.55') })
    expect(split([poor, route('b', { levels: [[101, 10]] })], '3')).toEqual({ a: '1.5', b: '1.5' })
  })

  test('gives a part that is too small back to the others', () => {
    const thin = route('a', {
      levels: [
        [100, 0.4],
        [120, 9],
      ],
      least: quantity('0.5'),
    })
    expect(split([thin, route('b', { levels: [[101, 10]] })], '3')).toEqual({ b: '3' })
  })

  test('makes up for steps that are coarse in one place where they are fine', () => {
    const coarse = route('a', { levels: [[100, 2.5]], step: quantity('1'), least: quantity('1') })
    expect(split([coarse, route('b', { levels: [[101, 10]] })], '3.3')).toEqual({ a: '2', b: '1.3' })
  })

  test('goes through one account where that costs less than steps and minimums leave of a split', () => {
    const thin = route('a', {
      levels: [
        [10, 0.55],
        [100, 10],
      ],
    })
    const coarse = route('b', { levels: [[11, 10]], step: quantity('1'), least: quantity('1') })
    expect(split([thin, coarse], '1')).toEqual({ b: '1' })
  })

  test('buys what there is where all books together hold less', () => {
    expect(split([route('a', { levels: [[100, 1]] }), route('b', { levels: [[101, 0.5]] })], '3')).toEqual({
      a: '1',
      b: '0.5',
    })
    expect(split([route('a', { levels: [] }), route('b', { most: zeroQuantity })], '3')).toEqual({})
  })
})

const levels = fc
  .array(fc.tuple(fc.integer({ min: 90, max: 110 }), fc.integer({ min: 1, max: 40 })), { maxLength: 5 })
  .map((all) => [...new Map(all)].sort(([one], [other]) => one - other))
const steps = fc.constantFrom('0.01', '0.1', '0.5', '1', '3')
const routes = fc
  .array(
    fc.record({
      levels,
      step: steps,
      most: fc.integer({ max: 60, min: 0 }),
      least: fc.integer({ min: 1, max: 20 }),
      fee: fc.integer({ min: 0, max: 30 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((all) =>
    all.map((each, index) =>
      route(`account-${index}`, {
        levels: each.levels.map(([price, amount]) => [price, amount / 4] as const),
        step: quantity(each.step),
        most: quantity(String(each.most / 3).slice(0, 8)),
        least: quantity(String(Math.max(each.least / 8, Number(each.step)))),
        takerFee: each.fee / 10_000,
      }),
    ),
  )
const wanted = fc.integer({ min: 1, max: 20_000 }).map((hundredths) => quantity(String(hundredths / 1_000)))

const offeredBy = ({ levels: asked }: PartRoute) => asked.reduce((sum, [, amount]) => sum + amount, 0)
const canBuy = (one: PartRoute, size: ReturnType<typeof quantity>): boolean =>
  compare(size, one.least) >= 0 &&
  compare(size, one.most) <= 0 &&
  isOnStep(size, one.step) &&
  toNumber(size) <= offeredBy(one)

test('whatever the books, steps, minimums and limits, each part is valid and all are no more than was wanted', () => {
  fc.assert(
    fc.property(routes, wanted, (all, size) => {
      const parts = splitEntry(all, size)
      expect(new Set(parts.map((part) => part.route.accountId)).size).toBe(parts.length)
      for (const part of parts) expect(canBuy(part.route, part.quantity)).toBe(true)
      const sum = parts.reduce((total, part) => addQuantity(total, part.quantity), zeroQuantity)
      expect(compare(sum, size)).toBeLessThanOrEqual(0)
    }),
    { numRuns: 500 },
  )
})

test('it never costs more than one account alone would for as much', () => {
  fc.assert(
    fc.property(routes, wanted, (all, size) => {
      const parts = splitEntry(all, size)
      const sum = parts.reduce((total, part) => addQuantity(total, part.quantity), zeroQuantity)
      const cost = parts.reduce((total, part) => total + costOfPart(part.route, part.quantity), 0)
      for (const alone of all)
        if (canBuy(alone, sum)) expect(cost).toBeLessThanOrEqual(costOfPart(alone, sum) * (1 + 1e-9))
    }),
    { numRuns: 500 },
  )
})

test('nothing is left out that any account could still buy', () => {
  fc.assert(
    fc.property(routes, wanted, (all, size) => {
      const parts = splitEntry(all, size)
      const sum = parts.reduce((total, part) => addQuantity(total, part.quantity), zeroQuantity)
      const missing = subtractQuantity(size, sum)
      for (const each of all) {
        const held = parts.find((part) => part.route === each)?.quantity ?? zeroQuantity
        const oneStepMore = addQuantity(held, each.step)
        if (compare(each.step, missing) <= 0)
          expect(held !== zeroQuantity && canBuy(each, oneStepMore)).toBe(false)
        if (held === zeroQuantity && compare(missing, each.least) >= 0 && isOnStep(each.least, each.step))
          expect(canBuy(each, each.least)).toBe(false)
      }
    }),
    { numRuns: 500 },
  )
})

test('in steps of one and without minimums it costs what the cheapest units of all books cost', () => {
  const inUnits = fc.array(fc.tuple(levels, fc.integer({ min: 0, max: 30 })), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(inUnits, fc.integer({ min: 1, max: 150 }), (books, count) => {
      const all = books.map(([asked, fee], index) =>
        route(`account-${index}`, {
          ...{ levels: asked, takerFee: fee / 10_000, step: quantity('1'), least: quantity('1') },
          most: quantity('1000'),
        }),
      )
      const units = all
        .flatMap((each) =>
          each.levels.flatMap(([price, amount]) =>
            new Array<number>(amount).fill(price * (1 + each.takerFee)),
          ),
        )
        .sort((one, other) => one - other)
        .slice(0, count)
      const parts = splitEntry(all, quantity(String(count)))
      const cost = parts.reduce((total, part) => total + costOfPart(part.route, part.quantity), 0)
      const bought = parts.reduce((total, part) => total + toNumber(part.quantity), 0)
      expect(bought).toBe(units.length)
      expect(cost).toBeCloseTo(
        units.reduce((total, unit) => total + unit, 0),
        6,
      )
    }),
    { numRuns: 500 },
  )
})

import { describe, expect, test } from 'vitest'
import { type Route, rankRoutes, takesWhole } from '../../../src-main/domain/orders/choose-route.ts'

const route = (accountId: string, parts: Partial<Route> = {}): Route => ({
  accountId,
  quantity: 2,
  takerFee: 0.001,
  levels: [[100, 10]],
  lastPrice: 100,
  ...parts,
})
const order = (routes: readonly Route[], side: 'buy' | 'sell' = 'buy') =>
  rankRoutes(routes, side).map((each) => each.route.accountId)

describe('ranking routes', () => {
  test('a cheaper book goes before a lower fee that does not make up for it', () => {
    const cheapBook = route('a', { levels: [[99, 10]], takerFee: 0.002 })
    const cheapFee = route('b', { takerFee: 0 })
    expect(order([cheapFee, cheapBook])).toEqual(['a', 'b'])
  })
  test('a lower fee goes before a book that is cheaper by less', () => {
    const cheapBook = route('a', { levels: [[99.95, 10]], takerFee: 0.002 })
    const cheapFee = route('b', { takerFee: 0 })
    expect(order([cheapBook, cheapFee])).toEqual(['b', 'a'])
  })
  test('it is the whole order that is priced, not the best level', () => {
    const bestFirst = route('a', {
      levels: [
        [99, 0.1],
        [110, 10],
      ],
    })
    expect(order([bestFirst, route('b')])).toEqual(['b', 'a'])
  })
  test('a book that is too thin goes behind, and one that nobody knows last', () => {
    const thin = route('thin', { levels: [[90, 1]] })
    const unknown = route('unknown', { levels: null, lastPrice: 80 })
    const empty = route('empty', { levels: [], lastPrice: 85 })
    expect(order([unknown, empty, thin, route('whole')])).toEqual(['whole', 'thin', 'unknown', 'empty'])
    expect(rankRoutes([thin], 'buy')[0]).toMatchObject({ basis: 'thin', perUnit: 90 * 1.001 })
  })
  test('a sale goes where it brings most', () => {
    expect(order([route('a'), route('b', { levels: [[101, 5]] })], 'sell')).toEqual(['b', 'a'])
    expect(order([route('a', { takerFee: 0.01 }), route('b')], 'sell')).toEqual(['b', 'a'])
  })
  test('equal ones stay as they were given', () => {
    expect(order([route('own'), route('other')])).toEqual(['own', 'other'])
  })
})

test.each<[string, readonly Route[], boolean]>([
  ['its book holds all of it', [route('a'), route('b', { levels: [[101, 10]] })], true],
  ['its book is too thin', [route('a', { levels: [[99, 1]] }), route('b')], false],
  ['its money is too little', [route('a', { levels: [[99, 10]], quantity: 1 }), route('b')], false],
  ['another that costs more is too thin', [route('a'), route('b', { levels: [[101, 1]] })], true],
  ['nobody knows a book', [route('a', { levels: null })], false],
])('one account is enough or not, where of the cheapest one %s', (_, routes, isEnough) => {
  expect(takesWhole(rankRoutes(routes, 'buy'), 2)).toBe(isEnough)
})

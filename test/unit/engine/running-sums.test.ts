import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addCash,
  addRatio,
  cash,
  cashText,
  minCash,
  noCash,
  notional,
  price,
  priceFromNumber,
  quantity,
  ratio,
  scaleCash,
  subtractCash,
  subtractQuantity,
  sumCash,
  text,
} from '../../../src-main/domain/money/decimal.ts'
import type { Order } from '../../../src-main/domain/orders/order.ts'
import type { Position } from '../../../src-main/domain/positions/position.ts'
import { sellableOf } from '../../../src-main/domain/positions/sellable.ts'
import type { Exchange } from '../../../src-main/engine/ports/exchange.ts'
import { AccountBook } from '../../../src-main/engine/state/account-book.ts'
import { Books } from '../../../src-main/engine/state/books.ts'
import { ofAccount, ofAccountOnPair, ofAsset, ofBot, ofMode } from '../../../src-main/engine/state/scopes.ts'
import { market } from '../../support/entry-request.ts'
import { wantedOrder } from '../../support/orders.ts'
import { sampleAccount, samplePosition } from '../../support/store/samples.ts'

const withFee = { ...market, takerFee: ratio('0.001'), amountStep: quantity('0.1') }
const markets = ['BTC/USDT', 'ETH/USDT'].map((symbol) => ({
  ...withFee,
  symbol,
  base: symbol.slice(0, 3),
}))
const accountIds = ['one', 'two']
const one = ratio('1')

/** Nobody asks it anything. */
const noExchange: Exchange = Object.create(null)

const emptyBooks = (): Books => {
  const books = new Books()
  const info = { id: 'v', name: 'V', kind: 'replay', exchangeId: null, speed: 1, markets } as const
  books.venues.set('v', {
    ...{ info, state: 'live', pairs: new Map(), marketTime: null, lastTickAt: null, health: null },
  })
  for (const id of accountIds) {
    const account = { ...sampleAccount, id, venueId: 'v' }
    books.accounts.set(id, {
      book: new AccountBook(account),
      exchange: noExchange,
      state: { kind: 'open', since: 0 },
      key: null,
      close: () => {},
    })
  }
  return books
}

const positionOf = (n: number, units: number, cents: number): Position => {
  const { symbol, base, quote } = markets[n % 2] ?? withFee
  const size = quantity((units / 100).toFixed(2))
  return {
    ...samplePosition,
    ...{ id: `p${n}`, botId: `b${n % 3}`, accountId: accountIds[n % 2] ?? 'one', symbol, base, quote },
    quantity: size,
    cost: cash((cents / 100).toFixed(2), quote),
    openFees: cash((cents / 100_000).toFixed(5), quote),
    realized: cash(((cents - 5_000) / 1_000).toFixed(3), quote),
  }
}

const orderOf = (n: number, units: number, filled: number, acknowledged: boolean): Order => {
  const order = wantedOrder({ clientOrderId: `o${n}`, positionId: `p${n}`, botId: `b${n % 3}` })
  return {
    ...order,
    ...{ accountId: accountIds[n % 2] ?? 'one', symbol: markets[n % 2]?.symbol ?? '', mode: 'paper' },
    ...{ side: n === 5 ? 'sell' : 'buy', purpose: n === 5 ? 'exit' : 'entry', expected: price('100.2') },
    quantity: quantity((units / 10).toFixed(1)),
    filled: quantity((Math.min(units, filled) / 10).toFixed(1)),
    facts: { ...order.facts, acknowledged },
  }
}

const step = fc.oneof(
  fc.record({
    kind: fc.constant('position' as const),
    n: fc.integer({ min: 0, max: 5 }),
    units: fc.integer({ min: 1, max: 500 }),
    cents: fc.integer({ min: 1, max: 50_000 }),
  }),
  fc.record({ kind: fc.constant('closed' as const), n: fc.integer({ min: 0, max: 5 }) }),
  fc.record({
    kind: fc.constant('order' as const),
    n: fc.integer({ min: 0, max: 5 }),
    units: fc.integer({ min: 1, max: 100 }),
    filled: fc.integer({ min: 0, max: 100 }),
    acknowledged: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('ended' as const), n: fc.integer({ min: 0, max: 5 }) }),
  fc.record({
    kind: fc.constant('mark' as const),
    n: fc.integer({ min: 0, max: 1 }),
    last: fc.integer({ min: 1, max: 30_000 }),
  }),
  fc.record({
    kind: fc.constant('stop' as const),
    n: fc.integer({ min: 0, max: 5 }),
    at: fc.option(fc.integer({ min: 1, max: 30_000 })),
  }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

test('sums that are kept as things change are those that adding all up again would give', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const books = emptyBooks()
      const stops = new Map<string, number>()
      for (const each of steps) take(books, stops, each)
      compareAll(books, stops)
    }),
    {
      numRuns: 400,
      // Worth a sale as a whole, and not in whole steps.
      examples: [
        [
          [
            { kind: 'position', n: 1, units: 26, cents: 1 },
            { kind: 'mark', n: 1, last: 3847 },
          ],
        ],
      ],
    },
  )
})

const take = (books: Books, stops: Map<string, number>, each: Step): void => {
  switch (each.kind) {
    case 'position':
      books.positions.set(`p${each.n}`, positionOf(each.n, each.units, each.cents))
      break
    case 'closed':
      books.positions.delete(`p${each.n}`)
      break
    case 'order':
      books.orders.set(`o${each.n}`, {
        order: orderOf(each.n, each.units, each.filled, each.acknowledged),
      })
      break
    case 'ended':
      books.orders.delete(`o${each.n}`)
      break
    case 'mark':
      books.setMark('v', { symbol: markets[each.n]?.symbol ?? '', last: each.last / 100, amount: 1, time: 1 })
      break
    case 'stop':
      if (each.at === null) stops.delete(`p${each.n}`)
      else stops.set(`p${each.n}`, each.at / 100)
      books.setStop(`p${each.n}`, each.at === null ? null : each.at / 100)
      break
  }
}

const compareAll = (books: Books, stops: Map<string, number>): void => {
  const { positions, orders } = books
  const held = [...positions.values()]
  const entries = [...orders.values()]
    .map(({ order }) => order)
    .filter(({ purpose, side }) => purpose === 'entry' && side === 'buy')
  const marketOf = (symbol: string) => markets.find((each) => each.symbol === symbol) ?? withFee
  const kept = subtractRatio(withFee.takerFee)
  const worthOf = (position: Position) => {
    const mark = books.mark('v', position.symbol)
    return mark === undefined ? position.cost : notional(mark, position.quantity, 'USDT')
  }
  const stopOf = (id: string) => {
    const stop = stops.get(id)
    return stop === undefined ? null : priceFromNumber(stop, withFee.priceStep)
  }
  const atStop = (position: Position) => {
    const stop = stopOf(position.id)
    if (stop === null) return noCash('USDT')
    return minCash(scaleCash(notional(stop, position.quantity, 'USDT'), kept), worthOf(position))
  }
  const rest = (order: Order) => subtractQuantity(order.quantity, order.filled)
  const costOf = (order: Order) =>
    scaleCash(notional(order.expected, rest(order), 'USDT'), addRatio(one, withFee.takerFee))
  const orderAtStop = (order: Order) => {
    const stop = stopOf(order.positionId)
    if (stop === null) return noCash('USDT')
    return minCash(scaleCash(notional(stop, rest(order), 'USDT'), kept), costOf(order))
  }
  const isDust = (position: Position) => {
    const mark = books.mark('v', position.symbol)
    const at = mark ?? price('100')
    return mark === undefined ? false : sellableOf(marketOf(position.symbol), position.quantity, at) === null
  }
  const total = (parts: readonly ReturnType<typeof cash>[]) => cashText(sumCash('USDT', parts))
  const scopes = [
    ...['b0', 'b1', 'b2'].map((id) => [ofBot(id), (of: { botId: string }) => of.botId === id] as const),
    ...accountIds.map((id) => [ofAccount(id), (of: { accountId: string }) => of.accountId === id] as const),
    [ofMode('paper'), () => true] as const,
  ]
  for (const [scope, isOf] of scopes) {
    const own = held.filter(isOf)
    const entering = entries.filter(isOf)
    expect(cashText(positions.value(scope, 'USDT'))).toBe(total(own.map(worthOf)))
    expect(cashText(positions.valueAtStops(scope, 'USDT'))).toBe(total(own.map(atStop)))
    const results = own.map((each) =>
      subtractCash(addCash(each.realized, worthOf(each)), addCash(each.cost, each.openFees)),
    )
    expect(cashText(positions.result(scope, 'USDT'))).toBe(total(results))
    expect(cashText(orders.reserved(scope, 'USDT'))).toBe(total(entering.map(costOf)))
    expect(cashText(orders.reservedAtStops(scope, 'USDT'))).toBe(total(entering.map(orderAtStop)))
    const entered = entering.map(({ positionId }) => positionId)
    expect(orders.entering(scope)).toEqual(new Set(entered))
    if (own.every(({ symbol }) => books.mark('v', symbol) !== undefined)) {
      const tradable = own.filter((each) => !isDust(each)).map(({ id }) => id)
      expect(positions.count(scope)).toBe(tradable.length)
      expect(books.countPositions(scope)).toBe(new Set([...tradable, ...entered]).size)
    }
  }
  for (const { symbol, base } of markets) {
    const inPair = (of: { symbol: string }) => of.symbol === symbol
    for (const id of accountIds) {
      const isOf = (of: { symbol: string; accountId: string }) => inPair(of) && of.accountId === id
      const scope = ofAccountOnPair(id, symbol)
      expect(cashText(positions.value(scope, 'USDT'))).toBe(total(held.filter(isOf).map(worthOf)))
      expect(cashText(orders.reserved(scope, 'USDT'))).toBe(total(entries.filter(isOf).map(costOf)))
      expect([...orders.of(scope)].map(({ order }) => order.clientOrderId).sort()).toEqual(
        [...orders.values()]
          .filter(({ order }) => isOf(order))
          .map(({ order }) => order.clientOrderId)
          .sort(),
      )
    }
    const units = held.filter(inPair).map((each) => cash(text(each.quantity), base))
    expect(text(positions.held(ofAsset('paper', base)))).toBe(cashText(sumCash(base, units)))
    const coming = entries.filter(inPair).map((each) => cash(text(rest(each)), base))
    expect(text(orders.incoming(ofAsset('paper', base)))).toBe(cashText(sumCash(base, coming)))
  }
  for (const id of accountIds) {
    const unheard = entries.filter((each) => each.accountId === id && !each.facts.acknowledged)
    expect(cashText(orders.unheard(id, 'USDT'))).toBe(total(unheard.map(costOf)))
  }
  for (const each of held) expect(books.positionOn(each)?.id).toBe(each.id)
}

const subtractRatio = (fee: typeof one) => addRatio(one, ratio(`-${text(fee)}`))

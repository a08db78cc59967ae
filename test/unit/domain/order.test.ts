import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { price, quantity, text } from '../../../src-main/domain/money/decimal.ts'
import {
  applyToOrder,
  isFinal,
  legalMoves,
  type Order,
  type OrderEvent,
  type OrderState,
  stateOf,
} from '../../../src-main/domain/orders/order.ts'
import { fillOf, wantedOrder } from '../../support/orders.ts'

const filled = (tradeId: string, size: string): OrderEvent => ({
  kind: 'filled',
  fill: fillOf(tradeId, size),
})
const allFacts: readonly OrderEvent[] = [
  { kind: 'sent' },
  { kind: 'outcome-unknown' },
  { kind: 'acknowledged', exchangeOrderId: 'X1' },
  filled('t1', '0.25'),
  filled('t2', '0.25'),
  filled('t3', '0.5'),
  { kind: 'cancelled' },
  { kind: 'expired' },
  { kind: 'rejected', rejection: 'OTHER' },
]
/** Any of the facts, then any order of them with some told again. */
const histories = fc
  .subarray([...allFacts])
  .chain((facts) =>
    fc
      .array(fc.nat(Math.max(facts.length - 1, 0)), { maxLength: 6 })
      .map((again) => [...facts, ...again.flatMap((index) => facts[index] ?? [])]),
  )
const shuffledPairs = histories.chain((facts) =>
  fc.tuple(
    fc.shuffledSubarray(facts, { minLength: facts.length }),
    fc.shuffledSubarray(facts, { minLength: facts.length }),
  ),
)

const told = (events: readonly OrderEvent[], order = wantedOrder()): Order =>
  events.reduce(applyToOrder, order)
const known = (order: Order) => ({
  state: stateOf(order),
  filled: text(order.filled),
  trades: [...order.tradeIds].sort(),
  exchangeOrderId: order.exchangeOrderId,
  facts: order.facts,
})

describe('an order and the facts about it', () => {
  test('ends the same in whatever order and how often the facts arrive', () => {
    fc.assert(
      fc.property(shuffledPairs, ([one, other]) => {
        expect(known(told(one))).toEqual(known(told(other)))
      }),
      { numRuns: 1_000 },
    )
  })

  test('only ever moves as the table allows, and never out of filled', () => {
    fc.assert(
      fc.property(shuffledPairs, ([events]) => {
        let order = wantedOrder()
        for (const event of events) {
          const [from, next] = [stateOf(order), applyToOrder(order, event)]
          const to = stateOf(next)
          if (to !== from) expect(legalMoves[from]).toContain(to)
          if (isFinal(from)) expect(isFinal(to)).toBe(true)
          order = next
        }
      }),
      { numRuns: 1_000 },
    )
    expect(legalMoves.filled).toEqual([])
  })

  test('every move of the table can happen', () => {
    const seen = new Map<OrderState, Set<OrderState>>()
    const runs = fc.sample(shuffledPairs, { numRuns: 5_000, seed: 7 })
    for (const [events] of runs) {
      let order = wantedOrder()
      for (const event of events) {
        const [from, next] = [stateOf(order), applyToOrder(order, event)]
        if (stateOf(next) !== from) seen.set(from, (seen.get(from) ?? new Set()).add(stateOf(next)))
        order = next
      }
    }
    // One fill for the whole order goes to "filled" from everywhere.
    for (const [from, events] of startOf) {
      seen.set(from, (seen.get(from) ?? new Set()).add(stateOf(told([...events, filled('all', '1')]))))
    }
    for (const [from, moves] of Object.entries(legalMoves)) {
      expect([...(seen.get(from as OrderState) ?? [])].sort()).toEqual([...moves].sort())
    }
  })

  test('a fact that is known already gives the very same order', () => {
    for (const fact of allFacts) {
      const once = told([fact])
      expect(applyToOrder(once, fact)).toBe(once)
    }
  })
})

const sent: OrderEvent = { kind: 'sent' }
const startOf = new Map<OrderState, readonly OrderEvent[]>([
  ['intended', []],
  ['submitting', [sent]],
  ['unknown', [sent, { kind: 'outcome-unknown' }]],
  ['open', [sent, { kind: 'acknowledged', exchangeOrderId: 'X1' }]],
  ['cancelled', [sent, { kind: 'cancelled' }]],
  ['expired', [sent, { kind: 'expired' }]],
  ['rejected', [sent, { kind: 'rejected', rejection: 'OTHER' }]],
])

describe('the state of an order', () => {
  test.each([...startOf])('%s', (state, events) => {
    expect(stateOf(told(events))).toBe(state)
  })

  test('is partially filled one step below its quantity and filled at it', () => {
    expect(stateOf(told([filled('t1', '0.00000001')]))).toBe('partially-filled')
    expect(stateOf(told([filled('t1', '0.99999999')]))).toBe('partially-filled')
    expect(stateOf(told([filled('t1', '0.99999999'), filled('t2', '0.00000001')]))).toBe('filled')
  })

  test('is known again once the exchange has acknowledged', () => {
    const unknown = told([sent, { kind: 'outcome-unknown' }])
    expect(stateOf(applyToOrder(unknown, { kind: 'acknowledged', exchangeOrderId: 'X1' }))).toBe('open')
  })

  test('a complete fill outranks the word that the order was cancelled', () => {
    expect(stateOf(told([{ kind: 'cancelled' }, filled('t1', '1')]))).toBe('filled')
  })

  test('a refused order that filled in part was cancelled: it owns something', () => {
    expect(stateOf(told([{ kind: 'rejected', rejection: 'OTHER' }, filled('t1', '0.5')]))).toBe('cancelled')
  })

  test('a trade told twice counts once, two trades of the same size count twice', () => {
    expect(text(told([filled('t1', '0.5'), filled('t1', '0.5')]).filled)).toBe('0.5')
    expect(text(told([filled('t1', '0.5'), filled('t2', '0.5')]).filled)).toBe('1')
  })

  test('a fill of nothing leaves it untouched', () => {
    expect(stateOf(wantedOrder({ filled: quantity('0.000') }))).toBe('intended')
  })
})

describe('a stop that is changed', () => {
  const stop = wantedOrder({ type: 'stop-market', triggerPrice: price('90'), quantity: quantity('2') })
  const change = { kind: 'amended', triggerPrice: price('95'), quantity: quantity('3') } as const
  const open = told([{ kind: 'sent' }, { kind: 'acknowledged', exchangeOrderId: 'X-1' }], stop)

  test('waits for its new price with its new size, in the state that it was in', () => {
    const after = applyToOrder(open, change)
    expect(after).toEqual({ ...open, triggerPrice: change.triggerPrice, quantity: change.quantity })
    expect(stateOf(after)).toBe('open')
    expect(applyToOrder(after, change)).toBe(after)
  })

  test('stays what it was once it has ended, and what waits for no price has nothing to change', () => {
    const ended = applyToOrder(open, { kind: 'cancelled' })
    expect(applyToOrder(ended, change)).toBe(ended)
    const plain = told([{ kind: 'sent' }])
    expect(applyToOrder(plain, change)).toBe(plain)
  })
})

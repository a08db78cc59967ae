import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addCash,
  addQuantity,
  type Cash,
  cash,
  cashText,
  isZero,
  noCash,
  notional,
  price,
  quantity,
  subtractCash,
  subtractQuantity,
  text,
} from '../../../src-main/domain/money/decimal.ts'
import type { Fill, Side } from '../../../src-main/domain/orders/order.ts'
import { applyFill, type Position, unrealizedAt } from '../../../src-main/domain/positions/position.ts'
import { sentence } from '../../../src-main/domain/sentence.ts'
import { fillOf, flatPosition } from '../../support/orders.ts'
import { marketText } from '../../support/scaled.ts'

const why = sentence('decision.exit-signal')
const plain = (fill: Fill) => ({
  received: fill.quantity,
  fee: fill.fee.currency === 'USDT' ? fill.fee : noCash('USDT'),
})
const take = (position: Position, side: Side, fill: Fill) =>
  applyFill(position, side, fill, plain(fill), why).position

interface Trade {
  readonly side: Side
  readonly fill: Fill
}
/** Buys of any size and sales of any part of what is held; the last one, perhaps, of all of it. */
const trades: fc.Arbitrary<readonly Trade[]> = fc
  .tuple(
    fc.array(
      fc.tuple(fc.boolean(), marketText(8), marketText(6), marketText(8), fc.integer({ min: 1, max: 100 })),
      {
        minLength: 1,
        maxLength: 25,
      },
    ),
    fc.boolean(),
  )
  .map(([steps, flat]) => {
    let held = quantity('0')
    const made: Trade[] = []
    for (const [index, [buys, at, size, fee, part]] of steps.entries()) {
      const sold = Math.floor((Number(text(held)) * part) / 100)
      const side = buys || sold === 0 ? 'buy' : 'sell'
      const amount = side === 'buy' ? size : String(sold)
      const fill = fillOf(`t${index}`, amount, { price: price(at), fee: cash(fee, 'USDT') })
      held = (side === 'buy' ? addQuantity : subtractQuantity)(held, quantity(amount))
      made.push({ side, fill })
    }
    const rest = fillOf('last', text(held), { price: price('3.33'), fee: cash('0.07', 'USDT') })
    return flat && !isZero(held) ? [...made, { side: 'sell', fill: rest }] : made
  })

/** Money that came in less money that went out, fees on both ways. */
const flowOf = (all: readonly Trade[]): Cash =>
  all.reduce((sum, { side, fill }) => {
    const value = notional(fill.price, fill.quantity, 'USDT')
    const paid = subtractCash(sum, fill.fee)
    return side === 'buy' ? subtractCash(paid, value) : addCash(paid, value)
  }, noCash('USDT'))

describe('a position over any fills', () => {
  test('accounts for every coin: realised less what the rest cost is what flowed, to the last decimal', () => {
    fc.assert(
      fc.property(trades, (all) => {
        const end = all.reduce((position, { side, fill }) => take(position, side, fill), flatPosition())
        const rest = addCash(end.cost, end.openFees)
        expect(cashText(subtractCash(end.realized, rest))).toBe(cashText(flowOf(all)))
        expect(cashText(end.fees)).toBe(
          cashText(all.reduce((sum, { fill }) => addCash(sum, fill.fee), noCash('USDT'))),
        )
      }),
      { numRuns: 300 },
    )
  })

  test('is closed exactly when nothing is held, and then nothing of its cost is left', () => {
    fc.assert(
      fc.property(trades, (all) => {
        const end = all.reduce((position, { side, fill }) => take(position, side, fill), flatPosition())
        const last = all.at(-1)
        expect(end.closedAt !== null).toBe(last?.side === 'sell' && isZero(end.quantity))
        if (!isZero(end.quantity)) return
        expect([cashText(end.cost), cashText(end.openFees)]).toEqual(['0', '0'])
        expect(cashText(end.realized)).toBe(cashText(flowOf(all)))
      }),
      { numRuns: 3_000 },
    )
  })

  test('what its sales realised adds up to its realised profit', () => {
    fc.assert(
      fc.property(trades, (all) => {
        let [position, sum] = [flatPosition(), noCash('USDT')]
        for (const { side, fill } of all) {
          const change = applyFill(position, side, fill, plain(fill), why)
          expect(change.realized === null).toBe(side === 'buy')
          sum = addCash(sum, change.realized ?? noCash('USDT'))
          position = change.position
        }
        expect(cashText(position.realized)).toBe(cashText(sum))
      }),
    )
  })
})

describe('a position', () => {
  const bought = take(flatPosition(), 'buy', fillOf('t1', '2', { fee: cash('0.2', 'USDT') }))

  test('realises price and fees of both ends for the part that is sold', () => {
    const fill = fillOf('t2', '0.5', { price: price('110'), fee: cash('0.055', 'USDT') })
    const { position, realized } = applyFill(bought, 'sell', fill, plain(fill), why)
    // 55 less 50 for the coins, 0.05 of the entry's fee and 0.055 of its own.
    expect(realized === null ? null : cashText(realized)).toBe('4.895')
    expect(text(position.quantity)).toBe('1.5')
    expect(cashText(position.cost)).toBe('150')
    expect(cashText(position.openFees)).toBe('0.15')
    expect(position.closedAt).toBeNull()
    expect(position.exitReason).toEqual(why)
  })

  test('is worth the mark less cost and entry fees', () => {
    expect(cashText(unrealizedAt(bought, price('100')))).toBe('-0.2')
    expect(cashText(unrealizedAt(bought, price('100.1')))).toBe('0')
  })

  test('can sell all it holds and not one step more', () => {
    expect(take(bought, 'sell', fillOf('t2', '2')).closedAt).toBe(1_500)
    expect(() => take(bought, 'sell', fillOf('t2', '2.00000001'))).toThrow('exceeds')
  })

  test('whose fee was taken in the coin owns less than it bought', () => {
    const fill = fillOf('t1', '2', { fee: cash('0.002', 'BTC') })
    const worth = { ...plain(fill), received: quantity('1.998') }
    const { position } = applyFill(flatPosition(), 'buy', fill, worth, why)
    expect(text(position.quantity)).toBe('1.998')
    expect(text(position.bought.quantity)).toBe('2')
    expect(cashText(position.fees)).toBe('0')
    expect(cashText(position.cost)).toBe('200')
  })

  test('whose fee was taken in a third coin has what that was worth as a cost', () => {
    const fill = fillOf('t1', '2', { fee: cash('0.001', 'BNB') })
    const entry = applyFill(flatPosition(), 'buy', fill, { ...plain(fill), fee: cash('0.3', 'USDT') }, why)
    expect([cashText(entry.position.openFees), cashText(entry.position.fees)]).toEqual(['0.3', '0.3'])
    const sale = { ...plain(fill), fee: cash('0.2', 'USDT') }
    const exit = applyFill(entry.position, 'sell', { ...fill, tradeId: 't2' }, sale, why)
    expect(exit.realized === null ? null : cashText(exit.realized)).toBe('-0.5')
  })
})

import { expect, test } from 'vitest'
import { cash, cashText, price, quantity, ratio } from '../../../src-main/domain/money/decimal.ts'
import { resultAt } from '../../../src-main/domain/positions/position.ts'
import { type Held, stressOf } from '../../../src-main/domain/risk/stress.ts'
import { samplePosition } from '../../support/store/samples.ts'

const held = (size: string, mark: string, stop: string | null, feeRate = '0.001'): Held => ({
  position: {
    ...samplePosition,
    quantity: quantity(size),
    cost: cash('1000', 'USDT'),
    openFees: cash('1', 'USDT'),
  },
  mark: price(mark),
  stop: stop === null ? null : price(stop),
  feeRate: ratio(feeRate),
})
const told = (...all: Held[]) => {
  const { stopsHit, unprotected, fall } = stressOf('USDT', all)
  return [cashText(stopsHit), unprotected, cashText(fall)]
}

test('every stop that is hit costs the way to it and the fee of its sale', () => {
  // 10 × (110 − 100) and 0.1 % of 1,000; a tenth of 1,100.
  expect(told(held('10', '110', '100'))).toEqual(['-101', 0, '-110'])
  expect(told(held('10', '110', '100'), held('2', '50', '45', '0'))).toEqual(['-111', 0, '-120'])
})

test('what no stop ends is counted and not guessed at', () => {
  expect(told(held('10', '110', null), held('2', '50', '45', '0'))).toEqual(['-10', 1, '-120'])
  expect(told()).toEqual(['0', 0, '0'])
})

test('a position is worth at a price what it brings less all that it cost', () => {
  // 10 × 120 less 1,000, less 1 of the entry and 1.2 of the exit.
  const { position, feeRate } = held('10', '110', null)
  expect(cashText(resultAt(position, price('120'), feeRate))).toBe('197.8')
})

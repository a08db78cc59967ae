import { describe, expect, test } from 'vitest'
import { text } from '../../../src-main/domain/money/decimal.ts'
import {
  checkParameters,
  defaultsOf,
  numberOf,
  type ParameterSpec,
  ratioOf,
  textOf,
} from '../../../src-main/domain/parameters.ts'
import { riskLimits } from '../../../src-main/domain/risk/limits.ts'

const spec = (change: Partial<ParameterSpec> = {}): ParameterSpec => ({
  key: 'size',
  kind: 'decimal',
  min: '0.1',
  max: '2',
  step: '0.1',
  default: '1',
  ...change,
})
const codeOf = (value: string, of = spec()) =>
  checkParameters('limits', [of], { size: value })[0]?.code ?? null

describe('a number that the user sets', () => {
  test.each([
    ['the least', '0.1', null],
    ['one step below the least', '0', 'below-min'],
    ['a hair below the least', '0.099999999999999999', 'below-min'],
    ['the most', '2', null],
    ['one step above the most', '2.1', 'above-max'],
    ['a hair above the most', '2.000000000000000001', 'above-max'],
    ['on a step', '1.3', null],
    ['a hair beside a step', '1.300000000000000001', 'off-step'],
    ['the same in another spelling', '1.30', null],
    ['nothing', '', 'required'],
    ['a word', 'much', 'not-a-number'],
    ['an exponent', '1e0', 'not-a-number'],
    ['below zero', '-0.1', 'below-min'],
  ])('%s: %s', (_, value, code) => {
    expect(codeOf(value)).toBe(code)
  })

  test('steps are counted from the least value', () => {
    const odd = spec({ min: '1', max: '9', step: '2' })
    expect(['1', '3', '9'].map((value) => codeOf(value, odd))).toEqual([null, null, null])
    expect(['2', '8'].map((value) => codeOf(value, odd))).toEqual(['off-step', 'off-step'])
  })

  test('an error names its place and the bound it broke', () => {
    expect(checkParameters('limits', [spec()], { size: '0' })).toEqual([
      { path: 'limits.size', code: 'below-min', facts: { min: '0.1' } },
    ])
    expect(checkParameters('limits', [spec()], { size: '3' })[0]?.facts).toEqual({ max: '2' })
    expect(checkParameters('limits', [spec()], { size: '0.15' })[0]?.facts).toEqual({ step: '0.1' })
  })

  test('one that is missing and one that nobody knows are both errors', () => {
    expect(checkParameters('parameters', [spec()], { siez: '1' })).toEqual([
      { path: 'parameters.size', code: 'required' },
      { path: 'parameters.siez', code: 'unknown-parameter', facts: { key: 'siez' } },
    ])
    expect(checkParameters('parameters', [], { toString: '1' })).toHaveLength(1)
  })
})

describe('checked values', () => {
  test('are read as they were meant', () => {
    const values = { size: '0.30' }
    expect(numberOf(values, 'size')).toBe(0.3)
    expect(text(ratioOf(values, 'size'))).toBe('0.3')
    expect(textOf(values, 'size')).toBe('0.30')
  })

  test('one that was never checked is a bug', () => {
    for (const read of [numberOf, ratioOf, textOf]) expect(() => read({}, 'size')).toThrow('was not checked')
  })
})

test('the risk limits allow their own defaults, least and most', () => {
  expect(checkParameters('limits', riskLimits, defaultsOf(riskLimits))).toEqual([])
  for (const bound of ['min', 'max'] as const) {
    const values = Object.fromEntries(riskLimits.map((limit) => [limit.key, limit[bound]]))
    expect(checkParameters('limits', riskLimits, values)).toEqual([])
  }
})

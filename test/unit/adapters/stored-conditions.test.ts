import { describe, expect, test } from 'vitest'
import { parseConditions } from '../../../src-main/adapters/store/json.ts'

const code = 'ema-cross.crossed-up'

describe('conditions of a stored decision', () => {
  test('are what was written', () => {
    const conditions = [
      { code, facts: { fast: 9, slow: 21 }, value: 50_367.19, sign: '>', need: 49_297.95, passed: true },
      { code: 'mean-reversion.near-level', value: null, sign: '≤', need: 0.015, passed: false },
    ]
    expect(parseConditions(JSON.parse(JSON.stringify(conditions)))).toEqual(conditions)
  })

  test.each([
    [['50367.19', '> 49297.95'], { value: 50_367.19, sign: '>', need: 49_297.95 }],
    [['-0.25', '< 0'], { value: -0.25, sign: '<', need: 0 }],
    [['1e-7', '> 2e-7'], { value: 1e-7, sign: '>', need: 2e-7 }],
    [['0.5 %', '≤ 1.5 %'], { value: 0.005, sign: '≤', need: 0.015 }],
    [['–', '≤ 1.5 %'], { value: null, sign: '≤', need: 0.015 }],
    [['→', '↑'], { value: 0, sign: '=', need: 1 }],
    [['↓', '≠ ↑'], { value: -1, sign: '≠', need: 1 }],
  ])('of earlier versions are read from their words: %j', ([value, need], expected) => {
    expect(parseConditions([{ code, value, need, passed: true }])).toEqual([
      { code, ...expected, passed: true },
    ])
  })

  test.each([
    { code, value: 1, need: 2, passed: true },
    { code, value: '1', sign: '>', need: 2, passed: true },
    { code, value: 1, sign: '>', need: null, passed: true },
    { code, value: 1, sign: '≥', need: 2, passed: true },
    { code, value: 1, sign: '>', need: 2 },
  ])('that say something else are refused: %j', (condition) => {
    expect(() => parseConditions([condition])).toThrow(TypeError)
  })
})

import { describe, expect, it } from 'vitest'
import type { ConditionView } from '../../src-preload/contract/views.ts'
import { measureOf } from '../../src-renderer/features/bots/condition-measure.ts'
import { createFormat } from '../../src-renderer/format/format.ts'

const [english, portuguese] = [createFormat('en'), createFormat('pt-BR')]
const condition = (given: Omit<ConditionView, 'passed'>): ConditionView => ({ ...given, passed: true })

describe('what a condition measured', () => {
  it('is a number with seven digits at most, in the reader’s language', () => {
    const price = condition({
      code: 'ema-cross.crossed-up',
      value: 50_367.19123,
      sign: '>',
      need: 0.00012345678,
    })
    expect(measureOf(price, english)).toEqual({ value: '50,367.19', need: '> 0.00012346' })
    expect(measureOf(price, portuguese)).toEqual({ value: '50.367,19', need: '> 0,00012346' })
  })

  it('is a share where it is a distance, and a dash where there was nothing to measure', () => {
    const near = condition({ code: 'mean-reversion.near-level', value: 0.0034, sign: '≤', need: 0.015 })
    expect(measureOf(near, english)).toEqual({ value: '0.34%', need: '≤ 1.50%' })
    expect(measureOf({ ...near, value: null }, portuguese)).toEqual({ value: '–', need: '≤ 1,50%' })
  })

  it('is an arrow where it is a trend', () => {
    const bullish = condition({ code: 'trend.ichimoku-bullish', value: -1, sign: '=', need: 1 })
    expect(measureOf(bullish, english)).toEqual({ value: '↓', need: '↑' })
    const ended = condition({ code: 'trend.ichimoku-ended', value: 0, sign: '≠', need: 1 })
    expect(measureOf(ended, english)).toEqual({ value: '→', need: '≠ ↑' })
  })
})

import { describe, expect, it } from 'vitest'
import { createFormat } from '../../src-renderer/format/format.ts'
import { shiftDecimal, typedDecimal } from '../../src-renderer/format/typed-decimal.ts'
import { sumDecimals } from '../../src-renderer/state/decimal-text.ts'

const en = createFormat('en')
const pt = createFormat('pt-BR')

describe('format', () => {
  it('writes money by locale, with the real minus and a sign on changes only', () => {
    expect(en.moneyWithCode('-10065.5', 'USDT')).toBe('\u221210,065.50 USDT')
    expect(pt.moneyWithCode('-10065.5', 'USDT')).toBe('\u221210.065,50 USDT')
    expect(en.change('9.73', 'USDT')).toBe('+9.73')
    expect(pt.change('-30.684', 'USDT')).toBe('\u221230,68')
    expect(en.change('0', 'USDT')).toBe('0.00')
    expect(en.change('-0.001', 'USDT')).toBe('0.00')
  })

  it('keeps every digit of a decimal that no float can hold', () => {
    expect(en.money('90071992547409931.07', 'USDT')).toBe('90,071,992,547,409,931.07')
    expect(pt.quantity('123456789012.12345678')).toBe('123.456.789.012,12345678')
  })

  it('gives a coin eight decimals and a currency two', () => {
    expect(en.money('0.1', 'BTC')).toBe('0.10000000')
    expect(en.money('0.1', 'BRL')).toBe('0.10')
  })

  it('writes ratios as percent', () => {
    expect(en.percentChange('-0.034')).toBe('\u22123.40%')
    expect(pt.percentChange('0.0007')).toBe('+0,07%')
    expect(en.percent('0.5181', 1)).toBe('51.8%')
    expect(en.percent('-0.00001')).toBe('0.00%')
  })

  it('writes times in UTC', () => {
    const at = Date.UTC(2021, 1, 4, 8, 5, 9)
    expect(en.dateTimeSeconds(at)).toBe('4 Feb 2021 08:05:09')
    expect(pt.dateTimeSeconds(at)).toBe('04/02/2021 08:05:09')
  })

  it.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_599_999, '59 min'],
    [2 * 3_600_000 + 9 * 60_000, '2 h 09 min'],
    [86_400_000, '1 d 0 h'],
  ])('writes %i ms as "%s"', (ms, text) => expect(en.duration(ms)).toBe(text))

  it('names the day of a moment only where it is not today', () => {
    const now = Date.UTC(2026, 10, 22, 0, 5)
    expect(en.moment(now - 300_000, now)).toBe('00:00')
    expect(en.moment(now - 300_001, now)).toBe('21 Nov 23:59')
    expect(pt.moment(now - 300_001, now)).toBe('21/11 23:59')
  })

  it('counts down to zero and not past it', () => {
    expect(en.countdown(160_000)).toBe('02:40')
    expect(en.countdown(3_700_000)).toBe('1:01:40')
    expect(en.countdown(-5)).toBe('00:00')
  })
})

describe('typed decimals', () => {
  it.each([
    ['1,5', '1.5'],
    ['1.5', '1.5'],
    [' 007.50 ', '7.50'],
    ['.5', '0.5'],
    ['5,', '5'],
    ['\u22122', '-2'],
  ])('reads "%s" as %s', (typed, text) => expect(typedDecimal(typed)).toBe(text))

  it.each(['', 'abc', '1.000,5', '1 000', '1e5', '--1', '.'])('refuses "%s"', (typed) =>
    expect(typedDecimal(typed)).toBeNull(),
  )

  it.each([
    ['0.025', 2, '2.5'],
    ['2.5', -2, '0.025'],
    ['1', 2, '100'],
    ['0.29', 2, '29'],
    ['-0.5', 2, '-50'],
    ['100', -2, '1'],
  ])('moves the point of %s by %i to %s', (text, places, moved) =>
    expect(shiftDecimal(text, places)).toBe(moved),
  )
})

describe('exact sums', () => {
  it('adds what floats would not', () => {
    expect(sumDecimals(['0.1', '0.2'])).toBe('0.3')
    expect(sumDecimals(['-100.00', '99.995'])).toBe('-0.005')
    expect(sumDecimals([])).toBe('0')
  })
})

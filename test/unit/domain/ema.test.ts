import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Ema } from '../../../src-main/domain/indicators/ema.ts'

const folder = join(import.meta.dirname, '../../fixtures/reference')
const unzipped = (file: string) => gunzipSync(readFileSync(join(folder, file))).toString('utf8')

const closes = unzipped('quotes-default.csv.gz')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => Number(line.split(',')[4]))
const published = (JSON.parse(unzipped('ema.json.gz')) as { ema: number | null }[]).map(({ ema }) => ema)

const values = fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 80 })
const period = fc.integer({ min: 1, max: 30 })

describe('the exponential moving average', () => {
  test('equals the published values of 502 days', () => {
    expect(closes).toHaveLength(502)
    expect(published).toHaveLength(502)
    const ema = new Ema(20)
    for (const [index, close] of closes.entries()) {
      const [made, expected] = [ema.commit(close), published[index] ?? null]
      if (expected === null) expect(made).toBeNaN()
      else expect(Math.abs(made - expected)).toBeLessThan(expected * 1e-12)
    }
  })

  test('is undefined one candle before its period is full and the simple average when it is', () => {
    const ema = new Ema(3)
    expect(ema.commit(1)).toBeNaN()
    expect(ema.commit(2)).toBeNaN()
    expect(ema.value).toBeNaN()
    expect(ema.commit(6)).toBe(3)
    expect(ema.commit(5)).toBe(4)
  })

  test('looking ahead gives what taking the value would give', () => {
    fc.assert(
      fc.property(period, values, (of, all) => {
        const ema = new Ema(of)
        for (const value of all) {
          const seen = ema.peek(value)
          expect(ema.commit(value)).toBe(seen)
        }
      }),
    )
  })

  test('looking ahead changes nothing', () => {
    fc.assert(
      fc.property(period, values, (of, all) => {
        const [watched, alone] = [new Ema(of), new Ema(of)]
        for (const value of all) {
          watched.peek(value * 2)
          watched.peek(0)
          expect(watched.commit(value)).toBe(alone.commit(value))
        }
      }),
    )
  })

  test('stays between the lowest and the highest value', () => {
    fc.assert(
      fc.property(period, values, (of, all) => {
        const ema = new Ema(of)
        for (const value of all) ema.commit(value)
        fc.pre(all.length >= of)
        const dust = Math.max(...all) * 1e-12
        expect(ema.value).toBeGreaterThanOrEqual(Math.min(...all) - dust)
        expect(ema.value).toBeLessThanOrEqual(Math.max(...all) + dust)
      }),
    )
  })

  test.each([0, -1, 1.5, Number.NaN])('a period of %s is refused', (of) => {
    expect(() => new Ema(of)).toThrow('EMA period')
  })
})

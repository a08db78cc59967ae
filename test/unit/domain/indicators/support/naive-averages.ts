/** Plain series functions: element i belongs to candle i, NaN where there is nothing yet. */
export type Series = readonly number[]

const sumOf = (values: Series): number => values.reduce((sum, value) => sum + value, 0)

export const meanOf = (values: Series): number => sumOf(values) / values.length

/** f of each window of `length` values, NaN before the first is full. */
export const windows = (values: Series, length: number, f: (window: Series) => number): Series =>
  values.map((_, index) => (index + 1 < length ? Number.NaN : f(values.slice(index + 1 - length, index + 1))))

export const simple = (values: Series, period: number): Series => windows(values, period, meanOf)

/** Begins with the mean of the first `period` defined values. */
const seeded = (values: Series, period: number, step: (last: number, x: number) => number): Series => {
  const first = values.findIndex((value) => !Number.isNaN(value))
  const seedAt = first + period - 1
  let last = Number.NaN
  return values.map((value, index) => {
    if (first < 0 || index < seedAt) return Number.NaN
    last = index === seedAt ? meanOf(values.slice(first, seedAt + 1)) : step(last, value)
    return last
  })
}

export const exponential = (values: Series, period: number): Series =>
  seeded(values, period, (last, x) => (2 * x + (period - 1) * last) / (period + 1))

export const wilder = (values: Series, period: number): Series =>
  seeded(values, period, (last, x) => (x + (period - 1) * last) / period)

/** What a value was so many candles ago. */
export const delayed = (values: Series, candles: number): Series =>
  values.map((_, index) => values[index - candles] ?? Number.NaN)

export const at = (values: Series, index: number): number => values[index] ?? Number.NaN

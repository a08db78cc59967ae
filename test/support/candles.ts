import fc from 'fast-check'
import type { ClosedCandle, FormingCandle } from '../../src-main/domain/market/candle.ts'

const minute = 60_000
/** UTC midnight. */
export const day = Date.UTC(2026, 0, 5)

export const closedCandle = (openTime: number, change: Partial<ClosedCandle> = {}): ClosedCandle => ({
  openTime,
  open: 100,
  high: 101,
  low: 99,
  close: 100,
  volume: 1,
  closed: true,
  provenance: 'stream',
  ...change,
})

export const formingCandle = (openTime: number, change: Partial<FormingCandle> = {}): FormingCandle => ({
  openTime,
  open: 100,
  high: 101,
  low: 99,
  close: 100,
  volume: 1,
  closed: false,
  ...change,
})

const values = fc
  .tuple(
    fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 4, maxLength: 4 }),
    fc.integer({ min: 0, max: 100 }),
  )
  .map(([prices, volume]) => {
    const [open = 1, , , close = 1] = prices
    return { open, close, high: Math.max(...prices), low: Math.min(...prices), volume }
  })

/** Minute candles in order from a day's start; `missing` of a hundred are not there. */
export const minutes = (count: number, missing = 0): fc.Arbitrary<readonly ClosedCandle[]> =>
  fc
    .array(fc.tuple(values, fc.integer({ min: 0, max: 99 })), { minLength: count, maxLength: count })
    .map((all) =>
      all
        .map(([candle, luck], index) => ({ luck, candle: closedCandle(day + index * minute, candle) }))
        .filter(({ luck }) => luck >= missing)
        .map(({ candle }) => candle),
    )

/** A price path as candles that follow each other without holes. */
export const closesAt = (timeframeMs: number, closes: readonly number[]): readonly ClosedCandle[] =>
  closes.map((close, index) =>
    closedCandle(day + index * timeframeMs, { open: close, high: close, low: close, close }),
  )

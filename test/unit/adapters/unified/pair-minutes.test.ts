import { beforeEach, describe, expect, test } from 'vitest'
import { PairMinutes } from '../../../../src-main/adapters/exchanges/ccxt/unified/pair-minutes.ts'
import type { Candle, ClosedCandle } from '../../../../src-main/domain/market/candle.ts'
import { closedCandle, day } from '../../../support/candles.ts'

const minute = 60_000

let told: Candle[]
let minutes: PairMinutes
beforeEach(() => {
  told = []
  minutes = new PairMinutes({
    from: day,
    onForming: (candle) => told.push(candle),
    onClosed: (candle) => told.push(candle),
  })
})

const trade = (at: number, price: number, amount = 1) =>
  minutes.add({ symbol: 'BTC/USDT', time: day + at, price, amount })
const row = (number: number, change: Partial<ClosedCandle> = {}) =>
  closedCandle(day + number * minute, { provenance: 'backfilled', ...change })
/** Open times of the closed ones, in minutes. */
const closed = () => told.filter((candle) => candle.closed).map(({ openTime }) => (openTime - day) / minute)
const forming = () => told.filter((candle) => !candle.closed)

describe('a minute closes', () => {
  test('with what the exchange tells of it, whatever was heard', () => {
    trade(1_000, 100)
    minutes.close(day + minute, [row(0, { close: 101, volume: 5 })])
    expect(told.at(-1)).toEqual(row(0, { close: 101, volume: 5, provenance: 'stream' }))
    expect(minutes.next).toBe(day + minute)
  })

  test('only in turn: one that is not told yet holds those after it back', () => {
    minutes.close(day + 2 * minute, [row(1)])
    expect(closed()).toEqual([])
    minutes.close(day + 2 * minute, [row(0), row(1)])
    expect(closed()).toEqual([0, 1])
  })

  test('without a candle when the exchange has none of it twice', () => {
    minutes.close(day + 2 * minute, [row(1)])
    minutes.close(day + 2 * minute, [row(1)])
    expect(closed()).toEqual([1])
  })

  test('flat at once when neither the exchange nor its stream knows of a trade', () => {
    trade(1_000, 100)
    minutes.close(day + minute, [row(0)])
    minutes.close(day + 2 * minute, [])
    expect(closed()).toEqual([0, 1])
    expect(told.at(-1)).toMatchObject({ close: 100, volume: 0, provenance: 'synthetic' })
  })

  test('a moment later when more was heard than the exchange knows of; then as the exchange says', () => {
    trade(1_000, 100)
    trade(minute + 1_000, 100, 7)
    minutes.close(day + minute, [row(0)])
    minutes.close(day + 2 * minute, [row(1, { volume: 3 })])
    expect(closed()).toEqual([0])
    minutes.close(day + 2 * minute, [row(1, { volume: 3 })])
    expect(closed()).toEqual([0, 1])
    expect(told.at(-1)).toMatchObject({ volume: 3 })
  })

  test('not when it lies too far back: that is history', () => {
    minutes.close(day + 100 * minute, [row(98), row(99)])
    minutes.close(day + 100 * minute, [row(98), row(99)])
    for (let again = 0; again < 20; again += 1) minutes.close(day + 100 * minute, [row(98), row(99)])
    expect(closed()).toEqual([98, 99])
  })
})

describe('the minute in progress', () => {
  test('is told once all of its trades are heard, and not while it began before the first', () => {
    trade(30_000, 100)
    expect(told).toEqual([])
    minutes.close(day + minute, [row(0)])
    trade(minute + 1_000, 102, 2)
    trade(minute + 2_000, 101, 3)
    expect(told.at(-1)).toEqual({
      ...{ openTime: day + minute, open: 102, high: 102, low: 101, close: 101 },
      ...{ volume: 5, closed: false },
    })
  })

  test('is not told before the one before it has closed, and then at once', () => {
    trade(1_000, 100)
    trade(minute + 1_000, 105)
    expect(told).toEqual([])
    minutes.close(day + minute, [row(0)])
    expect(told.at(-1)).toMatchObject({ openTime: day + minute, close: 105, closed: false })
  })

  test('ends as it closes', () => {
    minutes.close(day + minute, [row(0, { high: 120 })])
    expect(forming()).toEqual([{ ...withoutProvenance(row(0, { high: 120 })), closed: false }])
  })

  test('is not told while trades of it may be missing', () => {
    trade(1_000, 100)
    minutes.close(day + minute, [row(0)])
    minutes.interrupt()
    const before = told.length
    trade(minute + 1_000, 100)
    expect(told).toHaveLength(before)
    minutes.close(day + 2 * minute, [row(1)])
    trade(2 * minute + 1_000, 100)
    expect(told.at(-1)).toMatchObject({ openTime: day + 2 * minute, closed: false })
  })
})

const withoutProvenance = ({ provenance, ...rest }: ClosedCandle) => rest

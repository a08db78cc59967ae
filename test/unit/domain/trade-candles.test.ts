import { describe, expect, test } from 'vitest'
import {
  type AddedTrade,
  type CandleTrade,
  TradeCandles,
} from '../../../src-main/domain/market/trade-candles.ts'
import { day } from '../../support/candles.ts'

const minute = 60_000
const trade = (time: number, price: number, amount = 1, id?: number): CandleTrade => ({
  time: day + time,
  price,
  amount,
  ...(id === undefined ? {} : { id }),
})

/** Candles that the trades close, and those that end by the given time. */
const candlesOf = (trades: readonly CandleTrade[], until: number) => {
  const candles = new TradeCandles('1m')
  return [...trades.flatMap((each) => closedBy(candles.add(each))), ...candles.closeBefore(day + until)]
}
const closedBy = (added: AddedTrade) => (added.kind === 'taken' ? added.closed : [])
const [nothing, late, implausible] = [
  { kind: 'taken', closed: [] },
  { kind: 'late' },
  { kind: 'implausible' },
]

describe('which trades a candle holds', () => {
  test('one at its open time is its first, one at the next open time is not in it', () => {
    const [first, second] = candlesOf([trade(0, 10), trade(minute - 1, 11), trade(minute, 12)], 2 * minute)
    expect(first).toMatchObject({ openTime: day, open: 10, close: 11, volume: 2 })
    expect(second).toMatchObject({ openTime: day + minute, open: 12, close: 12, volume: 1 })
  })

  test('a trade of the next candle closes it, one of the same does not', () => {
    const candles = new TradeCandles('1m')
    expect(candles.add(trade(0, 10))).toEqual(nothing)
    expect(candles.add(trade(minute - 1, 11))).toEqual(nothing)
    expect(closedBy(candles.add(trade(minute, 12)))).toEqual([
      {
        openTime: day,
        open: 10,
        high: 11,
        low: 10,
        close: 11,
        volume: 2,
        closed: true,
        provenance: 'stream',
        whole: false,
      },
    ])
  })

  test('time closes it at its end, not a millisecond before, and only once', () => {
    const candles = new TradeCandles('1m')
    candles.add(trade(0, 10))
    expect(candles.closeBefore(day + minute - 1)).toEqual([])
    expect(candles.closeBefore(day + minute)).toHaveLength(1)
    expect(candles.closeBefore(day + minute)).toEqual([])
  })

  test('before the first trade there is none, whatever the time', () => {
    const candles = new TradeCandles('1m')
    expect(candles.closeBefore(day + 5 * minute)).toEqual([])
    for (const time of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      candles.add(trade(0, 10))
      expect(candles.closeBefore(time)).toEqual([])
    }
  })
})

describe('the order of trades', () => {
  const values = (trades: readonly CandleTrade[]) => {
    const [candle] = candlesOf(trades, minute)
    return [candle?.open, candle?.high, candle?.low, candle?.close]
  }

  test('is that of their times, whichever came first', () => {
    expect(values([trade(10, 5), trade(30, 7), trade(20, 9), trade(5, 6)])).toEqual([6, 9, 5, 7])
  })

  test('within a millisecond is that of their ids', () => {
    expect(values([trade(10, 5, 1, 3), trade(10, 6, 1, 1), trade(10, 7, 1, 4), trade(10, 8, 1, 2)])).toEqual([
      6, 8, 5, 7,
    ])
  })

  test('within a millisecond and without ids is that of their arrival', () => {
    expect(values([trade(10, 5), trade(10, 6), trade(10, 7)])).toEqual([5, 7, 5, 7])
  })
})

describe('a trade that cannot be taken', () => {
  test('is late when its candle has closed: it is told and changes nothing', () => {
    const candles = new TradeCandles('1m')
    candles.add(trade(minute, 10))
    expect(candles.add(trade(minute - 1, 99))).toEqual(late)
    candles.closeBefore(day + 2 * minute)
    expect(candles.add(trade(2 * minute - 1, 99))).toEqual(late)
    expect(candles.add(trade(2 * minute, 11))).toEqual(nothing)
    expect(candles.closeBefore(day + 3 * minute)).toMatchObject([{ open: 11, high: 11, low: 11, close: 11 }])
  })

  test.each([
    { price: Number.NaN },
    { price: 0 },
    { price: -1 },
    { price: Number.POSITIVE_INFINITY },
    { amount: Number.NaN },
    { amount: 0 },
    { amount: -1 },
    { amount: Number.POSITIVE_INFINITY },
    { time: Number.NaN },
    { time: -1 },
    { time: 0.5 },
    { time: Number.POSITIVE_INFINITY },
  ])('is no trade: %o', (change) => {
    const candles = new TradeCandles('1m')
    expect(candles.add({ ...trade(0, 10), ...change })).toEqual(implausible)
    candles.add(trade(0, 10))
    expect(candles.add({ ...trade(1, 10), ...change })).toEqual(implausible)
    expect(candles.closeBefore(day + minute)).toMatchObject([{ high: 10, low: 10, volume: 1 }])
  })
})

describe('a silence', () => {
  test('gives flat synthetic candles at the last close, between trades and up to a time', () => {
    const candles = candlesOf([trade(0, 10), trade(10, 12), trade(3 * minute, 15)], 5 * minute)
    expect(
      candles.map(({ open, high, low, close, volume, provenance }) => [
        open,
        high,
        low,
        close,
        volume,
        provenance,
      ]),
    ).toEqual([
      [10, 12, 10, 12, 2, 'stream'],
      [12, 12, 12, 12, 0, 'synthetic'],
      [12, 12, 12, 12, 0, 'synthetic'],
      [15, 15, 15, 15, 1, 'stream'],
      [15, 15, 15, 15, 0, 'synthetic'],
    ])
    expect(candles.map(({ openTime }) => (openTime - day) / minute)).toEqual([0, 1, 2, 3, 4])
  })

  test('of 1,440 candles is filled, of one more it stays a hole', () => {
    const opened = (silent: number) =>
      candlesOf([trade(0, 10), trade((silent + 1) * minute, 12)], (silent + 2) * minute).map(
        ({ openTime }) => (openTime - day) / minute,
      )
    expect(opened(1_440)).toEqual(Array.from({ length: 1_442 }, (_, index) => index))
    expect(opened(1_441)).toEqual([0, 1_442])
    expect(opened(1e9)).toEqual([0, 1e9 + 1])
  })
})

describe('a candle is whole', () => {
  const wholeness = (candles: TradeCandles, until: number) =>
    candles.closeBefore(day + until).map(({ whole }) => whole)

  test('from the one on that opens after the first trade heard, with trades or without', () => {
    const candles = new TradeCandles('1m')
    candles.add(trade(0, 10))
    expect(wholeness(candles, 2 * minute)).toEqual([false, true])
    candles.add(trade(2 * minute, 10))
    expect(wholeness(candles, 3 * minute)).toEqual([true])
  })

  test('unless the stream was lost within it, and then from the next trade on in the same way', () => {
    const candles = new TradeCandles('1m')
    candles.add(trade(0, 10))
    candles.add(trade(minute, 10))
    candles.interrupt()
    expect(wholeness(candles, 3 * minute)).toEqual([false, false])
    candles.add(trade(4 * minute, 10))
    expect(wholeness(candles, 6 * minute)).toEqual([false, true])
  })

  test('a loss after its end but before it was closed leaves it in doubt', () => {
    const candles = new TradeCandles('1m')
    candles.add(trade(0, 10))
    candles.add(trade(minute, 10))
    candles.interrupt()
    const added = candles.add(trade(2 * minute, 10))
    expect(closedBy(added).map(({ whole }) => whole)).toEqual([false])
  })
})

describe('the candle in progress', () => {
  const joined = () => {
    const candles = new TradeCandles('1m')
    candles.add(trade(30_000, 10))
    candles.add(trade(minute + 1, 12, 2))
    return candles
  }

  test('is told with the trades so far, and telling it changes nothing', () => {
    const candles = joined()
    expect(candles.peek()).toEqual({
      ...{ openTime: day + minute, open: 12, high: 12, low: 12, close: 12 },
      ...{ volume: 2, closed: false },
    })
    candles.add(trade(minute + 2, 11, 3))
    expect(candles.peek()).toMatchObject({ open: 12, high: 12, low: 11, close: 11, volume: 5 })
    expect(candles.peek()).toEqual(candles.peek())
    expect(candles.closeBefore(day + 2 * minute)).toMatchObject([{ close: 11, volume: 5, whole: true }])
  })

  test('is not told before the first trade, nor while it has none', () => {
    const candles = new TradeCandles('1m')
    expect(candles.peek()).toBeNull()
    const later = joined()
    later.closeBefore(day + 2 * minute)
    expect(later.peek()).toBeNull()
  })

  test('is not told when the stream was joined or interrupted in it', () => {
    const candles = new TradeCandles('1m')
    candles.add(trade(30_000, 10))
    expect(candles.peek()).toBeNull()
    const interrupted = joined()
    interrupted.interrupt()
    interrupted.add(trade(minute + 9, 12))
    expect(interrupted.peek()).toBeNull()
    interrupted.add(trade(2 * minute, 12))
    expect(interrupted.peek()).toMatchObject({ openTime: day + 2 * minute })
  })
})

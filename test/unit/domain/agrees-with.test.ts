import { describe, expect, test } from 'vitest'
import { agreesWith } from '../../../src-main/domain/market/agrees-with.ts'
import type { ClosedCandle } from '../../../src-main/domain/market/candle.ts'
import { type CandleOfTrades, TradeCandles } from '../../../src-main/domain/market/trade-candles.ts'
import { closedCandle, day } from '../../support/candles.ts'

const values = { open: 100, high: 102, low: 98, close: 101, volume: 1_000 }
const kline = (change: Partial<ClosedCandle> = {}) => closedCandle(day, { ...values, ...change })
const fromTrades = (change: Partial<CandleOfTrades> = {}): CandleOfTrades => ({
  ...kline(),
  whole: true,
  ...change,
})

describe("an exchange's candle and the one of its trades", () => {
  test('are equal whatever their provenance', () => {
    expect(agreesWith(kline({ provenance: 'backfilled' }), fromTrades())).toEqual({ kind: 'equal' })
  })

  test.each(['open', 'high', 'low', 'close'] as const)(
    'differ in %s by the smallest step of a float',
    (price) => {
      const changed = { [price]: values[price] * (1 + Number.EPSILON) }
      expect(agreesWith(kline(changed), fromTrades())).toEqual({ kind: 'different', in: [price] })
      expect(agreesWith(kline(), fromTrades(changed))).toEqual({ kind: 'different', in: [price] })
    },
  )

  test.each([
    [1_000 * (1 + 0.9e-9), 'equal'],
    [1_000 * (1 + 1.1e-9), 'different'],
    [1_000 * (1 - 0.9e-9), 'equal'],
    [1_000 * (1 - 1.1e-9), 'different'],
    [0, 'different'],
  ] as const)('with a volume of %d are %s', (volume, kind) => {
    expect(agreesWith(kline({ volume }), fromTrades()).kind).toBe(kind)
    expect(agreesWith(kline(), fromTrades({ volume })).kind).toBe(kind)
  })

  test('without any volume are equal', () => {
    expect(agreesWith(kline({ volume: 0 }), fromTrades({ volume: 0 }))).toEqual({ kind: 'equal' })
  })

  test('differ in all that is different', () => {
    const given = fromTrades({ high: 103, close: 103, volume: 999 })
    expect(agreesWith(kline(), given)).toEqual({ kind: 'different', in: ['high', 'close', 'volume'] })
  })

  test('say nothing about each other when trades may be missing', () => {
    expect(agreesWith(kline(), fromTrades({ whole: false }))).toEqual({ kind: 'cannot-tell' })
    expect(agreesWith(kline(), fromTrades({ whole: false, close: 1 }))).toEqual({ kind: 'cannot-tell' })
  })

  test('of different times are not compared', () => {
    expect(() => agreesWith(kline(), fromTrades({ openTime: day + 60_000 }))).toThrow('cannot be compared')
  })
})

test('of a stream that is joined late, lost and found again, only whole candles are judged', () => {
  const minute = 60_000
  const [exchange, heard] = [new TradeCandles('1m'), new TradeCandles('1m')]
  const klines: ClosedCandle[] = []
  const ours: CandleOfTrades[] = []
  const trade = (time: number, isHeard: boolean) => {
    const one = { time: day + time, price: 100 + time / minute, amount: 1 }
    const [there, here] = [exchange.add(one), isHeard ? heard.add(one) : null]
    if (there.kind === 'taken') klines.push(...there.closed)
    if (here?.kind === 'taken') ours.push(...here.closed)
  }
  trade(10_000, false)
  trade(30_000, true)
  trade(1.5 * minute, true)
  trade(4 * minute, true)
  heard.interrupt()
  trade(4.2 * minute, false)
  trade(4.4 * minute, true)
  trade(5.5 * minute, true)
  klines.push(...exchange.closeBefore(day + 7 * minute))
  ours.push(...heard.closeBefore(day + 7 * minute))
  const verdicts = ours.map((candle, index) => agreesWith(klines[index] ?? candle, candle).kind)
  // Joined within the first, lost within the fifth; the third, fourth and last are quiet.
  expect(verdicts).toEqual(['cannot-tell', 'equal', 'equal', 'equal', 'cannot-tell', 'equal', 'equal'])
  const missed = { ...(ours[0] ?? fromTrades()), whole: true }
  expect(agreesWith(klines[0] ?? missed, missed)).toEqual({
    kind: 'different',
    in: ['open', 'low', 'volume'],
  })
})

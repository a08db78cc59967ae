import { describe, expect, test } from 'vitest'
import type { ClosedCandle } from '../../../src-main/domain/market/candle.ts'
import { CandleAggregator } from '../../../src-main/domain/market/candle-aggregator.ts'
import { type CandleOfTrades, TradeCandles } from '../../../src-main/domain/market/trade-candles.ts'
import { type RecordedTrade, recordedTrades } from '../../support/recorded-market.ts'
import { textOfUnits, unitsOfText } from '../../support/scaled.ts'

/** XRP/ETH on two and a half days of October 2019. */
const trades = recordedTrades('xrp-eth-trades-2019-10')
const end = (trades.at(-1)?.time ?? 0) + 300_000
const spans = { '1m': 60_000, '5m': 300_000 } as const
type Span = keyof typeof spans

const fromTrades = (timeframe: Span): readonly CandleOfTrades[] => {
  const candles = new TradeCandles(timeframe)
  const closed = trades.flatMap(({ time, id, price, amount }) => {
    const added = candles.add({ time, id, price: Number(price), amount: Number(amount) })
    expect(added.kind).toBe('taken')
    return added.kind === 'taken' ? added.closed : []
  })
  return [...closed, ...candles.closeBefore(end)]
}

const number = (units: bigint | undefined) => Number(textOfUnits(units ?? -1n))

/** The candle of a group of trades, from their decimals as whole numbers. */
const byHand = (group: readonly RecordedTrade[]) => {
  const prices = group.map(({ price }) => unitsOfText(price))
  const sorted = prices.toSorted((one, other) => Number(one - other))
  const volume = group.reduce((sum, { amount }) => sum + unitsOfText(amount), 0n)
  return {
    open: number(prices[0]),
    high: number(sorted.at(-1)),
    low: number(sorted[0]),
    close: number(prices.at(-1)),
    volume: number(volume),
  }
}

test('the recording is in order of time and id, without a break and with several trades in one millisecond', () => {
  expect(trades).toHaveLength(12_477)
  for (const [index, { time, id }] of trades.entries()) {
    const before = trades[index - 1]
    if (before === undefined) continue
    expect(time).toBeGreaterThanOrEqual(before.time)
    expect(id).toBe(before.id + 1)
  }
  expect(new Set(trades.map(({ time }) => time)).size).toBe(12_477 - 2_490)
})

describe.each([
  ['1m', 3_560, 1_091],
  ['5m', 712, 6],
] as const)('candles of %s', (timeframe, count, quiet) => {
  const span = spans[timeframe]
  const groups = Map.groupBy(trades, ({ time }) => Math.floor(time / span) * span)
  const candles = fromTrades(timeframe)
  // The last trade's candle and what time alone has closed after it.
  const untilLast = candles.filter(({ openTime }) => openTime <= Math.max(...groups.keys()))

  test(`are ${count} without a hole, ${quiet} of them flat at the close before and marked`, () => {
    const first = Math.min(...groups.keys())
    expect(untilLast.map(({ openTime }) => openTime)).toEqual(
      Array.from({ length: count }, (_, index) => first + index * span),
    )
    const flat = untilLast.filter(({ openTime }) => !groups.has(openTime))
    expect(flat).toHaveLength(quiet)
    expect(untilLast.filter(({ provenance }) => provenance === 'synthetic')).toEqual(flat)
    for (const [index, candle] of untilLast.entries()) {
      if (candle.provenance !== 'synthetic') continue
      const price = untilLast[index - 1]?.close
      expect(candle).toMatchObject({ open: price, high: price, low: price, close: price, volume: 0 })
    }
  })

  test('hold to the digit what the decimals of their trades add up to', () => {
    let compared = 0
    for (const candle of untilLast) {
      const group = groups.get(candle.openTime)
      if (group === undefined) continue
      expect(candle).toMatchObject({ ...byHand(group), provenance: 'stream', closed: true })
      compared += group.length
    }
    expect(compared).toBe(12_477)
  })
})

test('five minutes from trades are five minutes from minutes, quiet ones and provenance included', () => {
  const direct = fromTrades('5m')
  const aggregator = new CandleAggregator('1m', '5m')
  const minutes = fromTrades('1m')
  const aggregated = minutes.flatMap((minute) => aggregator.commit(minute))
  const plain = (candles: readonly ClosedCandle[]) =>
    candles.map(({ openTime, open, high, low, close, volume, closed, provenance }) => ({
      openTime,
      open,
      high,
      low,
      close,
      volume,
      closed,
      provenance,
    }))
  expect(plain(aggregated)).toEqual(plain(direct))
  // Where a quiet minute begins five that traded, its price must not become theirs.
  const quietStarts = minutes.filter(
    ({ openTime, provenance }) => openTime % 300_000 === 0 && provenance === 'synthetic',
  )
  expect(quietStarts).toHaveLength(206)
})

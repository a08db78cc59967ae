import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPlausible } from '../../../src-main/domain/market/candle.ts'
import { CandleAggregator } from '../../../src-main/domain/market/candle-aggregator.ts'
import { type CandleTrade, TradeCandles } from '../../../src-main/domain/market/trade-candles.ts'
import { day } from '../../support/candles.ts'
import { marketText, textOfUnits, unitsOfText } from '../../support/scaled.ts'

const minute = 60_000
/** Half the distance between neighbouring doubles, relative. */
const rounding = Number.EPSILON / 2

const amounts = marketText(8)
/** Trades of some minutes in order of time and id, now and then several in one millisecond, some minutes empty. */
const trades = fc
  .array(
    fc.record({
      wait: fc.oneof(
        fc.constant(0),
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 0, max: 400_000 }),
      ),
      price: fc.integer({ min: 1, max: 1_000_000 }),
      amount: amounts,
    }),
    { minLength: 1, maxLength: 120 },
  )
  .map((all) => {
    let time = day
    return all.map(({ wait, price, amount }, id) => {
      time += wait
      return { time, price, amount, id }
    })
  })

type TextTrade = {
  readonly time: number
  readonly price: number
  readonly amount: string
  readonly id: number
}
const numbersOf = (trade: TextTrade): CandleTrade => ({ ...trade, amount: Number(trade.amount) })
const minuteOf = ({ time }: { readonly time: number }) => time - (time % minute)

const candlesOf = (all: readonly CandleTrade[], timeframe: '1m' | '5m' = '1m') => {
  const candles = new TradeCandles(timeframe)
  const end = Math.max(...all.map(({ time }) => time)) + 5 * minute
  return [
    ...all.flatMap((trade) => {
      const added = candles.add(trade)
      expect(added.kind).toBe('taken')
      return added.kind === 'taken' ? added.closed : []
    }),
    ...candles.closeBefore(end),
  ]
}

describe('candles of any trades', () => {
  test('are plausible, follow each other without a hole, and begin with the first trade', () => {
    fc.assert(
      fc.property(trades, (all) => {
        const candles = candlesOf(all.map(numbersOf))
        expect(candles.every(isPlausible)).toBe(true)
        const first = minuteOf(all[0] ?? { time: 0 })
        expect(candles.map(({ openTime }) => openTime)).toEqual(
          candles.map((_, index) => first + index * minute),
        )
      }),
    )
  })

  test('hold what a search through all trades of the minute finds, volume to the last digit but one', () => {
    fc.assert(
      fc.property(trades, (all) => {
        const groups = Map.groupBy(all, minuteOf)
        let close = 0
        for (const candle of candlesOf(all.map(numbersOf))) {
          const group = groups.get(candle.openTime) ?? []
          const prices = group.length === 0 ? [close] : group.map(({ price }) => price)
          close = prices.at(-1) ?? 0
          const volume = Number(textOfUnits(group.reduce((sum, { amount }) => sum + unitsOfText(amount), 0n)))
          expect(candle).toMatchObject({
            open: prices[0],
            high: Math.max(...prices),
            low: Math.min(...prices),
            close,
            provenance: group.length === 0 ? 'synthetic' : 'stream',
          })
          expect(Math.abs(candle.volume - volume)).toBeLessThanOrEqual(4 * rounding * volume)
        }
      }),
    )
  })

  test('do not depend on the order in which the trades of a minute come', () => {
    const shuffled = trades.chain((all) =>
      fc
        .tuple(
          ...[...Map.groupBy(all, minuteOf).values()].map((group) =>
            fc.shuffledSubarray(group, { minLength: group.length }),
          ),
        )
        .map((groups) => ({ all, mixed: groups.flat() })),
    )
    fc.assert(
      fc.property(shuffled, ({ all, mixed }) => {
        const [inOrder, outOfOrder] = [candlesOf(all.map(numbersOf)), candlesOf(mixed.map(numbersOf))]
        const withoutVolume = (candles: typeof inOrder) => candles.map(({ volume, whole, ...rest }) => rest)
        expect(withoutVolume(outOfOrder)).toEqual(withoutVolume(inOrder))
        for (const [index, { volume }] of inOrder.entries()) {
          const other = outOfOrder[index]?.volume ?? Number.NaN
          expect(Math.abs(other - volume)).toBeLessThanOrEqual(4 * rounding * volume)
        }
      }),
    )
  })

  test('of five minutes are what the minutes add up to', () => {
    fc.assert(
      fc.property(trades, (all) => {
        const aggregator = new CandleAggregator('1m', '5m')
        const added = candlesOf(all.map(numbersOf)).flatMap((candle) => aggregator.commit(candle))
        const direct = candlesOf(all.map(numbersOf), '5m').slice(0, added.length)
        const values = (candles: typeof added) =>
          candles.map(({ openTime, open, high, low, close, provenance }) => ({
            openTime,
            open,
            high,
            low,
            close,
            provenance,
          }))
        expect(values(added)).toEqual(values(direct))
        for (const [index, { volume }] of direct.entries()) {
          expect(Math.abs((added[index]?.volume ?? Number.NaN) - volume)).toBeLessThanOrEqual(
            10 * rounding * volume,
          )
        }
      }),
    )
  })
})

test('the volume of a million small trades beside a large one does not drift', () => {
  const candles = new TradeCandles('1d')
  candles.add({ time: day, price: 1, amount: 1e9 })
  let naive = 1e9
  for (let trade = 0; trade < 1_000_000; trade += 1) {
    candles.add({ time: day + trade, price: 1, amount: 1e-8 })
    naive += 1e-8
  }
  const [candle] = candles.closeBefore(day + 86_400_000)
  expect(candle?.volume).toBe(1_000_000_000.01)
  // A running sum would have lost all of them.
  expect(naive).toBe(1e9)
})

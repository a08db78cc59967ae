import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { candleTicks } from '../../../src-main/adapters/exchanges/replay/candle-ticks.ts'
import { closedCandle, day, minutes } from '../../support/candles.ts'

const ticksOf = (candle: Parameters<typeof candleTicks>[1], seed = 1) => candleTicks('BTC/USDT', candle, seed)

describe('the trades that a minute becomes', () => {
  test('go along open, low, high, close when the low is the nearer to the open', () => {
    const candle = closedCandle(day, { open: 100, low: 99, high: 105, close: 102 })
    expect(ticksOf(candle).map((tick) => tick.price)).toEqual([100, 99, 105, 102])
  })

  test('go along open, high, low, close when the high is', () => {
    const candle = closedCandle(day, { open: 104, low: 99, high: 105, close: 102 })
    expect(ticksOf(candle).map((tick) => tick.price)).toEqual([104, 105, 99, 102])
  })

  test('stay in their minute and in order, and their amounts are the volume', () => {
    fc.assert(
      fc.property(minutes(1), fc.nat(1_000), ([candle = closedCandle(day)], seed) => {
        const ticks = ticksOf(candle, seed)
        const times = ticks.map((tick) => tick.time - candle.openTime)
        expect(times[0]).toBe(0)
        expect(times).toEqual([...times].sort((a, b) => a - b))
        expect(times.at(-1)).toBeLessThan(60_000)
        const sum = ticks.reduce((total, tick) => total + tick.amount, 0)
        expect(Math.abs(sum - candle.volume)).toBeLessThanOrEqual(candle.volume * 1e-12)
        for (const tick of ticks) expect(tick.amount).toBeGreaterThanOrEqual(0)
        const prices = ticks.map((tick) => tick.price)
        expect([Math.max(...prices), Math.min(...prices)]).toEqual([candle.high, candle.low])
      }),
    )
  })

  test('are the same with the same seed, others for another seed, pair or minute', () => {
    const candle = closedCandle(day)
    expect(ticksOf(candle)).toEqual(ticksOf(candle))
    const amounts = [
      ticksOf(candle),
      ticksOf(candle, 2),
      candleTicks('ETH/USDT', candle, 1),
      ticksOf(closedCandle(day + 60_000)),
    ].map((ticks) => ticks[0]?.amount)
    expect(new Set(amounts).size).toBe(4)
  })

  test('of a minute without trades move nothing', () => {
    expect(ticksOf(closedCandle(day, { volume: 0 })).map((tick) => tick.amount)).toEqual([0, 0, 0, 0])
  })
})

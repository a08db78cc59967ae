import * as signals from 'trading-signals'
import { describe, expect, test } from 'vitest'
import { AverageDirectionalIndex } from '../../../../src-main/domain/indicators/average-directional-index.ts'
import { AverageTrueRange } from '../../../../src-main/domain/indicators/average-true-range.ts'
import { BollingerBands } from '../../../../src-main/domain/indicators/bollinger-bands.ts'
import { Ema } from '../../../../src-main/domain/indicators/ema.ts'
import { Ichimoku } from '../../../../src-main/domain/indicators/ichimoku.ts'
import { Macd } from '../../../../src-main/domain/indicators/macd.ts'
import { OnBalanceVolume } from '../../../../src-main/domain/indicators/on-balance-volume.ts'
import { Rsi } from '../../../../src-main/domain/indicators/rsi.ts'
import { Sma } from '../../../../src-main/domain/indicators/sma.ts'
import { StochasticRsi } from '../../../../src-main/domain/indicators/stochastic-rsi.ts'
import { SuperTrend } from '../../../../src-main/domain/indicators/super-trend.ts'
import { Vwap } from '../../../../src-main/domain/indicators/vwap.ts'
import { Wma } from '../../../../src-main/domain/indicators/wma.ts'
import { closedCandle, closesAt, day } from '../../../support/candles.ts'
import { type Agreement, single, testAgreements } from './support/agreement.ts'
import { recorded } from './support/candles.ts'

const agreements: readonly Agreement[] = [
  {
    name: 'SMA',
    create: () => new Sma(20),
    other: () => {
      const sma = new signals.SMA(20)
      return ({ close }) => single(sma.update(close, false))
    },
  },
  {
    name: 'WMA',
    create: () => new Wma(20),
    other: () => {
      const wma = new signals.WMA(20)
      return ({ close }) => single(wma.update(close, false))
    },
  },
  {
    // It begins with the first price instead of a simple average.
    name: 'EMA, once its beginning is forgotten',
    create: () => new Ema(9),
    other: () => {
      const ema = new signals.EMA(9)
      return ({ close }) => single(ema.update(close, false))
    },
    from: 120,
  },
  {
    name: 'RSI',
    create: () => new Rsi(14),
    other: () => {
      const rsi = new signals.RSI(14)
      return ({ close }) => single(rsi.update(close, false))
    },
  },
  {
    // It counts to 1. Its %D is another matter, see below.
    name: 'stochastic RSI, raw and %K',
    create: () => new StochasticRsi(14, 14, 3, 3),
    other: () => {
      const k = new signals.SMA(3)
      const stochastic = new signals.StochasticRSI(14, signals.WSMA, { k, d: new signals.SMA(3) })
      return ({ close }) => {
        const raw = stochastic.update(close, false)
        return raw === null || !k.isStable ? null : { raw: raw * 100, k: k.getResultOrThrow() * 100 }
      }
    },
  },
  {
    name: 'Bollinger bands',
    create: () => new BollingerBands(20, 2),
    other: () => {
      const bands = new signals.BollingerBands(20, 2)
      return ({ close }) => {
        const result = bands.update(close, false)
        return result === null ? null : { ...result }
      }
    },
  },
  {
    // It takes the first candle's high less its low for a true range and so begins one candle earlier.
    name: 'ATR, once its beginning is forgotten',
    create: () => new AverageTrueRange(14),
    other: () => {
      const atr = new signals.ATR(14)
      return (candle) => single(atr.update(candle, false))
    },
    from: 400,
  },
  {
    // It begins one candle earlier, and counts equal movement up and down twice instead of not at all.
    name: 'ADX, once its beginning is forgotten and where there is no equal movement',
    create: () => new AverageDirectionalIndex(14),
    other: () => {
      const adx = new signals.ADX(14)
      return (candle) => {
        const result = adx.update(candle, false)
        return result === null
          ? null
          : { adx: result, plusDi: (adx.pdi ?? 0) * 100, minusDi: (adx.mdi ?? 0) * 100 }
      }
    },
    from: 900,
  },
  {
    // All its averages begin with their first value.
    name: 'MACD, once its beginning is forgotten',
    create: () => new Macd(12, 26, 9),
    other: () => {
      const macd = new signals.MACD(new signals.EMA(12), new signals.EMA(26), new signals.EMA(9))
      return ({ close }) => {
        const result = macd.update(close, false)
        return result === null
          ? null
          : { line: result.macd, signal: result.signal, histogram: result.histogram }
      }
    },
    from: 600,
  },
  {
    // Its spans are not displaced, and it says nothing before the longest period is full.
    name: 'Ichimoku',
    create: () => new Ichimoku(),
    other: () => {
      const cloud = new signals.IchimokuCloud()
      return (candle) => {
        const result = cloud.update(candle, false)
        if (result === null) return null
        const { conversion, base, spanA, spanB } = result
        return { conversion, base, leadingSpanA: spanA, leadingSpanB: spanB }
      }
    },
  },
  {
    // Its true ranges begin one candle earlier, its first trend with the upper band.
    name: 'SuperTrend, once its beginning is forgotten',
    create: () => new SuperTrend(10, 3),
    other: () => {
      const trend = new signals.SuperTrend({ interval: 10, multiplier: 3 })
      return (candle) => {
        const result = trend.update(candle, false)
        return result === null
          ? null
          : { line: result.supertrend, trend: result.trend === 'BULLISH' ? 'bullish' : 'bearish' }
      }
    },
    from: 600,
  },
  {
    name: 'OBV',
    create: () => new OnBalanceVolume(),
    other: () => {
      const obv = new signals.OBV(2)
      return (candle) => single(obv.update(candle, false))
    },
  },
  {
    name: 'VWAP without sessions',
    create: () => new Vwap(Number.POSITIVE_INFINITY),
    other: () => {
      const vwap = new signals.VWAP()
      return (candle) => single(vwap.update(candle, false))
    },
  },
]

describe('agrees with trading-signals', () => testAgreements(agreements))

describe('trading-signals differs', () => {
  test('in %D of the stochastic RSI, which it leaves as it is whenever %K is 0', () => {
    const [k, d] = [new signals.SMA(3), new signals.SMA(3)]
    const theirs = new signals.StochasticRSI(14, signals.WSMA, { k, d })
    const ours = new StochasticRsi()
    let [compared, different, afterZero] = [0, 0, 0]
    let candlesSinceZero = Number.POSITIVE_INFINITY
    for (const candle of recorded('btc-usdt-1m-2021-02-19')) {
      ours.commit(candle)
      theirs.update(candle.close, false)
      candlesSinceZero = ours.value.k === 0 ? 0 : candlesSinceZero + 1
      if (!d.isStable || Number.isNaN(ours.value.d)) continue
      compared += 1
      if (Math.abs(d.getResultOrThrow() * 100 - ours.value.d) < 1e-7) continue
      different += 1
      if (candlesSinceZero < 3) afterZero += 1
    }
    // Nowhere but where a 0 is among the last three.
    expect(different).toBe(afterZero)
    expect(different / compared).toBeGreaterThan(0.01)
  })

  test('in the RSI of a price that never moved, which it calls overbought', () => {
    const [theirs, ours] = [new signals.RSI(3), new Rsi(3)]
    for (const candle of closesAt(60_000, [5, 5, 5, 5, 5])) {
      theirs.update(candle.close, false)
      ours.commit(candle)
    }
    expect([theirs.getResultOrThrow(), ours.value]).toEqual([100, 50])
  })

  test('in movement up and down of the same size, which Wilder counts for neither', () => {
    const [theirs, ours] = [new signals.ADX(2), new AverageDirectionalIndex(2)]
    for (let index = 0; index < 6; index += 1) {
      const candle = closedCandle(day + index, { high: 100 + index, low: 90 - index, close: 95 })
      theirs.update(candle, false)
      ours.commit(candle)
    }
    expect(theirs.pdi).toBeGreaterThan(0)
    expect(ours.value).toMatchObject({ adx: 0, plusDi: 0, minusDi: 0 })
  })
})

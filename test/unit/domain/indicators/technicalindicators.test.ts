import * as technical from 'technicalindicators'
import { describe } from 'vitest'
import { AverageDirectionalIndex } from '../../../../src-main/domain/indicators/average-directional-index.ts'
import { AverageTrueRange } from '../../../../src-main/domain/indicators/average-true-range.ts'
import { BollingerBands } from '../../../../src-main/domain/indicators/bollinger-bands.ts'
import { Ema } from '../../../../src-main/domain/indicators/ema.ts'
import { Ichimoku } from '../../../../src-main/domain/indicators/ichimoku.ts'
import { Macd } from '../../../../src-main/domain/indicators/macd.ts'
import { OnBalanceVolume } from '../../../../src-main/domain/indicators/on-balance-volume.ts'
import { Rsi } from '../../../../src-main/domain/indicators/rsi.ts'
import { Sma } from '../../../../src-main/domain/indicators/sma.ts'
import { Wma } from '../../../../src-main/domain/indicators/wma.ts'
import { type Agreement, single, testAgreements } from './support/agreement.ts'

const none = { high: [], low: [], close: [], volume: [] }

const agreements: readonly Agreement[] = [
  {
    name: 'SMA',
    create: () => new Sma(20),
    other: () => {
      const sma = new technical.SMA({ period: 20, values: [] })
      return ({ close }) => single(sma.nextValue(close))
    },
  },
  {
    name: 'EMA',
    create: () => new Ema(21),
    other: () => {
      const ema = new technical.EMA({ period: 21, values: [] })
      return ({ close }) => single(ema.nextValue(close))
    },
  },
  {
    name: 'WMA',
    create: () => new Wma(20),
    other: () => {
      const wma = new technical.WMA({ period: 20, values: [] })
      return ({ close }) => single(wma.nextValue(close))
    },
  },
  {
    // It rounds to two decimals, which leaves nothing to compare of its stochastic RSI.
    name: 'RSI to its two decimals',
    create: () => new Rsi(14),
    other: () => {
      const rsi = new technical.RSI({ period: 14, values: [] })
      return ({ close }) => single(rsi.nextValue(close))
    },
    rounding: 0.0051,
  },
  {
    name: 'Bollinger bands',
    create: () => new BollingerBands(20, 2),
    other: () => {
      const bands = new technical.BollingerBands({ period: 20, stdDev: 2, values: [] })
      return ({ close }) => {
        const result = bands.nextValue(close)
        if (result === undefined) return null
        return { middle: result.middle, upper: result.upper, lower: result.lower, percentB: result.pb }
      }
    },
  },
  {
    name: 'ATR',
    create: () => new AverageTrueRange(14),
    other: () => {
      const atr = new technical.ATR({ ...none, period: 14 })
      return (candle) => single(atr.nextValue(candle))
    },
  },
  {
    name: 'ADX',
    create: () => new AverageDirectionalIndex(14),
    other: () => {
      const adx = new technical.ADX({ ...none, period: 14 })
      return (candle) => {
        const result = adx.nextValue(candle as never)
        return result === undefined ? null : { adx: result.adx, plusDi: result.pdi, minusDi: result.mdi }
      }
    },
  },
  {
    name: 'MACD',
    create: () => new Macd(12, 26, 9),
    other: () => {
      const periods = { fastPeriod: 12, slowPeriod: 26, signalPeriod: 9 }
      const averages = { SimpleMAOscillator: false, SimpleMASignal: false }
      const macd = new technical.MACD({ ...periods, ...averages, values: [] })
      return ({ close }) => {
        const result = macd.nextValue(close)
        return result?.signal === undefined || result.MACD === undefined
          ? null
          : { line: result.MACD, signal: result.signal, histogram: result.MACD - result.signal }
      }
    },
  },
  {
    // Its spans are not displaced, and it says nothing before the longest period is full.
    name: 'Ichimoku',
    create: () => new Ichimoku(),
    other: () => {
      const periods = { conversionPeriod: 9, basePeriod: 26, spanPeriod: 52, displacement: 26 }
      const cloud = new technical.IchimokuCloud({ ...none, ...periods })
      return (candle) => {
        const result = cloud.nextValue(candle)
        if (result === undefined) return null
        const { conversion, base, spanA, spanB } = result
        return { conversion, base, leadingSpanA: spanA, leadingSpanB: spanB }
      }
    },
  },
  {
    name: 'OBV',
    create: () => new OnBalanceVolume(),
    other: () => {
      const obv = new technical.OBV({ close: [], volume: [] })
      return (candle) => single(obv.nextValue(candle))
    },
  },
]

describe('agrees with technicalindicators', () => testAgreements(agreements))

import { AverageDirectionalIndex } from '../../../../../src-main/domain/indicators/average-directional-index.ts'
import { AverageTrueRange } from '../../../../../src-main/domain/indicators/average-true-range.ts'
import { BollingerBands } from '../../../../../src-main/domain/indicators/bollinger-bands.ts'
import { Ema } from '../../../../../src-main/domain/indicators/ema.ts'
import { Ichimoku } from '../../../../../src-main/domain/indicators/ichimoku.ts'
import type { Indicator } from '../../../../../src-main/domain/indicators/indicator.ts'
import { Macd } from '../../../../../src-main/domain/indicators/macd.ts'
import { MacdDivergence } from '../../../../../src-main/domain/indicators/macd-divergence.ts'
import { OnBalanceVolume } from '../../../../../src-main/domain/indicators/on-balance-volume.ts'
import { Pivots } from '../../../../../src-main/domain/indicators/pivots.ts'
import { Rsi } from '../../../../../src-main/domain/indicators/rsi.ts'
import { Sma } from '../../../../../src-main/domain/indicators/sma.ts'
import { StochasticRsi } from '../../../../../src-main/domain/indicators/stochastic-rsi.ts'
import { SuperTrend } from '../../../../../src-main/domain/indicators/super-trend.ts'
import { SupportResistance } from '../../../../../src-main/domain/indicators/support-resistance.ts'
import { TrueRange } from '../../../../../src-main/domain/indicators/true-range.ts'
import { VolumeAverage } from '../../../../../src-main/domain/indicators/volume-average.ts'
import { VolumeProfile } from '../../../../../src-main/domain/indicators/volume-profile.ts'
import { Vwap } from '../../../../../src-main/domain/indicators/vwap.ts'
import { Wma } from '../../../../../src-main/domain/indicators/wma.ts'
import type { Candle } from '../../../../../src-main/domain/market/candle.ts'
import * as levels from './naive-levels.ts'
import * as oscillators from './naive-oscillators.ts'
import * as trend from './naive-trend.ts'
import * as volume from './naive-volume.ts'

/** A number stands alone; of several each has its name. */
export type Fields = Readonly<Record<string, number | boolean | string>>

export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' ? { ...(value as Fields) } : { value: value as number }

export interface Case {
  readonly name: string
  readonly create: () => Indicator<unknown>
  /** The same from scratch: a value for each candle. */
  readonly naive: (candles: readonly Candle[]) => readonly unknown[]
  /** What grows with the prices; `none` is what they leave as it is. */
  readonly scales: 'all' | 'none' | readonly string[]
  /** Fields that may be NaN whenever there is nothing to tell. */
  readonly mayBeMissing?: readonly string[]
  /** It answers after so many candles whatever came before them. */
  readonly forgetsAfter?: number
}

const reads = { fast: 3, slow: 6, left: 2, right: 2, reach: 9 }
const usual = { fast: 12, slow: 26, left: 5, right: 5, reach: 60 }
const levelsOf = { left: 2, right: 3, memory: 6, tolerance: 0.01 }
const day = 86_400_000

/** With periods short enough that a few dozen candles show everything. */
export const shortCases: readonly Case[] = [
  { name: 'EMA 5', create: () => new Ema(5), naive: (all) => oscillators.ema(all, 5), scales: 'all' },
  { name: 'EMA 1', create: () => new Ema(1), naive: (all) => oscillators.ema(all, 1), scales: 'all' },
  {
    name: 'SMA 4',
    create: () => new Sma(4),
    naive: (all) => oscillators.sma(all, 4),
    scales: 'all',
    forgetsAfter: 4,
  },
  {
    name: 'SMA 1',
    create: () => new Sma(1),
    naive: (all) => oscillators.sma(all, 1),
    scales: 'all',
    forgetsAfter: 1,
  },
  {
    name: 'WMA 5',
    create: () => new Wma(5),
    naive: (all) => oscillators.wma(all, 5),
    scales: 'all',
    forgetsAfter: 5,
  },
  { name: 'RSI 4', create: () => new Rsi(4), naive: (all) => oscillators.rsi(all, 4), scales: 'none' },
  {
    name: 'stochastic RSI 3, 5, 2, 3',
    create: () => new StochasticRsi(3, 5, 2, 3),
    naive: (all) => oscillators.stochasticRsi(all, { rsi: 3, stochastic: 5, k: 2, d: 3 }),
    scales: 'none',
  },
  {
    name: 'Bollinger bands 6, 2',
    create: () => new BollingerBands(6, 2),
    naive: (all) => oscillators.bollinger(all, 6, 2),
    scales: ['middle', 'upper', 'lower'],
    forgetsAfter: 6,
  },
  {
    name: 'true range',
    create: () => new TrueRange(),
    naive: trend.trueRange,
    scales: 'all',
    forgetsAfter: 2,
  },
  {
    name: 'ATR 4',
    create: () => new AverageTrueRange(4),
    naive: (all) => trend.averageTrueRange(all, 4),
    scales: 'all',
  },
  {
    name: 'ADX 4',
    create: () => new AverageDirectionalIndex(4),
    naive: (all) => trend.averageDirectionalIndex(all, 4),
    scales: ['averageRange'],
  },
  {
    name: 'MACD 3, 6, 4',
    create: () => new Macd(3, 6, 4),
    naive: (all) => oscillators.macd(all, { fast: 3, slow: 6, signal: 4 }),
    scales: 'all',
  },
  {
    name: 'MACD divergence',
    create: () => new MacdDivergence(reads.fast, reads.slow, reads.left, reads.right, reads.reach),
    naive: (all) => levels.macdDivergence(all, reads),
    scales: 'none',
  },
  {
    name: 'Ichimoku 3, 5, 8, 4',
    create: () => new Ichimoku(3, 5, 8, 4),
    naive: (all) => trend.ichimoku(all, { conversion: 3, base: 5, spanB: 8, displacement: 4 }),
    scales: ['conversion', 'base', 'spanA', 'spanB', 'leadingSpanA', 'leadingSpanB', 'lagging'],
    forgetsAfter: 12,
  },
  {
    name: 'Ichimoku 8, 3, 5, 4',
    create: () => new Ichimoku(8, 3, 5, 4),
    naive: (all) => trend.ichimoku(all, { conversion: 8, base: 3, spanB: 5, displacement: 4 }),
    scales: ['conversion', 'base', 'spanA', 'spanB', 'leadingSpanA', 'leadingSpanB', 'lagging'],
    forgetsAfter: 12,
  },
  {
    name: 'SuperTrend 4, 2',
    create: () => new SuperTrend(4, 2),
    naive: (all) => trend.superTrend(all, 4, 2),
    scales: ['line', 'upper', 'lower'],
  },
  {
    name: 'pivots 2, 3',
    create: () => new Pivots(2, 3),
    naive: (all) => levels.pivots(all, 2, 3),
    scales: 'all',
    mayBeMissing: ['high', 'low'],
    forgetsAfter: 6,
  },
  {
    name: 'support and resistance',
    create: () => new SupportResistance(2, 3, 6, 0.01),
    naive: (all) => levels.supportResistance(all, levelsOf),
    scales: ['support', 'resistance'],
    mayBeMissing: ['support', 'resistance'],
  },
  { name: 'OBV', create: () => new OnBalanceVolume(), naive: volume.onBalanceVolume, scales: 'none' },
  {
    name: 'volume average 4',
    create: () => new VolumeAverage(4),
    naive: (all) => volume.volumeAverage(all, 4),
    scales: 'none',
    forgetsAfter: 4,
  },
  {
    name: 'VWAP',
    create: () => new Vwap(),
    naive: (all) => volume.vwap(all, day),
    scales: 'all',
    mayBeMissing: ['value'],
  },
  {
    name: 'volume profile 8',
    create: () => new VolumeProfile(8),
    naive: (all) => volume.volumeProfile(all, 8, 0.7),
    scales: 'all',
    mayBeMissing: ['pointOfControl', 'valueAreaLow', 'valueAreaHigh'],
    forgetsAfter: 8,
  },
]

/** With the periods that traders use. */
export const usualCases: readonly Case[] = [
  { name: 'EMA 9', create: () => new Ema(9), naive: (all) => oscillators.ema(all, 9), scales: 'all' },
  { name: 'EMA 200', create: () => new Ema(200), naive: (all) => oscillators.ema(all, 200), scales: 'all' },
  { name: 'SMA 20', create: () => new Sma(20), naive: (all) => oscillators.sma(all, 20), scales: 'all' },
  { name: 'SMA 200', create: () => new Sma(200), naive: (all) => oscillators.sma(all, 200), scales: 'all' },
  { name: 'WMA 20', create: () => new Wma(20), naive: (all) => oscillators.wma(all, 20), scales: 'all' },
  { name: 'RSI 14', create: () => new Rsi(), naive: (all) => oscillators.rsi(all, 14), scales: 'none' },
  {
    name: 'stochastic RSI',
    create: () => new StochasticRsi(),
    naive: (all) => oscillators.stochasticRsi(all, { rsi: 14, stochastic: 14, k: 3, d: 3 }),
    scales: 'none',
  },
  {
    name: 'Bollinger bands 20, 2',
    create: () => new BollingerBands(),
    naive: (all) => oscillators.bollinger(all, 20, 2),
    scales: ['middle', 'upper', 'lower'],
  },
  { name: 'true range', create: () => new TrueRange(), naive: trend.trueRange, scales: 'all' },
  {
    name: 'ATR 14',
    create: () => new AverageTrueRange(),
    naive: (all) => trend.averageTrueRange(all, 14),
    scales: 'all',
  },
  {
    name: 'ADX 14',
    create: () => new AverageDirectionalIndex(),
    naive: (all) => trend.averageDirectionalIndex(all, 14),
    scales: ['averageRange'],
  },
  {
    name: 'MACD 12, 26, 9',
    create: () => new Macd(),
    naive: (all) => oscillators.macd(all, { fast: 12, slow: 26, signal: 9 }),
    scales: 'all',
  },
  {
    name: 'MACD divergence',
    create: () => new MacdDivergence(),
    naive: (all) => levels.macdDivergence(all, usual),
    scales: 'none',
  },
  {
    name: 'Ichimoku 9, 26, 52',
    create: () => new Ichimoku(),
    naive: (all) => trend.ichimoku(all, { conversion: 9, base: 26, spanB: 52, displacement: 26 }),
    scales: 'all',
  },
  {
    name: 'SuperTrend 10, 3',
    create: () => new SuperTrend(),
    naive: (all) => trend.superTrend(all, 10, 3),
    scales: 'all',
  },
  {
    name: 'pivots 5, 5',
    create: () => new Pivots(),
    naive: (all) => levels.pivots(all, 5, 5),
    scales: 'all',
    mayBeMissing: ['high', 'low'],
  },
  {
    name: 'support and resistance',
    create: () => new SupportResistance(),
    naive: (all) => levels.supportResistance(all, { left: 5, right: 5, memory: 20, tolerance: 0.002 }),
    scales: 'all',
    mayBeMissing: ['support', 'resistance'],
  },
  {
    name: 'volume average 20',
    create: () => new VolumeAverage(),
    naive: (all) => volume.volumeAverage(all, 20),
    scales: 'none',
  },
  { name: 'OBV', create: () => new OnBalanceVolume(), naive: volume.onBalanceVolume, scales: 'none' },
  {
    name: 'VWAP',
    create: () => new Vwap(),
    naive: (all) => volume.vwap(all, day),
    scales: 'all',
    mayBeMissing: ['value'],
  },
  {
    name: 'volume profile 240',
    create: () => new VolumeProfile(),
    naive: (all) => volume.volumeProfile(all, 240, 0.7),
    scales: 'all',
    mayBeMissing: ['pointOfControl', 'valueAreaLow', 'valueAreaHigh'],
  },
]

/** Whether a field is a price or a difference of prices. */
export const isPrice = ({ scales }: Case, field: string): boolean =>
  scales === 'all' || (scales !== 'none' && scales.includes(field))

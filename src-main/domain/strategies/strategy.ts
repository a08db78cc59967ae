import type { Candle, ClosedCandle } from '../market/candle.ts'
import type { Timeframe } from '../market/timeframe.ts'
import type { FieldError, ParameterSpec, ParameterValues } from '../parameters.ts'
import type { Facts } from '../sentence.ts'
import type { IndicatorReader, IndicatorWish } from './shared-indicators.ts'

export type ConditionCode =
  | 'ema-cross.crossed-up'
  | 'ema-cross.fast-below-slow'
  | 'ema-cross.close-above-slow'
  | 'mean-reversion.oversold'
  | 'mean-reversion.overbought'
  | 'mean-reversion.below-band'
  | 'mean-reversion.above-band'
  | 'mean-reversion.near-level'
  | 'mean-reversion.higher-bullish'
  | 'mean-reversion.higher-bearish'
  | 'mean-reversion.volume'
  | 'mean-reversion.back-at-mean'
  | 'trend.ichimoku-bullish'
  | 'trend.ichimoku-bearish'
  | 'trend.ichimoku-ended'
  | 'trend.strong'
  | 'trend.super-trend-up'
  | 'trend.super-trend-down'
  | 'trend.super-trend-flipped'
  | 'trend.no-bearish-divergence'
  | 'trend.no-bullish-divergence'

/** One condition as measured: what was found, what it needed to be, whether it held. Worded by the window. */
export interface Condition {
  readonly code: ConditionCode
  readonly facts?: Facts
  /** A trend is 1 when it rises, −1 when it falls, 0 when it does neither. null when there was nothing to measure. */
  readonly value: number | null
  /** How the value must stand to `need`. */
  readonly sign: '>' | '<' | '≤' | '=' | '≠'
  readonly need: number
  readonly passed: boolean
}

/** What a strategy reads for positions of one direction. */
export interface SideReading {
  /** All of these must hold to enter. */
  readonly entry: readonly Condition[]
  /** Any of these ends a position. */
  readonly exit: readonly Condition[]
  /** 0 to 100: how far all entry conditions together are fulfilled. */
  readonly confidence: number
  /** Price at which a position entered now would be given up; null when the strategy names none. */
  readonly stop: number | null
}

/** What a strategy reads from the market at one candle, whatever the bot holds. */
export interface Reading {
  readonly long: SideReading
  /** null for a strategy that never sells what it does not hold. */
  readonly short: SideReading | null
}

/** Where a strategy takes its indicators from: they are shared with all who want the same of the same series. */
export interface StrategyMarket {
  readonly timeframe: Timeframe
  own<Value>(wish: IndicatorWish<Value>): IndicatorReader<Value>
  /** Of the higher timeframe; only what has closed there may be read. */
  higher<Value>(wish: IndicatorWish<Value>): IndicatorReader<Value>
}

/** Asked by the series once its indicators have taken the candle. Incremental: nothing is ever recomputed. */
export interface Strategy {
  /** The market as it stands at the candle; null while what it needs is not defined yet. Changes nothing. */
  read(candle: Candle): Reading | null
  /** The candle has closed and was read: what the next reading must know of it is kept. */
  remember?(candle: ClosedCandle): void
}

export interface StrategyDefinition {
  readonly id: string
  readonly parameters: readonly ParameterSpec[]
  /** False when only closed candles mean something to it. */
  readonly readsForming: boolean
  /** Candles that it needs beyond the warm-up of its indicators. */
  readonly extraCandles: number
  /** Rules between parameters, each being valid alone. */
  check(values: ParameterValues): readonly FieldError[]
  create(values: ParameterValues, market: StrategyMarket): Strategy
}

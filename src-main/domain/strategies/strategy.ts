import type { ClosedCandle } from '../market/candle.ts'
import type { FieldError, ParameterSpec, ParameterValues } from '../parameters.ts'
import type { Facts } from '../sentence.ts'

export type ConditionCode =
  | 'ema-cross.crossed-up'
  | 'ema-cross.fast-below-slow'
  | 'ema-cross.close-above-slow'

/** One condition as measured: what was found, what it needed to be, whether it held. */
export interface Condition {
  readonly code: ConditionCode
  readonly facts?: Facts
  /** As people read it, for example "50367.19". */
  readonly value: string
  /** For example "> 49297.95". */
  readonly need: string
  readonly passed: boolean
}

/** What a strategy reads from the market at one candle, whatever the bot holds. */
export interface Reading {
  /** All of these must hold to enter long. */
  readonly entry: readonly Condition[]
  /** Any of these ends a long position. */
  readonly exit: readonly Condition[]
}

/** Incremental: state grows by one candle at a time and is never recomputed. */
export interface Strategy {
  /** Takes a closed candle; null while its indicators are not defined yet. */
  commit(candle: ClosedCandle): Reading | null
}

export interface StrategyDefinition {
  readonly id: string
  readonly parameters: readonly ParameterSpec[]
  /** Rules between parameters, each being valid alone. */
  check(values: ParameterValues): readonly FieldError[]
  /** Closed candles needed before the first reading. */
  warmUpCandles(values: ParameterValues): number
  create(values: ParameterValues): Strategy
}

import type { Facts } from '../sentence.ts'
import type { Condition, ConditionCode, SideReading } from './strategy.ts'

/** A condition and how far it is fulfilled, 0 to 1; 0.5 and more when it holds. */
export interface Scored {
  readonly condition: Condition
  readonly score: number
}

/** The score is kept on the side of one half that says the same as the condition. */
export const scored = (condition: Condition, score: number): Scored => {
  const [least, most] = condition.passed ? [0.5, 1] : [0, 0.49]
  return { condition, score: Math.min(most, Math.max(least, score)) }
}

export interface Threshold {
  readonly code: ConditionCode
  readonly facts?: Facts
  readonly value: number
  readonly threshold: number
  /** Distance from the threshold at which the condition is beyond doubt, or out of reach. */
  readonly scale: number
}

const conditionOf = (
  { code, facts, value: measured, threshold: need }: Threshold,
  sign: Condition['sign'],
  passed: boolean,
): Condition => {
  const value = Number.isFinite(measured) ? measured : null
  return facts === undefined
    ? { code, value, sign, need, passed }
    : { code, facts, value, sign, need, passed }
}

/** Holds above the threshold; the further the better. */
export const above = (given: Threshold): Scored => {
  const { value, threshold, scale } = given
  return scored(conditionOf(given, '>', value > threshold), 0.5 + (value - threshold) / (2 * scale))
}

/** Holds below the threshold; the further the better. */
export const below = (given: Threshold): Scored => {
  const { value, threshold, scale } = given
  return scored(conditionOf(given, '<', value < threshold), 0.5 + (threshold - value) / (2 * scale))
}

/** Holds or does not. */
export const either = (condition: Condition): Scored => scored(condition, condition.passed ? 1 : 0)

/** @param stop price at which a position entered now would be given up; null when there is none */
export const sideReading = (
  entry: readonly Scored[],
  exit: readonly Scored[],
  stop: number | null,
): SideReading => {
  const total = entry.reduce((sum, { score }) => sum + score, 0)
  return {
    entry: entry.map(({ condition }) => condition),
    exit: exit.map(({ condition }) => condition),
    confidence: Math.round((100 * total) / entry.length),
    stop,
  }
}

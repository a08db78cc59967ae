/**
 * Weight of the next value in an average a + (x − a) · weight that begins as the simple average of its first `period`
 * values: 1, 1/2, 1/3 … until it is seeded, then `settled`.
 * @param taken values so far; below zero while what comes is no value yet and is to be forgotten
 */
export const seedWeight = (taken: number, period: number, settled: number): number =>
  taken < period ? 1 / (Math.max(taken, 0) + 1) : settled

/** The usual weight of an exponential average. */
export const exponentialWeight = (period: number): number => 2 / (period + 1)

/** Wilder's weight (New Concepts in Technical Trading Systems, 1978). */
export const wilderWeight = (period: number): number => 1 / period

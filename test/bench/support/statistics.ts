const sortedOf = (samples: readonly number[]): readonly number[] => {
  if (samples.length === 0) throw new RangeError('there are no samples')
  if (!samples.every(Number.isFinite)) throw new RangeError('a sample is not a finite number')
  return [...samples].sort((a, b) => a - b)
}

/** The middle one, or the mean of the two in the middle. */
export const median = (samples: readonly number[]): number => {
  const sorted = sortedOf(samples)
  const above = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  const below = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN
  return (below + above) / 2
}

/** Nearest rank: the smallest sample that at least this share of all samples does not exceed. */
export const percentile = (samples: readonly number[], share: number): number => {
  if (!(share > 0 && share <= 1)) throw new RangeError('a share lies between 0 and 1')
  const sorted = sortedOf(samples)
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN
}

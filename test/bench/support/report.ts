import { median, percentile } from './statistics.ts'

/** With fewer samples the 99th of a hundred would be the largest one: chance. */
const samplesForP99 = 100

export interface Figures {
  readonly median: number
  readonly p99: number
  /** How many times better than the first baseline; NaN without one. */
  readonly ratio: number
  /** The same for each baseline. */
  readonly ratios: readonly number[]
}

export interface Measurement {
  readonly name: string
  readonly unit: string
  readonly samples: readonly number[]
  /** What is better of this: less of a time or a size, more of a rate. */
  readonly better?: 'less' | 'more'
  /** Measured in the same run, turn by turn, in the same unit. */
  readonly baselines?: readonly { readonly name: string; readonly samples: readonly number[] }[]
  readonly goal?: { readonly words: string; readonly met: (figures: Figures) => boolean }
}

/** One printed line. `value` is the median; `ratio` above 1 is better than the baseline, absent where one is 0. */
export interface Line {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly samples: number
  readonly p99?: number
  readonly baseline?: { readonly name: string; readonly value: number; readonly p99?: number }
  readonly ratio?: number
  readonly goal?: string
  readonly met?: boolean
}

/** Four digits: more would claim a precision that no run repeats. */
const rounded = (value: number): number => Number(value.toPrecision(4))

const ratioOf = ({ better = 'less', samples }: Measurement, baseline: readonly number[]): number =>
  better === 'less' ? median(baseline) / median(samples) : median(samples) / median(baseline)

const tailOf = (samples: readonly number[]) =>
  samples.length < samplesForP99 ? {} : { p99: rounded(percentile(samples, 0.99)) }

/** Nothing is how many times better than something? */
const ratioLine = (ratio = Number.NaN) => (Number.isFinite(ratio) ? { ratio: rounded(ratio) } : {})

/** A line for each baseline, or one without. */
export const linesOf = (measurement: Measurement): readonly Line[] => {
  const { name, unit, samples, baselines = [], goal } = measurement
  const ratios = baselines.map((baseline) => ratioOf(measurement, baseline.samples))
  const figures = {
    median: median(samples),
    p99: percentile(samples, 0.99),
    ratio: ratios[0] ?? Number.NaN,
    ratios,
  }
  const value = { name, value: rounded(figures.median), unit, samples: samples.length }
  const tail = tailOf(samples)
  const verdict = goal === undefined ? {} : { goal: goal.words, met: goal.met(figures) }
  if (baselines.length === 0) return [{ ...value, ...tail, ...verdict }]
  return baselines.map((baseline, index) => ({
    ...value,
    ...tail,
    baseline: {
      name: baseline.name,
      value: rounded(median(baseline.samples)),
      ...tailOf(baseline.samples),
    },
    ...ratioLine(ratios[index]),
    ...verdict,
  }))
}

import { expect, test } from 'vitest'
import { simulate } from '../support/risk-simulation.ts'

const [sequences, parts, steps] = [100_000, 10, 12]

test.each(Array.from({ length: parts }, (_, part) => part))(
  'no sequence of fills, prices and settings passes exposure, a tripped breaker or the loss of a day (part %i)',
  (part) => {
    const count = sequences / parts
    const outcome = simulate(1 + part * count, count, steps)
    expect(outcome.wrong).toEqual([])
    // Else it would hold because nothing ever happened.
    expect(outcome.entries).toBeGreaterThan(count)
    expect(outcome.trips).toBeGreaterThan(count / 100)
    expect(outcome.refusals).toBeGreaterThan(count / 10)
    expect(outcome.gaps).toBeGreaterThan(count / 10)
  },
  60_000,
)

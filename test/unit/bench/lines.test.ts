import { expect, test } from 'vitest'
import { runMadeUp } from './run-made-up.ts'

/** The lines of one benchmark that measured the given things. */
const linesOf = (...measurements: readonly string[]): readonly unknown[] =>
  runMadeUp(
    `[{ names: ['a.b'], run: async () => [${measurements.map((rest) => `{ name: 'a.b', ${rest} }`)}] }]`,
  ).lines

test('the value is the middle sample, of an even number the mean of the middle two', () => {
  expect(linesOf("unit: 'ms', samples: [9, 1, 2]", "unit: 'MB', samples: [10, 1, 3, 2]")).toEqual([
    { name: 'a.b', value: 2, unit: 'ms', samples: 3 },
    { name: 'a.b', value: 2.5, unit: 'MB', samples: 4 },
  ])
})

test('p99 is the smallest that 99 of 100 do not exceed, and not said of fewer', () => {
  expect(
    linesOf("unit: 'ms', samples: to(99)", "unit: 'ms', samples: to(100)", "unit: 'ms', samples: to(101)"),
  ).toEqual([
    { name: 'a.b', value: 50, unit: 'ms', samples: 99 },
    { name: 'a.b', value: 50.5, unit: 'ms', samples: 100, p99: 99 },
    { name: 'a.b', value: 51, unit: 'ms', samples: 101, p99: 100 },
  ])
})

test('numbers sort as numbers', () => {
  expect(linesOf("unit: 'ms', samples: [10, 9, 100]")).toMatchObject([{ value: 10 }])
})

test('each baseline has a line, and more is better in every ratio', () => {
  const baselines = "baselines: [{ name: 'slow', samples: [30, 50, 40] }, { name: 'fast', samples: [5] }]"
  expect(linesOf(`unit: 'ms', samples: [10], ${baselines}`)).toEqual([
    { name: 'a.b', value: 10, unit: 'ms', samples: 1, baseline: { name: 'slow', value: 40 }, ratio: 4 },
    { name: 'a.b', value: 10, unit: 'ms', samples: 1, baseline: { name: 'fast', value: 5 }, ratio: 0.5 },
  ])
  expect(linesOf(`unit: '1/s', better: 'more', samples: [10], ${baselines}`)).toMatchObject([
    { ratio: 0.25 },
    { ratio: 2 },
  ])
})

test('a baseline of many samples says its own p99', () => {
  const baselines = "baselines: [{ name: 'x', samples: to(100) }, { name: 'y', samples: to(99) }]"
  expect(linesOf(`unit: 'ms', samples: [1], ${baselines}`)).toMatchObject([
    { baseline: { name: 'x', value: 50.5, p99: 99 } },
    { baseline: { name: 'y', value: 50 } },
  ])
})

test('nothing has no ratio to something', () => {
  const baselines = "baselines: [{ name: 'some', samples: [5] }]"
  const [line] = linesOf(`unit: 'lost', samples: [0], ${baselines}`)
  expect(line).toEqual({
    name: 'a.b',
    value: 0,
    unit: 'lost',
    samples: 1,
    baseline: { name: 'some', value: 5 },
  })
})

test('a goal is said with its verdict, at the limit and one step past it', () => {
  const goal = "unit: 'ms', goal: { words: '≤ 5 ms', met: ({ median }) => median <= 5 }"
  expect(linesOf(`samples: [5], ${goal}`, `samples: [5.001], ${goal}`)).toMatchObject([
    { goal: '≤ 5 ms', met: true },
    { goal: '≤ 5 ms', met: false },
  ])
})

test('a goal may ask for p99 and for the ratio', () => {
  const of = (condition: string) =>
    `unit: 'ms', samples: to(100), baselines: [{ name: 'x', samples: [101] }],
     goal: { words: 'w', met: ({ p99, ratio }) => ${condition} }`
  expect(linesOf(of('p99 === 99'), of('p99 < 99'), of('ratio === 2'), of('ratio > 2'))).toMatchObject([
    { met: true },
    { met: false },
    { met: true },
    { met: false },
  ])
})

test('a goal against several baselines is asked with the ratio to each, and each line says its verdict', () => {
  const baselines = "baselines: [{ name: 'slow', samples: [40] }, { name: 'fast', samples: [5] }]"
  const of = (limit: number) =>
    `unit: 'ms', samples: [10], ${baselines},
     goal: { words: 'w', met: ({ ratios: [slow, fast] }) => slow === 4 && fast >= ${limit} }`
  expect(linesOf(of(0.5), of(0.51))).toMatchObject([
    { baseline: { name: 'slow' }, met: true },
    { baseline: { name: 'fast' }, met: true },
    { baseline: { name: 'slow' }, met: false },
    { baseline: { name: 'fast' }, met: false },
  ])
})

test.each(['samples: []', 'samples: [1, NaN]', 'samples: [Infinity]'])(
  '%s is a failure, not a line',
  (samples) => {
    const { code, lines, said } = runMadeUp(
      `[{ names: ['a.b'], run: async () => [{ name: 'a.b', unit: 'ms', ${samples} }] }]`,
    )
    expect(lines).toEqual([])
    expect(code).toBe(1)
    expect(said).toContain('a.b could not be measured')
  },
)

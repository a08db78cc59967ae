import { expect, test } from 'vitest'
import { faultOptions } from '../../support/faults/fault-options.ts'

test('other arguments than about faults are left alone', () => {
  expect(faultOptions([])).toBeNull()
  expect(faultOptions(['engine.', 'store'])).toBeNull()
})

test('a number of seeds, or one seed again, with a killed process or without', () => {
  expect(faultOptions(['--faults', '10000'])).toEqual({ kind: 'seeds', count: 10_000 })
  expect(faultOptions(['--fault-seed', '17'])).toEqual({ kind: 'seed', seed: 17, kill: false })
  expect(faultOptions(['--fault-seed', '17', '--kill'])).toEqual({ kind: 'seed', seed: 17, kill: true })
})

test.each([['--faults'], ['--faults', 'many'], ['--faults', '0'], ['--fault-seed', '-1'], ['--faulty', '1']])(
  'what cannot be understood is an error: %s %s',
  (...args) => {
    expect(() => faultOptions(args)).toThrow()
  },
)

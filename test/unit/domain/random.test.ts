import { describe, expect, test } from 'vitest'
import { seededRandom, seedOf } from '../../../src-main/domain/random.ts'

const draws = (seed: number, count: number) => {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => random())
}

describe('seeded chance', () => {
  test('a seed repeats its numbers, another has others', () => {
    expect(draws(1, 50)).toEqual(draws(1, 50))
    expect(draws(1, 50)).not.toEqual(draws(2, 50))
  })

  test('two sequences of one seed do not disturb each other', () => {
    const [one, other] = [seededRandom(5), seededRandom(5)]
    const mixed = Array.from({ length: 20 }, () => [one(), other()])
    expect(mixed.map(([first]) => first)).toEqual(mixed.map(([, second]) => second))
  })

  test('fills [0, 1) evenly', () => {
    const all = draws(42, 100_000)
    expect(Math.min(...all)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...all)).toBeLessThan(1)
    const tenths = Array.from(
      { length: 10 },
      (_, tenth) => all.filter((x) => Math.floor(x * 10) === tenth).length,
    )
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(500)
  })
})

describe('seeds from names', () => {
  // The algorithm's own test vectors: http://www.isthe.com/chongo/src/fnv/test_fnv.c
  test.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('are FNV-1a: %j', (name, expected) => {
    expect(seedOf(name)).toBe(expected)
  })

  test('differ by every part and its place', () => {
    const seeds = [seedOf(1, 'a', 2), seedOf(1, 'b', 2), seedOf(2, 'a', 1), seedOf(1, 'a', 3), seedOf(1, 'a')]
    expect(new Set(seeds).size).toBe(seeds.length)
  })
})

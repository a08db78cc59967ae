import { expect, test } from 'vitest'
import { uniqueIds } from '../../../src-main/adapters/ids/unique-ids.ts'

const start = Date.UTC(2026, 0, 1)
const many = (count: number, from = start, salt = 'abc') => {
  const ids = uniqueIds(from, salt)
  return Array.from({ length: count }, () => ids.next('order'))
}

test('ids are unique within a run, over restarts and between two runs of the same moment', () => {
  const all = [...many(5_000), ...many(5_000, start + 1), ...many(5_000, start, 'abd')]
  expect(new Set(all).size).toBe(15_000)
})

test('ids of a later start sort after those of an earlier one', () => {
  const [earlier, later] = [many(500), many(500, start + 1, '000')]
  const last = [...earlier].sort().at(-1) ?? ''
  expect(later.filter((id) => id <= last)).toEqual([])
})

test('ids are letters and digits, at most 32, and tell their kind', () => {
  const ids = uniqueIds(start, 'zzz')
  const made = (['bot', 'order', 'position', 'alert'] as const).map((kind) => ids.next(kind))
  for (const id of made) expect(id).toMatch(/^[a-z0-9]{1,32}$/)
  expect(made.map((id) => id[0])).toEqual(['b', 'o', 'p', 'a'])
})

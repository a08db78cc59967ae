import { expect, test } from 'vitest'
import { ReloadLimit } from '../../../src-main/shell/reload-limit.ts'

test('a window that crashes is loaded again three times a minute, no more', () => {
  const limit = new ReloadLimit()
  expect([0, 1, 2, 3, 59_999].map((now) => limit.take(now))).toEqual([true, true, true, false, false])
  expect(limit.take(60_000)).toBe(true)
  expect(limit.take(60_000)).toBe(false)
})

test('counting begins anew when the user asks for it', () => {
  const limit = new ReloadLimit()
  for (const now of [0, 1, 2]) limit.take(now)
  limit.reset()
  expect(limit.take(3)).toBe(true)
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  escapedClientIds,
  plainClientIds,
} from '../../../../src-main/adapters/exchanges/ccxt/account/client-ids.ts'
import { uniqueIds } from '../../../../src-main/adapters/ids/unique-ids.ts'

const ours = fc.stringMatching(/^[A-Za-z0-9-]{1,32}$/)

describe.each([
  ['with dashes', plainClientIds, /^[A-Za-z0-9-]{1,36}$/],
  ['of letters and digits alone', escapedClientIds, /^[A-Za-z0-9]{1,32}$/],
] as const)('client ids %s', (_, ids, alphabet) => {
  test('keep to what the exchange takes, and come back as they were', () => {
    fc.assert(
      fc.property(ours, (id) => {
        const written = ids.toExchange(id)
        if (written === null) return
        expect(written).toMatch(alphabet)
        expect(ids.fromExchange(written)).toBe(id)
      }),
      { numRuns: 2_000 },
    )
  })

  test('of different orders differ', () => {
    fc.assert(
      fc.property(ours, ours, (a, b) => {
        fc.pre(a !== b)
        const written = ids.toExchange(a)
        expect(written === null || written !== ids.toExchange(b)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  test('of orders that others placed are never those of ours', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (foreign) => {
        const name = ids.fromExchange(foreign)
        // Only what could have been written here is read, so that two of them never get one name.
        if (name !== null) expect(ids.toExchange(name)).toBe(foreign)
      }),
      { numRuns: 2_000 },
    )
  })

  test('fit every id that this app makes', () => {
    const made = uniqueIds(Date.UTC(2090, 0, 1), 'zzzzzzz')
    for (let count = 0; count < 1_000; count += 1) {
      const id = made.next('order')
      expect(ids.toExchange(id)).toBe(id)
    }
  })
})

test('ids that would not fit have no form there', () => {
  expect(plainClientIds.toExchange('')).toBeNull()
  expect(plainClientIds.toExchange('a'.repeat(36))).toBe('a'.repeat(36))
  expect(plainClientIds.toExchange('a'.repeat(37))).toBeNull()
  expect(escapedClientIds.toExchange('a'.repeat(32))).toBe('a'.repeat(32))
  expect(escapedClientIds.toExchange('a'.repeat(33))).toBeNull()
  // Escapes take two places.
  expect(escapedClientIds.toExchange(`${'a'.repeat(30)}-`)).toBe(`${'a'.repeat(30)}Zd`)
  expect(escapedClientIds.toExchange(`${'a'.repeat(31)}-`)).toBeNull()
})

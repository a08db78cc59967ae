import { expect, test } from 'vitest'
import { closeRefusal } from '../../../src-main/shell/ipc/close-refusal.ts'

test.each([
  ['NOT_FOUND', 'NOT_FOUND'],
  ['POSITION_CLOSING', 'POSITION_CLOSING'],
  ['NO_MARKET_DATA', 'NO_MARKET_DATA'],
  ['WRONG_STATE', 'POSITION_TOO_SMALL'],
] as const)('a position that is not closed because of %s is refused with %s', (error, code) => {
  expect(closeRefusal(error).reply.code).toBe(code)
})

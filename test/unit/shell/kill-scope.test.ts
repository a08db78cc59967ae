import { expect, test } from 'vitest'
import type { Mode } from '../../../src-main/domain/orders/order.ts'
import { killScope } from '../../../src-main/shell/kill-scope.ts'

/** @param tick null: it cannot be read */
const scope = (modes: readonly Mode[], tick: boolean | null) => {
  const accounts = new Map(modes.map((mode, index) => [String(index), { book: { account: { mode } } }]))
  return killScope({ accounts } as unknown as Parameters<typeof killScope>[0], () => {
    if (tick === null) throw new Error('disk')
    return tick
  })
}

test.each([
  ['paper where nothing is live, ticked or not', ['paper'], false, ['paper']],
  ['live alone once there is a live account', ['paper', 'live'], false, ['live']],
  ['paper too where it is ticked', ['paper', 'live'], true, ['live', 'paper']],
  ['everything where the tick cannot be read', ['live'], null, ['live', 'paper']],
] as const)('a press halts %s', (_, modes, tick, halted) => {
  expect(scope(modes, tick)).toEqual(halted)
})

import { expect, test } from 'vitest'
import { changedSettings } from '../../../src-main/engine/bots/changed-settings.ts'
import { demoBot } from '../../support/test-engine.ts'

test('a parameter and a limit of the same name are told apart', () => {
  const before = { ...demoBot('A', 'BTC/USDT'), parameters: { size: '1' }, limits: { size: '5' } }
  const after = { ...before, name: 'B', parameters: { size: '2' } }
  expect(changedSettings(before, after)).toEqual({ name: 'A → B', 'parameters.size': '1 → 2' })
})

import { expect, test } from 'vitest'
import { ToldTrades } from '../../../../src-main/adapters/exchanges/ccxt/unified/told-trades.ts'

test('a trade is new once, of each pair by itself', () => {
  const told = new ToldTrades()
  expect([told.isNew('A/B', '1'), told.isNew('A/B', '1'), told.isNew('C/D', '1')]).toEqual([
    true,
    false,
    true,
  ])
  told.forget('A/B')
  expect(told.isNew('A/B', '1')).toBe(true)
})

test('one without an id is always new', () => {
  const told = new ToldTrades()
  expect([told.isNew('A/B', undefined), told.isNew('A/B', undefined)]).toEqual([true, true])
})

test('the newest thousand are remembered', () => {
  const told = new ToldTrades()
  for (let id = 0; id < 1_001; id += 1) told.isNew('A/B', String(id))
  expect([told.isNew('A/B', '1'), told.isNew('A/B', '0')]).toEqual([false, true])
})

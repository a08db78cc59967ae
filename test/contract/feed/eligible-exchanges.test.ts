import { expect, test } from 'vitest'
import { nameOf, testedExchangeIds, untestedExchangeIds } from '../../../src-preload/contract/exchanges.ts'
import { eligibleExchanges } from '../../support/eligible-exchanges.ts'

test('the exchanges that can be connected are those that ccxt can listen to without a key, by their names', async () => {
  const offered = [...testedExchangeIds, ...untestedExchangeIds].map((id) => [id, nameOf(id)])
  expect(Object.fromEntries(offered)).toEqual(await eligibleExchanges())
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoVenue } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import { cash } from '../../../src-main/domain/money/decimal.ts'
import type { Engine } from '../../../src-main/engine/engine.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { seedBooks } from '../../support/hand-books.ts'
import { startWhileTimePasses } from '../../support/hand-engine.ts'
import { HandExchange } from '../../support/hand-exchange.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'

let opened: TestStore
let clock: FakeClock
let engine: Engine
beforeEach(() => {
  opened = openTestStore()
  clock = new FakeClock()
  seedBooks(opened.store)
  opened.store.accounts.insert({
    ...{ id: 'a2', venueId: demoVenue.id, mode: 'paper', start: [cash('10000', 'USDT')], createdAt: 0 },
  })
})
afterEach(async () => {
  await engine.stop()
  opened.close()
})

test('an exchange that does not answer at the start keeps only its own account waiting, until it answers', async () => {
  const silent = new HandExchange({ USDT: '10000' })
  const { promise: answers, resolve: answer } = Promise.withResolvers<void>()
  const balances = silent.balances.bind(silent)
  silent.balances = async () => {
    await answers
    return balances()
  }
  const began = clock.monotonic()
  const exchanges = { a1: silent, a2: new HandExchange({ USDT: '10000' }) }
  ;({ engine } = await startWhileTimePasses(opened.store, clock, exchanges))
  expect(clock.monotonic() - began).toBeLessThanOrEqual(6_000)
  const waits = () => ['a1', 'a2'].map((id) => engine.books.areEntriesHalted(id, 'paper'))
  expect(waits()).toEqual([true, false])
  answer()
  await clock.advance(0)
  expect(waits()).toEqual([false, false])
})

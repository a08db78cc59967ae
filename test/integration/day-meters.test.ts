import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { seedBooks, seedOrder } from '../support/hand-books.ts'
import { startHandEngine } from '../support/hand-engine.ts'
import { HandExchange } from '../support/hand-exchange.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'

let opened: TestStore
beforeEach(() => {
  opened = openTestStore()
  seedBooks(opened.store)
})
afterEach(() => opened.close())

const metersOf = ({ risk, roster }: Engine) => {
  const [bot] = roster.all()
  const all = [...risk.uses.ofAccount('a1'), ...(bot === undefined ? [] : risk.botUses.of(bot))]
  const meter = (wanted: string) => {
    const found = all.find(({ key }) => key === wanted)
    return [found?.about, found?.use.unit === 'money' ? found.use.used.amount.toString() : found?.use.used]
  }
  return { largestOrder: meter('largestOrder'), maxSlippage: meter('maxSlippage') }
}

test('the day’s largest order and worst slippage are known after a restart', async () => {
  const clock = new FakeClock()
  const exchange = new HandExchange({ USDT: '10000' })
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  const first = await startHandEngine(opened.store, clock, exchange)
  exchange.fill('o1', '0.1', '51000')
  // The market's clock is known with its first price.
  await clock.advance(2_000)
  const before = metersOf(first.engine)
  expect(before.largestOrder).toEqual(['BTC/USDT', '5000'])
  expect(before.maxSlippage).toEqual(['BTC/USDT', expect.closeTo(0.02, 9)])
  await first.engine.stop()
  const again = await startHandEngine(opened.store, clock, exchange, { ids: 'b-' })
  await clock.advance(2_000)
  expect(metersOf(again.engine)).toEqual(before)
  await again.engine.stop()
})

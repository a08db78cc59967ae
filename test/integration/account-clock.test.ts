import { expect, test } from 'vitest'
import { FakeClock } from '../support/fake-clock.ts'
import { seedBooks } from '../support/hand-books.ts'
import { startHandEngine } from '../support/hand-engine.ts'
import { HandExchange } from '../support/hand-exchange.ts'
import { openTestStore } from '../support/store/open-test-store.ts'

test('a clock more than a second away is told once with the exchange and the account that have it, until it agrees', async () => {
  const opened = openTestStore()
  const exchange = new HandExchange({ USDT: '10000' })
  seedBooks(opened.store)
  const clock = new FakeClock()
  const { engine } = await startHandEngine(opened.store, clock, exchange, { ids: 'a-' })
  const told = () => opened.store.alerts.recent(100).filter(({ text }) => text.code === 'alert.clock-offset')
  const tell = async (offsetMs: number) => {
    exchange.tellClock(offsetMs)
    await clock.advance(0)
  }
  await tell(1_000)
  expect(told()).toEqual([])
  await tell(-1_001)
  await tell(-1_500)
  const venue = engine.books.venues.get(engine.books.venueOf('a1'))?.info.name ?? ''
  expect(told().map(({ text, resolvedAt }) => [text.facts, resolvedAt])).toEqual([
    [{ venue: `${venue} · a1`, seconds: -1 }, null],
  ])
  await tell(1_000)
  expect(told().map(({ resolvedAt }) => resolvedAt !== null)).toEqual([true])
  await tell(2_500)
  expect(told()).toHaveLength(2)
  await engine.stop()
  opened.close()
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoVenue } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import { composeTrading } from '../../src-main/shell/compose.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { withoutKeys } from '../support/no-live-accounts.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { countingIds, demoBot, memoryLog } from '../support/test-engine.ts'
import { oneLevel, twoVenueMarket, type VenueBooks } from '../support/two-venue-market.ts'

const symbol = 'BTC/USDT'

let opened: TestStore
let clock: FakeClock
let engine: Engine
beforeEach(() => {
  opened = openTestStore()
  clock = new FakeClock()
})
afterEach(async () => {
  await engine.stop()
  opened.close()
})

/** The first entry of a bot of the demo's market, and what the journal says of its way. */
const firstEntry = async (
  books: VenueBooks,
  prepare: (started: Engine) => void = () => {},
  limits: Record<string, string> = { cheapestAccount: '1' },
) => {
  engine = composeTrading({
    ...withoutKeys,
    store: opened.store,
    log: memoryLog(),
    clock,
    ids: countingIds(),
    seed: 1,
    startMarket: (startAt) => twoVenueMarket(startAt, clock, books),
  })
  await engine.start()
  expect(await engine.venues.connect({ ...demoVenue, id: 'other', name: 'Other' })).toMatchObject({
    ok: true,
  })
  prepare(engine)
  await engine.command((e) => e.startBots([demoBot('Routed', symbol, limits)]))
  for (let step = 0; step < 15_000 && engine.books.positions.size === 0; step += 1) await clock.advance(200)
  const [position] = engine.books.positions.values()
  if (position === undefined) throw new Error('nothing was bought')
  const page = opened.store.journal.page({ limit: 500, before: null }, null)
  return { position, routed: page.find(({ event }) => event === 'order.routed') }
}

test('a bot enters where its whole order costs least, exits there, and the journal says why', async () => {
  const { position, routed } = await firstEntry({ demo: oneLevel(60_000), other: oneLevel(59_000) })
  expect(position.accountId).toBe('paper-other')
  expect(routed?.facts).toMatchObject({ symbol, account: 'paper-other' })
  expect(String(routed?.facts.compared)).toMatch(/^paper-other 59059\.\d+ \(whole\), paper-demo 60060\.\d+/)
  for (let step = 0; step < 15_000 && engine.books.positions.has(position.id); step += 1) {
    await clock.advance(200)
  }
  const orders = opened.store.fills.recent(10).map(({ order }) => [order.side, order.accountId])
  expect(orders).toContainEqual(['sell', 'paper-other'])
  expect(orders.every(([, accountId]) => accountId === 'paper-other')).toBe(true)
})

test('a book that is cheaper and too thin for the order is passed over', async () => {
  const thin = { kind: 'answered', value: { bids: [], asks: [[50_000, 0.0001]] } } as const
  const { position } = await firstEntry({ demo: oneLevel(60_000), other: thin })
  expect(position.accountId).toBe('paper-demo')
})

test('where the setting allows it, an entry that the cheaper book cannot hold is bought on both', async () => {
  const limits = { cheapestAccount: '1', splitEntries: '1', coolDownSeconds: '0' }
  const { routed } = await firstEntry(
    { demo: oneLevel(60_000), other: oneLevel(59_000, 0.001) },
    undefined,
    limits,
  )
  for (let step = 0; step < 100 && engine.books.positions.size < 2; step += 1) await clock.advance(200)
  const held = [...engine.books.positions.values()]
  expect(held.map(({ accountId }) => accountId).sort()).toEqual(['paper-demo', 'paper-other'])
  const [onDemo, onOther] = String(routed?.facts.parts).split(', ').sort()
  expect(onDemo).toMatch(/^paper-demo 0\.\d+$/)
  expect(onOther).toBe('paper-other 0.001')
  for (let step = 0; step < 15_000 && engine.books.positions.size > 0; step += 1) await clock.advance(200)
  const sales = opened.store.fills.recent(50).filter(({ order }) => order.side === 'sell')
  expect(new Set(sales.map(({ order }) => order.positionId))).toEqual(new Set(held.map(({ id }) => id)))
})

test('books that are not told, or not in time, leave it with its own account', async () => {
  const { position } = await firstEntry({ demo: 'never', other: { kind: 'failed', cause: 'busy' } })
  expect(position.accountId).toBe('paper-demo')
})

test('an account on which nothing may be bought is not compared, and the journal says why', async () => {
  const { position, routed } = await firstEntry(
    { demo: oneLevel(60_000), other: oneLevel(59_000) },
    ({ books }) => {
      books.refusedKeys.set('paper-other', 0)
    },
  )
  expect(position.accountId).toBe('paper-demo')
  expect(routed?.facts).toEqual({
    symbol,
    account: 'paper-demo',
    leftOut: 'paper-other (decision.key-refused)',
  })
})

test('without the setting it stays with its own account, whatever others would cost', async () => {
  const { position, routed } = await firstEntry(
    { demo: oneLevel(60_000), other: oneLevel(59_000) },
    undefined,
    {},
  )
  expect(position.accountId).toBe('paper-demo')
  expect(routed).toBeUndefined()
})

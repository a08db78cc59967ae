import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoVenue } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import { cash } from '../../../src-main/domain/money/decimal.ts'
import type { Change } from '../../../src-main/engine/changes.ts'
import type { Engine } from '../../../src-main/engine/engine.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { startHandEngine } from '../../support/hand-engine.ts'
import { HandExchange } from '../../support/hand-exchange.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'

let opened: TestStore
let clock: FakeClock
let exchange: HandExchange
beforeEach(() => {
  opened = openTestStore()
  clock = new FakeClock()
  exchange = new HandExchange({ USDT: '10000' })
})
afterEach(() => opened.close())

const start = async (): Promise<Engine> => (await startHandEngine(opened.store, clock, exchange)).engine
const isInDoubt = (engine: Engine): boolean => engine.books.unconfirmed.has('a1')
/** When the exchange was asked for balances, in seconds from now on. */
const looksWithin = async (seconds: number): Promise<readonly number[]> => {
  exchange.asked.length = 0
  const looks: number[] = []
  for (let second = 1; second <= seconds; second += 1) {
    await clock.advance(1_000)
    if (exchange.asked.splice(0).includes('balances')) looks.push(second)
  }
  return looks
}

test('an account whose exchange hiccups at the start is asked about again within seconds', async () => {
  exchange.failing.add('balances')
  const engine = await start()
  expect(isInDoubt(engine)).toBe(true)
  exchange.failing.clear()
  await clock.advance(9_000)
  expect(isInDoubt(engine)).toBe(true)
  await clock.advance(1_000)
  expect(isInDoubt(engine)).toBe(false)
  expect(await looksWithin(200)).toEqual([])
  await engine.stop()
})

test('an exchange that goes on failing is asked more and more rarely, down to once a minute', async () => {
  exchange.failing.add('balances')
  const engine = await start()
  expect(await looksWithin(250)).toEqual([10, 30, 70, 130, 190, 250])
  exchange.failing.clear()
  await clock.advance(60_000)
  expect(isInDoubt(engine)).toBe(false)
  // A later doubt begins anew.
  exchange.failing.add('balances')
  await clock.sleep(120_000)
  expect(isInDoubt(engine)).toBe(true)
  expect((await looksWithin(40))[0]).toBe(10)
  await engine.stop()
})

test('a look that is asked for meanwhile takes the place of the one that was due', async () => {
  exchange.failing.add('balances')
  const engine = await start()
  await clock.advance(9_000)
  await engine.reconciliation.reconcile('a1')
  expect(await looksWithin(25)).toEqual([20])
  await engine.stop()
})

test('what was due while an account is looked at is that look, however long it takes', async () => {
  exchange.failing.add('balances')
  const engine = await start()
  exchange.failing.clear()
  await clock.advance(9_000)
  const { promise: answers, resolve: answer } = Promise.withResolvers<void>()
  const balances = exchange.balances.bind(exchange)
  Object.assign(exchange, { balances: () => answers.then(balances) })
  exchange.asked.length = 0
  void engine.reconciliation.reconcile('a1')
  await clock.advance(5_000)
  answer()
  await clock.advance(0)
  expect(isInDoubt(engine)).toBe(false)
  expect(exchange.asked.filter((question) => question === 'balances')).toHaveLength(1)
  await engine.stop()
})

test('an account in doubt is asked about again while others trade, which are left alone', async () => {
  const other = new HandExchange({ USDT: '10000' })
  exchange.failing.add('balances')
  const accounts = ['a1', 'a2'].map(
    (id) =>
      ({ id, venueId: demoVenue.id, mode: 'paper', start: [cash('10000', 'USDT')], createdAt: 0 }) as const,
  )
  const { engine } = await startHandEngine(opened.store, clock, { a1: exchange, a2: other }, { accounts })
  other.asked.length = 0
  await clock.advance(200_000)
  expect(other.asked).toEqual([])
  await engine.stop()
})

test('while it is asked again the window hears nothing new, until the doubt is over', async () => {
  exchange.failing.add('balances')
  const engine = await start()
  const told: Change['kind'][] = []
  engine.changes.subscribe(({ kind }) => told.push(kind))
  const ofDoubt = () => told.splice(0).filter((kind) => kind === 'engine' || kind === 'reconciliation')
  await clock.advance(5_000)
  ofDoubt()
  await clock.advance(90_000)
  expect(ofDoubt()).toEqual([])
  exchange.failing.clear()
  await clock.advance(60_000)
  expect(ofDoubt()).toEqual(['engine'])
  await engine.stop()
})

test.each(['closed', 'stopped'] as const)(
  'an account is asked about no more once it is %s',
  async (ended) => {
    exchange.failing.add('balances')
    const engine = await start()
    if (ended === 'closed') await engine.command(({ books }) => books.accounts.get('a1')?.close())
    else await engine.stop()
    expect(await looksWithin(59)).toEqual([])
    if (ended === 'closed') await engine.stop()
  },
)

test('a look that ends after the engine has, leads to no other', async () => {
  const { promise: answers, resolve: answer } = Promise.withResolvers<void>()
  exchange.balances = async () => {
    exchange.asked.push('balances')
    await answers
    return { kind: 'failed', cause: 'no route' }
  }
  const starting = start()
  await clock.advance(6_000)
  const engine = await starting
  await engine.stop()
  answer()
  expect(await looksWithin(200)).toEqual([])
})

test('an exchange that tells nothing by itself is not asked in vain: only what it tells again ends the doubt', async () => {
  const engine = await start()
  exchange.tellHearing(false)
  expect(isInDoubt(engine)).toBe(true)
  expect(await looksWithin(120)).toEqual([60, 120])
  exchange.failing.add('balances')
  exchange.tellHearing(true)
  await clock.advance(0)
  exchange.failing.clear()
  expect(await looksWithin(10)).toEqual([10])
  expect(isInDoubt(engine)).toBe(false)
  await engine.stop()
})

test.each(['its stream was lost', 'the computer slept'])(
  'what was asked before the end of a doubt does not end it: %s',
  async (doubt) => {
    const engine = await start()
    if (doubt === 'its stream was lost') exchange.tellHearing(false)
    const { promise: answers, resolve: answer } = Promise.withResolvers<void>()
    const { balances } = exchange
    exchange.balances = () => answers.then(() => balances.call(exchange))
    void engine.reconciliation.reconcile('a1')
    await clock.advance(0)
    exchange.failing.add('recentFills')
    exchange.balances = async () => ({ kind: 'failed', cause: 'no route' })
    if (doubt === 'its stream was lost') exchange.tellHearing(true)
    else engine.reconciliation.afterSleep()
    answer()
    await clock.advance(0)
    expect(isInDoubt(engine)).toBe(true)
    exchange.failing.clear()
    exchange.balances = () => balances.call(exchange)
    await clock.advance(20_000)
    expect(isInDoubt(engine)).toBe(false)
    await engine.stop()
  },
)

test('a difference that goes on while not all can be had is looked at by one chain of looks, not by ever more', async () => {
  const engine = await start()
  exchange.failing.add('recentFills')
  exchange.move('USDT', '1')
  void engine.reconciliation.reconcile('a1')
  void engine.reconciliation.reconcile('a1')
  await clock.advance(600_000)
  expect((await looksWithin(300)).length).toBeLessThanOrEqual(6)
  expect(engine.books.mismatches.size).toBe(0)
  exchange.failing.clear()
  await clock.advance(80_000)
  expect(engine.books.mismatches.size).toBe(1)
  await engine.stop()
})

test('a difference whose second look comes to nothing is looked at again within seconds', async () => {
  const engine = await start()
  exchange.move('USDT', '1')
  await engine.reconciliation.reconcile('a1')
  exchange.failing.add('recentFills')
  await clock.advance(10_000)
  exchange.failing.clear()
  await clock.advance(10_000)
  expect(engine.books.mismatches.size).toBe(1)
  await engine.stop()
})

test('a look that follows at once on another does not make a difference that may pass count', async () => {
  const engine = await start()
  exchange.move('USDT', '1')
  void engine.reconciliation.reconcile('a1')
  await engine.reconciliation.reconcile('a1')
  await clock.advance(5_000)
  expect(engine.books.mismatches.size).toBe(0)
  exchange.move('USDT', '-1')
  await clock.advance(30_000)
  expect(engine.books.mismatches.size).toBe(0)
  await engine.stop()
})

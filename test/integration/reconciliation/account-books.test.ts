import { afterEach, beforeEach, expect, test } from 'vitest'
import { cashText, quantity } from '../../../src-main/domain/money/decimal.ts'
import type { Engine } from '../../../src-main/engine/engine.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { seedBooks, seedOrder } from '../../support/hand-books.ts'
import { liveAccount, startHandEngine } from '../../support/hand-engine.ts'
import { HandExchange } from '../../support/hand-exchange.ts'
import { startLiveBot } from '../../support/start-live-bot.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { demoBot, unguarded } from '../../support/test-engine.ts'

let opened: TestStore
let clock: FakeClock
beforeEach(() => {
  opened = openTestStore()
  clock = new FakeClock()
})
afterEach(() => opened.close())

const eager = {
  ...demoBot('Eager', 'BTC/USDT', { ...unguarded, coolDownSeconds: '0' }),
  parameters: { fast: '2', slow: '3' },
}

const differences = (engine: Engine, accountId: string) =>
  engine.books.mismatches
    .get(accountId)
    ?.differences.map((each) => (each.kind === 'breach' ? each.code : each.asset)) ?? []
/** Two looks at the exchange, so much apart that a difference counts. */
const reconcile = async (engine: Engine, accountId: string) => {
  void engine.reconciliation.reconcile(accountId)
  await clock.advance(11_000)
}

test('the books of a live account begin with what is found at its first opening', async () => {
  const exchange = new HandExchange({ USDT: '500', BTC: '2', SHIB: '1000000' })
  const first = await startHandEngine(opened.store, clock, exchange, { accounts: [liveAccount()] })
  expect(differences(first.engine, 'live-1')).toEqual([])
  expect(first.engine.books.unconfirmed.size).toBe(0)
  const { book } = first.engine.books.account('live-1')
  expect(['USDT', 'BTC', 'SHIB'].map((asset) => cashText(book.holding(asset)))).toEqual([
    '500',
    '2',
    '1000000',
  ])
  // Coins that lie there are no money that the bots trade with.
  expect(first.engine.equity.currencies(book)).toEqual(['USDT'])
  await first.engine.stop()

  exchange.move('USDT', '100')
  const second = await startHandEngine(opened.store, clock, exchange, { ids: 'b' })
  expect(differences(second.engine, 'live-1')).toEqual(['USDT'])
  await second.engine.stop()
})

test('an account that began with nothing takes a later deposit for a difference', async () => {
  const exchange = new HandExchange({})
  const { engine } = await startHandEngine(opened.store, clock, exchange, { accounts: [liveAccount()] })
  exchange.move('USDT', '100')
  await reconcile(engine, 'live-1')
  expect(differences(engine, 'live-1')).toEqual(['USDT'])
  await engine.stop()
})

test('first balances that cannot be had are asked for until they are, and nothing is bought before', async () => {
  const exchange = new HandExchange({ USDT: '500' })
  exchange.failing.add('balances')
  const { engine } = await startHandEngine(opened.store, clock, exchange, { accounts: [liveAccount()] })
  expect(engine.books.unconfirmed.has('live-1')).toBe(true)
  expect(opened.store.adjustments.ofAccount('live-1')).toEqual([])
  exchange.failing.clear()
  await clock.advance(61_000)
  expect(engine.books.unconfirmed.has('live-1')).toBe(false)
  expect(opened.store.adjustments.ofAccount('live-1')).toMatchObject([{ kind: 'baseline' }])
  await engine.stop()
})

test('a deposit is resolved by taking the exchange’s word, is no profit, and holds over a restart', async () => {
  const exchange = new HandExchange({ USDT: '10000' })
  const { engine } = await startHandEngine(opened.store, clock, exchange)
  const { book } = engine.books.account('a1')
  const before = engine.equity.read(book, 'USDT')
  exchange.move('USDT', '250')
  await reconcile(engine, 'a1')
  expect(differences(engine, 'a1')).toEqual(['USDT'])
  const accept = (missing: string) =>
    engine.command(({ settling: { resolutions } }) => resolutions.accept('a1', 'USDT', missing, 'a deposit'))
  expect(await accept('249')).toEqual({ ok: false, error: 'CHANGED' })
  expect(await accept('250')).toEqual({ ok: true, value: null })
  expect(await accept('250')).toEqual({ ok: false, error: 'NOT_FOUND' })
  expect(differences(engine, 'a1')).toEqual([])
  const after = engine.equity.read(book, 'USDT')
  expect([cashText(after.equity), cashText(after.start)]).toEqual(['10250', '10250'])
  expect([after.drawdown, before.drawdown]).toEqual([0, 0])
  const [accepted] = opened.store.journal
    .page({ limit: 50, before: null }, null)
    .filter(({ event }) => event === 'reconcile.accepted')
  expect(accepted).toMatchObject({
    actor: 'user',
    facts: { ours: '10000', theirs: '10250', reason: 'a deposit' },
  })
  await engine.stop()
  const second = await startHandEngine(opened.store, clock, exchange, { ids: 'b' })
  expect(differences(second.engine, 'a1')).toEqual([])
  await second.engine.stop()
})

test('what the user accepts of an account in doubt lets nothing be bought before its exchange was asked', async () => {
  const exchange = new HandExchange({ USDT: '10000' })
  const { engine } = await startHandEngine(opened.store, clock, exchange)
  exchange.move('USDT', '250')
  await reconcile(engine, 'a1')
  for (const question of ['balances', 'openOrders', 'recentFills'] as const) exchange.failing.add(question)
  await clock.sleep(3_600_000)
  await engine.command(({ settling: { resolutions } }) =>
    resolutions.accept('a1', 'USDT', '250', 'a deposit'),
  )
  expect(differences(engine, 'a1')).toEqual([])
  expect(engine.books.areEntriesHalted('a1', 'paper')).toBe(true)
  exchange.failing.clear()
  await clock.advance(60_000)
  expect(engine.books.areEntriesHalted('a1', 'paper')).toBe(false)
  await engine.stop()
})

test('a withdrawal that was accepted is no loss, also after a restart', async () => {
  const exchange = new HandExchange({ USDT: '10000' })
  const { engine } = await startHandEngine(opened.store, clock, exchange)
  await clock.advance(120_000)
  exchange.move('USDT', '-4000')
  await reconcile(engine, 'a1')
  await engine.command(({ settling: { resolutions } }) =>
    resolutions.accept('a1', 'USDT', '-4000', 'withdrawn'),
  )
  const read = (of: Engine) => of.equity.read(of.books.account('a1').book, 'USDT')
  expect([read(engine).drawdown, cashText(read(engine).dayStart)]).toEqual([0, '6000'])
  await engine.stop()
  const second = await startHandEngine(opened.store, clock, exchange, { ids: 'b' })
  expect([read(second.engine).drawdown, cashText(read(second.engine).dayStart)]).toEqual([0, '6000'])
  await second.engine.stop()
})

test('what is spent beyond what the books know never throws: they go below zero and the account is blocked', async () => {
  seedBooks(opened.store)
  const exchange = new HandExchange({ USDT: '10000' })
  exchange.place(seedOrder(opened.store, 'o1', 'open', { quantity: quantity('1') }))
  const { engine, log } = await startHandEngine(opened.store, clock, exchange)
  exchange.move('USDT', '90000')
  exchange.fill('o1', '1', '50000')
  await clock.advance(0)
  expect(cashText(engine.books.account('a1').book.holding('USDT'))).toBe('-40000')
  expect(engine.books.blocked).toBeNull()
  expect(log.lines.filter(({ event }) => event === 'engine.failed')).toEqual([])
  await reconcile(engine, 'a1')
  expect(differences(engine, 'a1')).toEqual(['USDT'])
  await engine.stop()
})

test('a mismatch keeps entries from its own account only, and exits go on there', async () => {
  const one = new HandExchange({ USDT: '10000' })
  const other = new HandExchange({ USDT: '10000' })
  const { engine } = await startHandEngine(
    opened.store,
    clock,
    { a1: one, 'live-1': other },
    { accounts: [{ ...liveAccount('a1'), mode: 'paper' }, liveAccount()] },
  )
  await engine.command((e) => {
    e.bots.create(eager, 'paper')
    e.startStopped()
    startLiveBot(e, { ...eager, name: 'Other' })
  })
  const sell = async (exchange: HandExchange) => {
    const [order] = exchange.sent
    if (order === undefined) throw new Error('nothing was sent')
    exchange.fill(order.clientOrderId, order.quantity.toString(), '50000')
    for (let tries = 0; tries < 600 && exchange.sent.length < 2; tries += 1) await clock.advance(500)
    return exchange.sent[1]?.side
  }
  for (let tries = 0; tries < 240 && one.sent.length === 0; tries += 1) await clock.advance(500)
  one.move('USDT', '-1')
  await reconcile(engine, 'a1')
  // The order is still open, and what it may change is no reason to look away from what it cannot.
  expect(differences(engine, 'a1')).toEqual(['USDT'])
  expect(await sell(one)).toBe('sell')
  one.fill(one.sent[1]?.clientOrderId ?? '', String(one.sent[1]?.quantity), '50000')
  const before = other.sent.length
  await sell(other)
  other.fill(other.sent[1]?.clientOrderId ?? '', String(other.sent[1]?.quantity), '50000')
  for (let tries = 0; tries < 600 && other.sent.length < 3; tries += 1) await clock.advance(500)
  expect(other.sent.length).toBeGreaterThan(before + 1)
  expect(one.sent).toHaveLength(2)
  const [bot] = [...engine.roster.all()].filter((runtime) => runtime.bot.mode === 'paper')
  const said = opened.store.decisions.page(bot?.bot.id ?? '', { limit: 500, before: null })
  expect(said.map(({ reason }) => reason.code)).toContain('decision.reconciliation-needed')
  const alerts = opened.store.alerts.recent(50).filter(({ severity }) => severity === 'critical')
  expect(alerts.map(({ text }) => text.code)).toEqual(['alert.reconcile-mismatch'])
  await engine.stop()
})

test('a mismatch ends by itself when a later look finds none', async () => {
  const exchange = new HandExchange({ USDT: '10000' })
  const { engine } = await startHandEngine(opened.store, clock, exchange)
  exchange.move('USDT', '1')
  await reconcile(engine, 'a1')
  expect(differences(engine, 'a1')).toEqual(['USDT'])
  exchange.move('USDT', '-1')
  await reconcile(engine, 'a1')
  expect(differences(engine, 'a1')).toEqual([])
  const events = opened.store.journal.page({ limit: 50, before: null }, null).map(({ event }) => event)
  expect(events.slice(0, 2)).toEqual(['reconcile.resolved', 'reconcile.mismatch'])
  await engine.stop()
})

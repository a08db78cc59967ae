import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  addCash,
  cash,
  cashText,
  compareCash,
  subtractCash,
  sumCash,
  text,
} from '../../src-main/domain/money/decimal.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import { stateOfBot } from '../../src-main/engine/state/roster.ts'
import { ofAccount } from '../../src-main/engine/state/scopes.ts'
import { marketTimeKey } from '../../src-main/engine/venues/venue-memory.ts'
import { demoResumesAt } from '../../src-main/shell/compose.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { countedStore } from '../support/store/counted-store.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import {
  countingIds,
  demoBot,
  startTestEngine,
  startWhileTimePasses,
  unguarded,
} from '../support/test-engine.ts'

const eager = {
  ...demoBot('Eager', 'BTC/USDT', { coolDownSeconds: '0', stopLoss: '0.05' }),
  parameters: { fast: '2', slow: '3' },
}

let opened: TestStore
let clock: FakeClock
beforeEach(() => {
  opened = openTestStore()
  clock = new FakeClock()
})
afterEach(() => opened.close())

const runtimeOf = (engine: Engine) => {
  const [runtime] = engine.roster.all()
  if (runtime === undefined) throw new Error('no bot')
  return runtime
}

test('a failed bot cannot be paused, and runs again once it is started', async () => {
  const first = await startTestEngine(opened.store, clock, { ids: countingIds('a-') })
  await first.engine.command((e) => e.startBots([eager]))
  const { bot } = runtimeOf(first.engine)
  await first.engine.stop()
  opened.store.bots.save({ ...bot, failure: 'division by nothing' })

  const { engine } = await startTestEngine(opened.store, clock, { ids: countingIds('b-') })
  const runtime = runtimeOf(engine)
  expect(await engine.command(({ bots }) => bots.pauseAllEntries('paper'))).toBe(0)
  const paused = await engine.command(({ bots }) => bots.pauseEntries(bot.id))
  expect(paused).toEqual({ ok: false, error: { code: 'WRONG_STATE' } })
  expect(stateOfBot(runtime)).toBe('error')
  await engine.command(({ bots }) => bots.start(bot.id))
  await clock.advance(2_000)
  expect(stateOfBot(runtime)).toBe('running')
  await engine.stop()
})

test('a bot that has traded keeps its quote currency; one that has not may change it', async () => {
  const { engine } = await startTestEngine(opened.store, clock)
  await engine.command((e) => e.startBots([eager]))
  const runtime = runtimeOf(engine)
  const inDollars = { ...eager, symbols: ['BTC/USD'] }
  const move = () => engine.command(({ bots }) => bots.update(runtime.bot.id, inDollars))
  expect(await move()).toEqual({ ok: true, value: null })
  expect(runtime.totals.realized.currency).toBe('USD')
  await engine.command(({ bots }) => bots.update(runtime.bot.id, eager))
  for (let tries = 0; tries < 120 && runtime.totals.closedTrades === 0; tries += 1) await clock.advance(500)
  await engine.command(({ bots }) => bots.stop(runtime.bot.id, 'close'))
  await clock.advance(20_000)
  expect(engine.books.positions.size).toBe(0)
  const fields = [{ path: 'symbols', code: 'mixed-quotes' }]
  expect(await move()).toEqual({ ok: false, error: { code: 'INVALID_SETTINGS', fields } })
  expect(runtime.bot.settings.symbols).toEqual(['BTC/USDT'])
  const events = opened.store.journal.page({ limit: 5, before: null }, runtime.bot.id)
  expect(events[0]).toMatchObject({ event: 'bot.update-refused', facts: { from: 'USDT', to: 'USD' } })
  await engine.stop()
})

test('the market clock is kept and equity sampled every minute though only long candles are watched', async () => {
  const { engine } = await startTestEngine(opened.store, clock)
  await engine.command((e) => e.startBots([{ ...demoBot('Slow', 'BTC/USDT'), timeframe: '4h' }]))
  await clock.advance(150_000)
  const time = engine.books.venues.get('demo')?.marketTime ?? 0
  expect(demoResumesAt(opened.store)).toBeGreaterThanOrEqual(time)
  expect(demoResumesAt(opened.store) - time).toBeLessThanOrEqual(120_000)
  expect(opened.store.equity.since('paper-demo', 'USDT', 0, 1_000).length).toBeGreaterThan(140)
  await engine.stop()
})

test('"today" begins with the market day also before the first price after a start', async () => {
  const day = Date.UTC(2021, 1, 22)
  const first = await startTestEngine(opened.store, clock, { ids: countingIds('a-') })
  await first.engine.stop()
  const sample = (time: number, equity: string) =>
    opened.store.equity.insert({
      accountId: 'paper-demo',
      currency: 'USDT',
      time,
      equity: cash(equity, 'USDT'),
      benchmark: null,
    })
  sample(day - 60_000, '9000')
  sample(day + 60_000, '9500')
  opened.store.settings.set(marketTimeKey('demo'), String(day + 120_000))
  const { engine } = await startTestEngine(opened.store, clock, { ids: countingIds('b-') })
  const { book } = engine.books.account('paper-demo')
  expect(cashText(engine.equity.read(book, 'USDT').dayStart)).toBe('9500')
  await engine.stop()
})

test('what is left of the allocation is less by the fees of what is held', async () => {
  const { engine } = await startTestEngine(opened.store, clock)
  const limits = { allocation: '2000', tradeRatio: '1', maxPositions: '2', coolDownSeconds: '0' }
  const unbound = { ...unguarded, maxExposureRatio: '1' }
  const greedy = demoBot('Greedy', 'BTC/USDT', { ...limits, ...unbound })
  const both = { ...greedy, symbols: ['BTC/USDT', 'DASH/USDT'], parameters: { fast: '2', slow: '3' } }
  const scope = { kind: 'account', id: 'paper-demo' } as const
  // Without a stop all of it could be lost in a day.
  await engine.command(({ risk: { limits: desk } }) =>
    desk.set(scope, { ...desk.newest(scope), accountDailyLoss: '1' }),
  )
  await engine.command((e) => e.startBots([both]))
  const { bot } = runtimeOf(engine)
  const said: [unknown, string][] = []
  for (let tries = 0; tries < 400 && said.length === 0; tries += 1) {
    const { realized } = runtimeOf(engine).totals
    const held = [...engine.books.positions.values()]
    const quiet = engine.books.orders.size === 0 && held.length === 1
    const spent = held.flatMap(({ cost, openFees }) => [cost, openFees])
    const left = subtractCash(addCash(cash('2000', 'USDT'), realized), sumCash('USDT', spent))
    const newest = () => opened.store.decisions.page(bot.id, { limit: 2, before: null })
    const before = newest()[0]?.id ?? 0
    await clock.advance(200)
    const used = newest().find(({ id, reason }) => id > before && reason.code === 'decision.allocation-used')
    if (quiet && used !== undefined) said.push([used.reason.facts?.free, cashText(left)])
  }
  expect(said).toHaveLength(1)
  expect(said[0]?.[0]).toBe(said[0]?.[1])
  await engine.stop()
})

test('all entries are paused in one transaction', async () => {
  const { store, counts, clear } = countedStore(opened.store)
  const { engine } = await startTestEngine(store, clock)
  const many = Array.from({ length: 40 }, (_, index) => demoBot(`Bot ${index}`, 'BTC/USDT'))
  await engine.command((e) => e.startBots(many))
  await clock.advance(2_000)
  clear()
  expect(await engine.command(({ bots }) => bots.pauseAllEntries('paper'))).toBe(40)
  expect(counts.transactions).toBe(1)
  await engine.stop()
})

test('an order that is adopted at a start reserves what it was expected to cost', async () => {
  const first = await startTestEngine(opened.store, clock, { ids: countingIds('a-') })
  const open = async () => ({ kind: 'accepted', exchangeOrderId: 'X-1' })
  Object.assign(first.engine.books.account('paper-demo').exchange, { submit: open })
  await first.engine.command((e) => e.startBots([eager]))
  for (let tries = 0; tries < 60 && first.engine.books.orders.size === 0; tries += 1) await clock.advance(500)
  const reserved = first.engine.books.orders.reserved(ofAccount('paper-demo'), 'USDT')
  expect(compareCash(reserved, cash('900', 'USDT'))).toBe(1)
  const [id] = first.engine.books.orders.keys()
  await first.engine.stop()

  const later = new FakeClock(clock.now())
  // The exchange of this test knows no such order, which takes two askings to be believed.
  const starting = startWhileTimePasses(opened.store, later, { ids: countingIds('b-') })
  const [pending] = opened.store.orders.pending()
  expect(pending?.clientOrderId).toBe(id)
  expect(pending === undefined ? null : text(pending.expected)).toMatch(/^5\d{4}/)
  await (await starting).engine.stop()
})

test('what the user does to one bot is in the inbox, without a word on the desktop', async () => {
  const { engine } = await startTestEngine(opened.store, clock)
  await engine.command((e) => e.startBots([eager]))
  const { id } = runtimeOf(engine).bot
  await engine.command(({ bots }) => bots.pauseEntries(id))
  await engine.command(({ bots }) => bots.start(id))
  await engine.command(({ bots }) => bots.stop(id, 'keep'))
  const told = [...opened.store.alerts.recent(10)].reverse()
  expect(told.map(({ text }) => text.code.replace('alert.bot-', ''))).toEqual([
    ...['started', 'paused', 'started', 'stopped'],
  ])
  expect(new Set(told.map(({ severity, botId }) => `${severity} ${botId}`))).toEqual(new Set([`info ${id}`]))
  await engine.stop()
})

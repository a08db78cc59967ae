import { afterEach, beforeEach, expect, test } from 'vitest'
import { cash, text } from '../../src-main/domain/money/decimal.ts'
import type { Position } from '../../src-main/domain/positions/position.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import { stateOfBot } from '../../src-main/engine/state/roster.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { demoBot, startTestEngine } from '../support/test-engine.ts'

let opened: TestStore
let clock: FakeClock
beforeEach(() => {
  opened = openTestStore()
  clock = new FakeClock()
})
afterEach(() => opened.close())

const exits = () => opened.store.orders.count() - entries()
const entries = () =>
  opened.store.journal
    .page({ limit: 5_000, before: null }, null)
    .filter(({ event, facts }) => event === 'order.submitting' && facts.side === 'buy').length

const holding = async (): Promise<{ engine: Engine; position: Position }> => {
  const { engine } = await startTestEngine(opened.store, clock)
  const small = { allocation: '13', tradeRatio: '0.9', coolDownSeconds: '0' }
  await engine.command((e) =>
    e.startBots([{ ...demoBot('A', 'BTC/USDT', small), parameters: { fast: '2', slow: '3' } }]),
  )
  for (let tries = 0; tries < 60 && engine.books.positions.size === 0; tries += 1) await clock.advance(500)
  const [position] = engine.books.positions.values()
  if (position === undefined) throw new Error('no position yet')
  return { engine, position }
}

/** As when the price has fallen: what is held is worth less than the exchange takes. */
const raiseMinimum = (engine: Engine): void => {
  const market = engine.books.market('demo', 'BTC/USDT')
  if (market === undefined) throw new Error('no market')
  Object.assign(market, { minNotional: cash('100', 'USDT') })
}

test('a position below the minimum is not sold: the bot stops, keeps it, and says so once', async () => {
  const { engine, position } = await holding()
  raiseMinimum(engine)
  const before = opened.store.orders.count()
  await engine.command(({ bots }) => bots.stop(position.botId, 'close'))
  await clock.advance(5_000)
  expect(opened.store.orders.count()).toBe(before)
  const runtime = engine.roster.get(position.botId)
  expect(runtime === undefined ? null : stateOfBot(runtime)).toBe('stopped')
  expect(engine.books.positions.get(position.id)?.quantity).toEqual(position.quantity)
  const said = opened.store.alerts.recent(100).filter(({ text }) => text.code === 'alert.order-rejected')
  expect(said.map(({ text }) => text.facts?.code)).toEqual(['BELOW_MINIMUM'])
  await engine.stop()
})

test('a running bot holds what is below the minimum without sending, and takes it into its next entry', async () => {
  const { engine, position } = await holding()
  const market = engine.books.market('demo', 'BTC/USDT')
  const usual = market?.minNotional
  raiseMinimum(engine)
  const before = exits()
  await clock.advance(20_000)
  expect(exits()).toBe(before)
  const decisions = opened.store.decisions.page(position.botId, { limit: 500, before: null })
  expect(decisions.map(({ reason }) => reason.code)).toContain('decision.below-minimum')
  // The minimum falls again, and there is money for another entry.
  Object.assign(market ?? {}, { minNotional: usual })
  await clock.advance(20_000)
  expect(exits()).toBeGreaterThan(before)
  await engine.stop()
})

test('dust does not block the slot: the next entry adds to the same position', async () => {
  const { engine, position } = await holding()
  const runtime = engine.roster.get(position.botId)
  if (runtime === undefined) throw new Error('no bot')
  raiseMinimum(engine)
  const limits = { ...runtime.bot.settings.limits, allocation: '2000', tradeRatio: '0.5', stopLoss: '0.05' }
  await engine.command(({ bots }) => bots.update(position.botId, { ...runtime.bot.settings, limits }))
  const bought = text(position.bought.quantity)
  for (let tries = 0; tries < 120; tries += 1) {
    await clock.advance(500)
    if (text(engine.books.positions.get(position.id)?.bought.quantity ?? position.bought.quantity) !== bought)
      break
  }
  expect(text(engine.books.positions.get(position.id)?.bought.quantity ?? position.quantity)).not.toBe(bought)
  await engine.stop()
})

test('an exchange that refuses the sale is tried a few times, ever later; then the bot stops and says so', async () => {
  const { engine, position } = await holding()
  const [account] = engine.books.accounts.values()
  if (account === undefined) throw new Error('no account')
  const sentAt: number[] = []
  Object.assign(account.exchange, {
    submit: async () => {
      sentAt.push(clock.now())
      return { kind: 'rejected', rejection: 'MARKET_CLOSED', message: 'halted' }
    },
  })
  await engine.command(({ bots }) => bots.stop(position.botId, 'close'))
  await clock.advance(400_000)
  const waits = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0))
  expect(waits).toHaveLength(4)
  for (const [index, least] of [1_000, 5_000, 30_000, 120_000].entries()) {
    expect(waits[index]).toBeGreaterThanOrEqual(least)
  }
  expect(engine.roster.get(position.botId)?.bot.wish).toBe('stopped')
  expect(engine.books.positions.has(position.id)).toBe(true)
  const events = opened.store.journal.page({ limit: 50, before: null }, position.botId)
  expect(events.map(({ event }) => event)).toContain('position.left-unsold')
  await engine.stop()
})

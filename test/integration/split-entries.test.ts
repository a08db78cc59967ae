import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addQuantity, quantity, signOfCash, text } from '../../src-main/domain/money/decimal.ts'
import { fullSpot } from '../../src-main/domain/orders/capabilities.ts'
import { type OrderRequest, stateOf } from '../../src-main/domain/orders/order.ts'
import { defaultsOf } from '../../src-main/domain/parameters.ts'
import { modeLimits } from '../../src-main/domain/risk/limits.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { HandExchange } from '../support/hand-exchange.ts'
import { startRoutingEngine } from '../support/routing-engine.ts'
import { startLiveBot } from '../support/start-live-bot.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { demoBot, unguarded } from '../support/test-engine.ts'
import { oneLevel, type VenueBooks } from '../support/two-venue-market.ts'

const symbol = 'BTC/USDT'
const limits = {
  ...unguarded,
  ...{ coolDownSeconds: '0', cheapestAccount: '1', splitEntries: '1', stopLoss: '0.05', maxPositions: '1' },
}
const settings = (change: Record<string, string> = {}) => ({
  ...demoBot('Split', symbol, { ...limits, ...change }),
  parameters: { fast: '2', slow: '3' },
})
const both = { alsoThrough: ['live-2'] }

let opened: TestStore
let clock: FakeClock
let own: HandExchange
let other: HandExchange
let engine: Engine
/** The cheaper book holds about a third of an entry. */
let books: VenueBooks
const start = async (ids: string) => {
  clock = new FakeClock(clock.now())
  const exchanges = { 'live-1': own, 'live-2': other }
  engine = await startRoutingEngine({ store: opened.store, clock, exchanges, books, ids })
}
beforeEach(() => {
  opened = openTestStore()
  clock = new FakeClock()
  own = new HandExchange({ USDT: '10000' })
  other = new HandExchange({ USDT: '10000' })
  for (const exchange of [own, other]) Object.assign(exchange, { capabilities: () => fullSpot })
  books = { demo: oneLevel(56_000), other: oneLevel(55_000, 0.006) }
})
afterEach(async () => {
  await engine.stop()
  opened.close()
})

const never = (): never => {
  throw new Error('there is none')
}
const until = async (holds: () => boolean) => {
  for (let tries = 0; tries < 400 && !holds(); tries += 1) await clock.advance(500)
  expect(holds()).toBe(true)
}
const sent = (exchange: HandExchange, purpose: string): readonly OrderRequest[] =>
  exchange.sent.filter((order) => order.purpose === purpose)
const sizes = (purpose: string) =>
  [own, other].map((exchange) => sent(exchange, purpose).map((order) => text(order.quantity)))
const entered = () => until(() => own.sent.length + other.sent.length > 0)
const journal = (event: string) =>
  opened.store.journal.page({ limit: 500, before: null }, null).filter((entry) => entry.event === event)
const positions = () => [...engine.books.positions.values()]
const theBot = () => [...engine.roster.all()][0] ?? never()
const fill = async (exchange: HandExchange, purpose: string, at = '55000') => {
  const order = sent(exchange, purpose)[0] ?? never()
  exchange.fill(order.clientOrderId, text(order.quantity), at)
  await clock.advance(0)
}
const begin = async (change: Record<string, string> = {}, terms = {}) => {
  await start('a')
  await engine.command((e) => startLiveBot(e, settings(change), { ...both, ...terms }))
}
const bothHeld = async () => {
  await entered()
  await fill(own, 'entry')
  await fill(other, 'entry')
}

describe('an entry for which the cheapest book is too thin', () => {
  test('is spread over the accounts at the lowest cost, and the journal says how', async () => {
    await begin()
    await entered()
    const [[large = ''] = [], [small = ''] = []] = sizes('entry')
    expect(small).toBe('0.006')
    const routed = journal('order.routed').map(({ facts }) => facts)
    expect(routed.map(({ account }) => account)).toEqual(['live-2', 'live-1'])
    for (const { parts } of routed) expect(parts).toBe(`live-1 ${large}, live-2 ${small}`)
    // What one order would have been: half of the allocation.
    const price = [...engine.books.orders.values()][0]?.order.expected ?? never()
    const spent = Number(text(addQuantity(quantity(large), quantity(small)))) * Number(text(price))
    expect(spent).toBeGreaterThan(995)
    expect(spent).toBeLessThanOrEqual(1_000)
    expect(
      opened.store.decisions
        .page(theBot().bot.id ?? '', { limit: 9, before: null })
        .filter(({ action }) => action === 'entered'),
    ).toHaveLength(1)
  })

  test('is a position on each account with a stop of its own, and counts as one', async () => {
    await begin()
    await bothHeld()
    expect(
      positions()
        .map(({ accountId }) => accountId)
        .sort(),
    ).toEqual(['live-1', 'live-2'])
    expect(engine.stops.of(positions()[0]?.id ?? '')).toBeDefined()
    expect(engine.stops.of(positions()[1]?.id ?? '')).toBeDefined()
    await until(() => sizes('protection').every((each) => each.length > 0))
    expect(sizes('protection')).toEqual(sizes('entry'))
    const uses = engine.risk.botUses.of(theBot())
    expect(uses.find(({ key }) => key === 'maxPositions')?.use).toMatchObject({ used: 1, limit: 1 })
  })

  test('is one of the first trades of a bot that is new to real money, on its way and held', async () => {
    const mayBeSplit = (closedTrades: number) => {
      const { bot, totals, ...rest } = theBot()
      const live = { ...(bot.live ?? never()), quarterFirst: true }
      return engine.risk.gate.maySplit({
        ...rest,
        bot: { ...bot, live },
        totals: { ...totals, closedTrades },
      })
    }
    await begin()
    await entered()
    // With eight before it the next one is the tenth, which is a small one still.
    expect([8, 9].map(mayBeSplit)).toEqual([false, true])
    await fill(own, 'entry')
    expect([8, 9].map(mayBeSplit)).toEqual([false, true])
    await fill(other, 'entry')
    expect([8, 9].map(mayBeSplit)).toEqual([false, true])
  })

  test('is sold on each account when the strategy leaves, and is one trade once all of it is', async () => {
    await begin()
    await bothHeld()
    await until(() => sizes('exit').every((each) => each.length > 0))
    expect(sizes('exit')).toEqual(sizes('entry'))
    const runtime = theBot()
    await fill(own, 'exit', '54000')
    expect([runtime.totals.closedTrades, runtime.results]).toEqual([0, []])
    expect(signOfCash(runtime.totals.realized)).toBe(-1)
    expect(engine.risk.lossWatch.streakOf(runtime)).toBe(0)
    await fill(other, 'exit', '54000')
    await until(() => positions().length === 0)
    expect([runtime.totals.closedTrades, runtime.results]).toEqual([1, [runtime.totals.realized]])
    expect(engine.risk.lossWatch.streakOf(runtime)).toBe(1)
    const exits = opened.store.fills.recent(10).filter(({ order }) => order.side === 'sell')
    expect(new Set(exits.map(({ order }) => order.positionId)).size).toBe(2)
    // By one decision, not one account after the other.
    expect(new Set(exits.map(({ order }) => order.marketTime)).size).toBe(1)
  })

  test('stays whole on one side when only the other is closed by hand', async () => {
    await begin()
    await bothHeld()
    const mine = positions().find(({ accountId }) => accountId === 'live-1') ?? never()
    expect(await engine.command(({ manual }) => manual.closePosition(mine.id))).toMatchObject({ ok: true })
    await until(() => sent(own, 'exit').length > 0)
    expect(sent(other, 'exit')).toEqual([])
    expect(
      await engine.command(({ manual }) =>
        manual.closePosition(positions().find(({ accountId }) => accountId === 'live-2')?.id ?? ''),
      ),
    ).toMatchObject({ ok: true })
    await until(() => sent(other, 'exit').length > 0)
  })

  test('is closed on both accounts by a bot that stops', async () => {
    await begin()
    await bothHeld()
    await engine.command(({ bots }) => bots.stop(theBot().bot.id, 'close'))
    await until(() => sizes('exit').every((each) => each.length > 0))
    await fill(own, 'exit')
    await fill(other, 'exit')
    await until(() => theBot().bot.wish === 'stopped')
    expect(positions()).toEqual([])
  })

  test('keeps the stop of one part while the other is being sold', async () => {
    await begin()
    await bothHeld()
    await until(() => sizes('protection').every((each) => each.length > 0))
    await engine.command(({ bots }) => bots.stop(theBot().bot.id, 'keep'))
    const mine = positions().find(({ accountId }) => accountId === 'live-1') ?? never()
    await engine.command(({ manual }) => manual.closePosition(mine.id))
    await until(() => sent(own, 'exit').length > 0)
    other.end(sent(other, 'protection')[0]?.clientOrderId ?? '', 'cancelled')
    await until(() => sent(other, 'protection').length > 1)
    expect(engine.books.pendingOn(mine)?.order.purpose).toBe('exit')
  })

  test('is closed on both accounts by the kill switch, at once and with a result for each', async () => {
    await begin()
    await bothHeld()
    await engine.command(({ bots }) => bots.stop(theBot().bot.id, 'keep'))
    await engine.command(({ killSwitch, killSteps }) => {
      killSwitch.engage(['live'], 'window')
      killSteps.ask('live', 'close-positions')
    })
    await until(() => sizes('exit').every((each) => each.length > 0))
    await fill(own, 'exit')
    await fill(other, 'exit')
    const results = () => engine.killSteps.wishesOf({ mode: 'live', step: 'close-positions' })
    await until(() => results().every(({ state }) => state === 'done'))
    expect(results()).toHaveLength(2)
    expect(positions()).toEqual([])
  })
})

test('a restart with one part filled and the other of unknown outcome keeps both, and sells both', async () => {
  other.failing.add('submit')
  other.failing.add('order')
  other.tells = false
  await begin({}, { resumes: true })
  await entered()
  await fill(own, 'entry')
  await clock.advance(1_000)
  const unknown = sent(other, 'entry')[0] ?? never()
  expect(stateOf(engine.books.orders.get(unknown.clientOrderId)?.order ?? never())).toBe('unknown')
  await engine.stop()
  other.fill(unknown.clientOrderId, text(unknown.quantity), '55000')
  other.failing.clear()
  other.tells = true
  await start('b')
  await until(() => positions().length === 2)
  const entries = sizes('entry')
  expect(entries.map(({ length }) => length)).toEqual([1, 1])
  await until(() => sizes('exit').every((each) => each.length > 0))
  expect(sizes('exit')).toEqual(entries)
  await fill(own, 'exit')
  await fill(other, 'exit')
  expect(theBot().totals.closedTrades).toBe(1)
})

test('a part whose outcome is unknown keeps no other from being sold, and nothing is bought meanwhile', async () => {
  other.failing.add('submit')
  other.failing.add('order')
  other.tells = false
  await begin()
  await entered()
  await fill(own, 'entry')
  await until(() => sent(own, 'exit').length > 0)
  await fill(own, 'exit')
  await clock.advance(120_000)
  expect(sizes('entry').map(({ length }) => length)).toEqual([1, 1])
  expect(sent(other, 'exit')).toEqual([])
})

describe('an entry goes through one account', () => {
  const alone = async (change: Record<string, string> = {}, terms = {}, prepare = () => {}) => {
    await begin(change, terms)
    await engine.command(prepare)
    await entered()
    return sizes('entry').map(({ length }) => length)
  }

  test('while splitting is off', async () => {
    expect(await alone({ splitEntries: '0' })).toEqual([1, 0])
  })
  test('where the cheapest one takes all of it', async () => {
    books.other = oneLevel(55_000)
    expect(await alone()).toEqual([0, 1])
  })
  test('while the bot is new to real money', async () => {
    expect(await alone({}, { quarterFirst: true })).not.toEqual([1, 1])
  })
  test('where both parts together would break a limit of all accounts', async () => {
    const of = { ...defaultsOf(modeLimits), modePositions: '1' }
    expect(await alone({}, {}, () => engine.risk.limits.set({ kind: 'mode', id: 'live' }, of))).toEqual([
      1, 0,
    ])
  })
})

test('the parts together hold no more than all accounts may', async () => {
  await begin()
  const of = { ...defaultsOf(modeLimits), assetExposure: '0.03' }
  await engine.command(({ risk }) => risk.limits.set({ kind: 'mode', id: 'live' }, of))
  await entered()
  const [[large = ''] = [], [small = ''] = []] = sizes('entry')
  // The two venues tell their prices one after the other; the cheaper one was decided on.
  const expected = [...engine.books.orders.values()].map(({ order }) => Number(text(order.expected)))
  const price = Math.min(...expected)
  expect(small).toBe('0.006')
  // Of the equity of both, 20,000.
  expect((Number(large) + Number(small)) * price).toBeLessThanOrEqual(600)
  expect((Number(large) + Number(small)) * price).toBeGreaterThan(598)
})

test('an entry for which no account has the money is spread over both, each within its own limits', async () => {
  own = new HandExchange({ USDT: '1000' })
  other = new HandExchange({ USDT: '300' })
  books = { demo: oneLevel(55_000), other: oneLevel(55_000) }
  await begin({ allocation: '1000', tradeRatio: '1', maxExposureRatio: '1' })
  await entered()
  expect(sizes('entry').map(({ length }) => length)).toEqual([1, 1])
  // The largest order is half of an account's equity.
  const [[large] = [], [small] = []] = sizes('entry')
  const price = Number(text([...engine.books.orders.values()][0]?.order.expected ?? never()))
  for (const [size, limit] of [
    [large, 500],
    [small, 150],
  ] as const) {
    expect(Number(size) * price).toBeLessThanOrEqual(limit)
    expect(Number(size) * price).toBeGreaterThan(limit - 1)
  }
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addQuantity, quantity, signOfCash, text } from '../../src-main/domain/money/decimal.ts'
import { stateOf } from '../../src-main/domain/orders/order.ts'
import { defaultsOf } from '../../src-main/domain/parameters.ts'
import { modeLimits } from '../../src-main/domain/risk/limits.ts'
import { never, SplitStand } from '../support/split-stand.ts'
import { oneLevel } from '../support/two-venue-market.ts'

let stand: SplitStand
beforeEach(() => {
  stand = new SplitStand()
})
afterEach(() => stand.close())

describe('an entry for which the cheapest book is too thin', () => {
  test('is spread over the accounts at the lowest cost, and the journal says how', async () => {
    await stand.begin()
    await stand.entered()
    const [[large = ''] = [], [small = ''] = []] = stand.sizes('entry')
    expect(small).toBe('0.006')
    const routed = stand.journal('order.routed').map(({ facts }) => facts)
    expect(routed.map(({ account }) => account)).toEqual(['live-2', 'live-1'])
    for (const { parts } of routed) expect(parts).toBe(`live-1 ${large}, live-2 ${small}`)
    // What one order would have been: half of the allocation.
    const price = [...stand.engine.books.orders.values()][0]?.order.expected ?? never()
    const spent = Number(text(addQuantity(quantity(large), quantity(small)))) * Number(text(price))
    expect(spent).toBeGreaterThan(995)
    expect(spent).toBeLessThanOrEqual(1_000)
    expect(
      stand.opened.store.decisions
        .page(stand.bot.bot.id ?? '', { limit: 9, before: null })
        .filter(({ action }) => action === 'entered'),
    ).toHaveLength(1)
  })

  test('is a position on each account with a stop of its own, and counts as one', async () => {
    await stand.begin()
    await stand.bothHeld()
    expect(stand.positions.map(({ accountId }) => accountId).sort()).toEqual(['live-1', 'live-2'])
    expect(stand.engine.stops.of(stand.positions[0]?.id ?? '')).toBeDefined()
    expect(stand.engine.stops.of(stand.positions[1]?.id ?? '')).toBeDefined()
    await stand.until(() => stand.sizes('protection').every((each) => each.length > 0))
    expect(stand.sizes('protection')).toEqual(stand.sizes('entry'))
    const uses = stand.engine.risk.botUses.of(stand.bot)
    expect(uses.find(({ key }) => key === 'maxPositions')?.use).toMatchObject({ used: 1, limit: 1 })
  })

  test('is one of the first trades of a bot that is new to real money, on its way and held', async () => {
    const mayBeSplit = (closedTrades: number) => {
      const { bot, totals, ...rest } = stand.bot
      const live = { ...(bot.live ?? never()), quarterFirst: true }
      return stand.engine.risk.gate.maySplit({
        ...rest,
        bot: { ...bot, live },
        totals: { ...totals, closedTrades },
      })
    }
    await stand.begin()
    await stand.entered()
    // With eight before it the next one is the tenth, which is a small one still.
    expect([8, 9].map(mayBeSplit)).toEqual([false, true])
    await stand.fill(stand.own, 'entry')
    expect([8, 9].map(mayBeSplit)).toEqual([false, true])
    await stand.fill(stand.other, 'entry')
    expect([8, 9].map(mayBeSplit)).toEqual([false, true])
  })

  test('is sold on each account when the strategy leaves, and is one trade once all of it is', async () => {
    await stand.begin()
    await stand.bothHeld()
    await stand.until(() => stand.sizes('exit').every((each) => each.length > 0))
    expect(stand.sizes('exit')).toEqual(stand.sizes('entry'))
    const runtime = stand.bot
    await stand.fill(stand.own, 'exit', '54000')
    expect([runtime.totals.closedTrades, runtime.results]).toEqual([0, []])
    expect(signOfCash(runtime.totals.realized)).toBe(-1)
    expect(stand.engine.risk.lossWatch.streakOf(runtime)).toBe(0)
    await stand.fill(stand.other, 'exit', '54000')
    await stand.until(() => stand.positions.length === 0)
    expect([runtime.totals.closedTrades, runtime.results]).toEqual([1, [runtime.totals.realized]])
    expect(stand.engine.risk.lossWatch.streakOf(runtime)).toBe(1)
    const exits = stand.opened.store.fills.recent(10).filter(({ order }) => order.side === 'sell')
    expect(new Set(exits.map(({ order }) => order.positionId)).size).toBe(2)
    // By one decision, not one account after the other.
    expect(new Set(exits.map(({ order }) => order.marketTime)).size).toBe(1)
  })

  test('stays whole on one side when only the other is closed by hand', async () => {
    await stand.begin()
    await stand.bothHeld()
    const mine = stand.positions.find(({ accountId }) => accountId === 'live-1') ?? never()
    expect(await stand.engine.command(({ manual }) => manual.closePosition(mine.id))).toMatchObject({
      ok: true,
    })
    await stand.until(() => stand.sent(stand.own, 'exit').length > 0)
    expect(stand.sent(stand.other, 'exit')).toEqual([])
    expect(
      await stand.engine.command(({ manual }) =>
        manual.closePosition(stand.positions.find(({ accountId }) => accountId === 'live-2')?.id ?? ''),
      ),
    ).toMatchObject({ ok: true })
    await stand.until(() => stand.sent(stand.other, 'exit').length > 0)
  })

  test('is closed on both accounts by a bot that stops', async () => {
    await stand.begin()
    await stand.bothHeld()
    await stand.engine.command(({ bots }) => bots.stop(stand.bot.bot.id, 'close'))
    await stand.until(() => stand.sizes('exit').every((each) => each.length > 0))
    await stand.fill(stand.own, 'exit')
    await stand.fill(stand.other, 'exit')
    await stand.until(() => stand.bot.bot.wish === 'stopped')
    expect(stand.positions).toEqual([])
  })

  test('keeps the stop of one part while the other is being sold', async () => {
    await stand.begin()
    await stand.bothHeld()
    await stand.until(() => stand.sizes('protection').every((each) => each.length > 0))
    await stand.engine.command(({ bots }) => bots.stop(stand.bot.bot.id, 'keep'))
    const mine = stand.positions.find(({ accountId }) => accountId === 'live-1') ?? never()
    await stand.engine.command(({ manual }) => manual.closePosition(mine.id))
    await stand.until(() => stand.sent(stand.own, 'exit').length > 0)
    stand.other.end(stand.sent(stand.other, 'protection')[0]?.clientOrderId ?? '', 'cancelled')
    await stand.until(() => stand.sent(stand.other, 'protection').length > 1)
    expect(stand.engine.books.pendingOn(mine)?.order.purpose).toBe('exit')
  })

  test('is closed on both accounts by the kill switch, at once and with a result for each', async () => {
    await stand.begin()
    await stand.bothHeld()
    await stand.engine.command(({ bots }) => bots.stop(stand.bot.bot.id, 'keep'))
    await stand.engine.command(({ killSwitch, killSteps }) => {
      killSwitch.engage(['live'], 'window')
      killSteps.ask('live', 'close-positions')
    })
    await stand.until(() => stand.sizes('exit').every((each) => each.length > 0))
    await stand.fill(stand.own, 'exit')
    await stand.fill(stand.other, 'exit')
    const results = () => stand.engine.killSteps.wishesOf({ mode: 'live', step: 'close-positions' })
    await stand.until(() => results().every(({ state }) => state === 'done'))
    expect(results()).toHaveLength(2)
    expect(stand.positions).toEqual([])
  })
})

test('a restart with one part filled and the other of unknown outcome keeps both, and sells both', async () => {
  stand.other.failing.add('submit')
  stand.other.failing.add('order')
  stand.other.tells = false
  await stand.begin({}, { resumes: true })
  await stand.entered()
  await stand.fill(stand.own, 'entry')
  await stand.clock.advance(1_000)
  const unknown = stand.sent(stand.other, 'entry')[0] ?? never()
  expect(stateOf(stand.engine.books.orders.get(unknown.clientOrderId)?.order ?? never())).toBe('unknown')
  await stand.engine.stop()
  stand.other.fill(unknown.clientOrderId, text(unknown.quantity), '55000')
  stand.other.failing.clear()
  stand.other.tells = true
  await stand.start('b')
  await stand.until(() => stand.positions.length === 2)
  const entries = stand.sizes('entry')
  expect(entries.map(({ length }) => length)).toEqual([1, 1])
  await stand.until(() => stand.sizes('exit').every((each) => each.length > 0))
  expect(stand.sizes('exit')).toEqual(entries)
  await stand.fill(stand.own, 'exit')
  await stand.fill(stand.other, 'exit')
  expect(stand.bot.totals.closedTrades).toBe(1)
})

test('a part whose outcome is unknown keeps no other from being sold, and nothing is bought meanwhile', async () => {
  stand.other.failing.add('submit')
  stand.other.failing.add('order')
  stand.other.tells = false
  await stand.begin()
  await stand.entered()
  await stand.fill(stand.own, 'entry')
  await stand.until(() => stand.sent(stand.own, 'exit').length > 0)
  await stand.fill(stand.own, 'exit')
  await stand.clock.advance(120_000)
  expect(stand.sizes('entry').map(({ length }) => length)).toEqual([1, 1])
  expect(stand.sent(stand.other, 'exit')).toEqual([])
})

describe('an entry goes through one account', () => {
  const alone = async (change: Record<string, string> = {}, terms = {}, prepare = () => {}) => {
    await stand.begin(change, terms)
    await stand.engine.command(prepare)
    await stand.entered()
    return stand.sizes('entry').map(({ length }) => length)
  }

  test('while splitting is off', async () => {
    expect(await alone({ splitEntries: '0' })).toEqual([1, 0])
  })
  test('where the cheapest one takes all of it', async () => {
    stand.books.other = oneLevel(55_000)
    expect(await alone()).toEqual([0, 1])
  })
  test('while the bot is new to real money', async () => {
    expect(await alone({}, { quarterFirst: true })).not.toEqual([1, 1])
  })
  test('where both parts together would break a limit of all accounts', async () => {
    const of = { ...defaultsOf(modeLimits), modePositions: '1' }
    expect(await alone({}, {}, () => stand.engine.risk.limits.set({ kind: 'mode', id: 'live' }, of))).toEqual(
      [1, 0],
    )
  })
})

test('the parts together hold no more than all accounts may', async () => {
  await stand.begin()
  const of = { ...defaultsOf(modeLimits), assetExposure: '0.03' }
  await stand.engine.command(({ risk }) => risk.limits.set({ kind: 'mode', id: 'live' }, of))
  await stand.entered()
  const [[large = ''] = [], [small = ''] = []] = stand.sizes('entry')
  // The two venues tell their prices one after the other; the cheaper one was decided on.
  const expected = [...stand.engine.books.orders.values()].map(({ order }) => Number(text(order.expected)))
  const price = Math.min(...expected)
  expect(small).toBe('0.006')
  // Of the equity of both, 20,000.
  expect((Number(large) + Number(small)) * price).toBeLessThanOrEqual(600)
  expect((Number(large) + Number(small)) * price).toBeGreaterThan(598)
})

test('an entry for which no account has the money is spread over both, each within its own limits', async () => {
  stand.own = SplitStand.exchange('1000')
  stand.other = SplitStand.exchange('300')
  stand.books = { demo: oneLevel(55_000), other: oneLevel(55_000) }
  await stand.begin({ allocation: '1000', tradeRatio: '1', maxExposureRatio: '1' })
  await stand.entered()
  expect(stand.sizes('entry').map(({ length }) => length)).toEqual([1, 1])
  // The largest order is half of an account's equity.
  const [[large] = [], [small] = []] = stand.sizes('entry')
  const price = Number(text([...stand.engine.books.orders.values()][0]?.order.expected ?? never()))
  for (const [size, limit] of [
    [large, 500],
    [small, 150],
  ] as const) {
    expect(Number(size) * price).toBeLessThanOrEqual(limit)
    expect(Number(size) * price).toBeGreaterThan(limit - 1)
  }
})

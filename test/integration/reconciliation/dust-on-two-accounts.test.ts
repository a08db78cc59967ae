import { afterEach, beforeEach, expect, test } from 'vitest'
import { cash, text } from '../../../src-main/domain/money/decimal.ts'
import type { HandExchange } from '../../support/hand-exchange.ts'
import { never, SplitStand } from '../../support/split-stand.ts'
import { oneLevel } from '../../support/two-venue-market.ts'

const accounts = ['live-1', 'live-2'] as const
/** What the fee of a purchase takes of the coins bought. */
const fee = { own: '0.000011', other: '0.000006' }

let stand: SplitStand
beforeEach(() => {
  stand = new SplitStand()
})
afterEach(() => stand.close())

const dust = () =>
  accounts.map((id) => stand.opened.store.dust.ofAccount(id).map(({ quantity }) => text(quantity)))
const held = () => accounts.map((id) => stand.positions.find(({ accountId }) => accountId === id))
const differing = () => [...stand.engine.books.mismatches.keys()]
const foreign = () => accounts.flatMap((id) => stand.engine.settling.foreign.holdings(id))
const newest = (exchange: HandExchange, purpose: 'entry' | 'exit') =>
  stand.sent(exchange, purpose).at(-1) ?? never()
const buy = async (exchange: HandExchange, fees: string) => {
  const { clientOrderId, quantity } = newest(exchange, 'entry')
  exchange.fill(clientOrderId, text(quantity), '55000', { fee: cash(fees, 'BTC') })
  await stand.clock.advance(0)
}
const sell = async (exchange: HandExchange) => {
  const { clientOrderId, quantity } = newest(exchange, 'exit')
  exchange.fill(clientOrderId, text(quantity), '55000')
  await stand.clock.advance(0)
}
/** Two looks at each, so much apart that a difference counts. */
const reconcile = async () => {
  for (const id of accounts) void stand.engine.reconciliation.reconcile(id)
  await stand.clock.advance(11_000)
}
const pause = () => stand.engine.command(({ bots }) => bots.pauseEntries(stand.bot.bot.id))
/** Of a split entry that is sold again; nothing more is bought. */
const leaveDustOnBoth = async () => {
  await stand.begin({}, { resumes: true })
  await stand.entered()
  await buy(stand.own, fee.own)
  await buy(stand.other, fee.other)
  await pause()
  await stand.until(() => stand.sizes('exit').every((each) => each.length > 0))
  await sell(stand.own)
  await sell(stand.other)
  await stand.until(() => stand.positions.length === 0)
}
const left = (exchange: HandExchange, fees: string) => {
  const [bought, sold] = (['entry', 'exit'] as const).map((purpose) => newest(exchange, purpose).quantity)
  return (Number(text(bought ?? never())) - Number(fees) - Number(text(sold ?? never()))).toFixed(8)
}

test('dust of one bot on two accounts is known on each by itself, and no look finds a difference', async () => {
  await leaveDustOnBoth()
  const amounts = dust().map((each) => each.map((size) => Number(size).toFixed(8)))
  expect(amounts).toEqual([[left(stand.own, fee.own)], [left(stand.other, fee.other)]])
  expect(amounts.flat().every((size) => Number(size) > 0)).toBe(true)
  await reconcile()
  expect([differing(), foreign()]).toEqual([[], []])
  const before = dust()
  await stand.engine.stop()
  await stand.start('b')
  await reconcile()
  expect([differing(), foreign(), dust()]).toEqual([[], [], before])
  expect(stand.bot.totals.closedTrades).toBe(1)
})

test('the next position takes in the dust of its own account alone', async () => {
  await leaveDustOnBoth()
  const [ownDust = [], otherDust = []] = dust()
  stand.books.other = oneLevel(55_000)
  await stand.engine.command(({ bots }) => bots.start(stand.bot.bot.id, true))
  await stand.until(() => stand.sent(stand.other, 'entry').length > 1)
  const { quantity } = newest(stand.other, 'entry')
  await buy(stand.other, '0')
  await stand.until(() => dust()[1]?.length === 0)
  const [mine, theirs] = held()
  expect(mine).toBeUndefined()
  expect(Number(text(theirs?.quantity ?? never()))).toBeCloseTo(
    Number(text(quantity)) + Number(otherDust[0]),
    8,
  )
  expect(dust()).toEqual([ownDust, []])
  await reconcile()
  expect([differing(), foreign()]).toEqual([[], []])
})

test('dust that is gone from one account is written off there, and stays on the other', async () => {
  await leaveDustOnBoth()
  const [[gone = ''] = [], otherDust] = dust()
  stand.own.move('BTC', `-${gone}`)
  await reconcile()
  expect(differing()).toEqual(['live-1'])
  const accept = () =>
    stand.engine.command(({ settling: { resolutions } }) =>
      resolutions.accept('live-1', 'BTC', `-${gone}`, 'swept into another coin'),
    )
  expect(await accept()).toEqual({ ok: true, value: null })
  expect(dust()).toEqual([[], otherDust])
  await reconcile()
  expect([differing(), foreign()]).toEqual([[], []])
})

test('dust that could not be booked in one turn on both is set aside once on each', async () => {
  await stand.begin()
  await stand.entered()
  await buy(stand.own, fee.own)
  await buy(stand.other, fee.other)
  await pause()
  await stand.until(() => stand.sizes('exit').every((each) => each.length > 0))
  const sales = [stand.own, stand.other].map((exchange) => {
    const { clientOrderId, quantity } = newest(exchange, 'exit')
    return [exchange, exchange.fill(clientOrderId, text(quantity), '55000')] as const
  })
  // The exchanges repeat themselves, before and after it was set aside.
  for (const [exchange, fill] of sales) exchange.repeat(fill)
  await stand.until(() => stand.positions.length === 0)
  const before = dust()
  for (const [exchange, fill] of sales) exchange.repeat(fill)
  await reconcile()
  expect(dust()).toEqual(before)
  expect(before.map(({ length }) => length)).toEqual([1, 1])
  expect([differing(), foreign()]).toEqual([[], []])
})

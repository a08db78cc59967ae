import { afterEach, beforeEach, expect, test } from 'vitest'
import { text } from '../../src-main/domain/money/decimal.ts'
import { fullSpot } from '../../src-main/domain/orders/capabilities.ts'
import { never, SplitStand } from '../support/split-stand.ts'

let stand: SplitStand
beforeEach(() => {
  stand = new SplitStand()
})
afterEach(() => stand.close())

const told = () =>
  stand.opened.store.alerts.recent(50).filter(({ text: { code } }) => code === 'alert.entry-smaller')
const missing = () => stand.journal('order.part-missing').map(({ facts }) => facts)
const theirPart = () => stand.sent(stand.other, 'entry')[0] ?? never()

test('a part that is refused is bought nowhere else, and it is told how much is missing and why', async () => {
  Object.assign(stand.other, {
    submit: async () => ({ kind: 'rejected', rejection: 'INSUFFICIENT_FUNDS', message: 'no' }),
  })
  await stand.begin()
  await stand.entered()
  await stand.fill(stand.own, 'entry')
  await stand.clock.advance(5_000)
  expect(stand.sent(stand.own, 'entry')).toHaveLength(1)
  expect(missing()).toEqual([
    {
      ...{ symbol: 'BTC/USDT', accountId: 'live-2', bought: '0', wanted: '0.006' },
      code: 'INSUFFICIENT_FUNDS',
    },
  ])
  expect(told().map(({ severity, text: { facts } }) => [severity, facts])).toEqual([
    [
      'info',
      {
        ...{ bot: 'Split', symbol: 'BTC/USDT', account: 'live-2', bought: '0', wanted: '0.006' },
        state: 'rejected',
      },
    ],
  ])
})

test('so is one that expires in part', async () => {
  await stand.begin()
  await stand.entered()
  await stand.fill(stand.own, 'entry')
  stand.other.fill(theirPart().clientOrderId, '0.002', '55000')
  stand.other.end(theirPart().clientOrderId, 'expired')
  await stand.clock.advance(0)
  expect(missing()).toMatchObject([{ accountId: 'live-2', bought: '0.002', wanted: '0.006' }])
  expect(told().map(({ text: { facts } }) => facts?.state)).toEqual(['expired'])
  expect(stand.sizes('entry').map(({ length }) => length)).toEqual([1, 1])
})

test('so is one that its own exchange would not take, which is not sent', async () => {
  await stand.begin()
  Object.assign(stand.other, { capabilities: () => ({ ...fullSpot, types: [] }) })
  await stand.until(() => stand.own.sent.length > 0)
  expect(stand.other.sent).toEqual([])
  expect(missing()).toMatchObject([{ accountId: 'live-2', bought: '0' }])
})

test('one without an answer is neither missing nor bought again, and is told of once it is denied', async () => {
  stand.other.takes = false
  stand.other.failing.add('submit')
  stand.other.failing.add('order')
  await stand.begin()
  await stand.entered()
  await stand.fill(stand.own, 'entry')
  await stand.clock.advance(60_000)
  expect([missing(), told()]).toEqual([[], []])
  stand.other.failing.clear()
  await stand.until(() => missing().length > 0)
  expect(missing()).toMatchObject([{ accountId: 'live-2', bought: '0', wanted: '0.006' }])
  expect(stand.sizes('entry').map(({ length }) => length)).toEqual([1, 1])
})

test('nothing is missing where all parts are bought, nor is it a part what was bought alone', async () => {
  await stand.begin()
  await stand.bothHeld()
  expect(missing()).toEqual([])
})

test('an entry through one account that comes to nothing is no smaller entry', async () => {
  await stand.begin({ splitEntries: '0' })
  await stand.entered()
  const [order] = stand.sent(stand.own, 'entry')
  stand.own.fill(order?.clientOrderId ?? '', '0.001', '55000')
  stand.own.end(order?.clientOrderId ?? '', 'expired')
  await stand.clock.advance(0)
  expect(stand.positions.map(({ quantity }) => text(quantity))).toEqual(['0.001'])
  expect([missing(), told()]).toEqual([[], []])
})

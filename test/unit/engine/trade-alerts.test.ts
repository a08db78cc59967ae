import { expect, test } from 'vitest'
import { cash, quantity } from '../../../src-main/domain/money/decimal.ts'
import { type Sentence, sentence } from '../../../src-main/domain/sentence.ts'
import type { AlertDesk } from '../../../src-main/engine/alert-desk.ts'
import { TradeAlerts } from '../../../src-main/engine/orders/trade-alerts.ts'
import { Roster } from '../../../src-main/engine/state/roster.ts'
import { wantedOrder } from '../../support/orders.ts'
import { samplePosition } from '../../support/store/samples.ts'

const usdt = (amount: string) => cash(amount, 'USDT')

const told = (
  why: string,
  change: { closed?: boolean; isNew?: boolean; isFirst?: boolean; part?: number },
) => {
  const said: (readonly [Sentence, string | null])[] = []
  const alerts: Pick<AlertDesk, 'write'> = {
    write: (_, text, target) => {
      said.push([text, target])
      return () => {}
    },
  }
  const { closed = false, isNew = false, isFirst = false, part = 1 } = change
  const position = {
    ...samplePosition,
    ...{ botId: 'b1', symbol: 'BTC/USDT', quote: 'USDT', quantity: quantity(closed ? '0' : '1') },
    ...{ realized: usdt('-12.5'), closedAt: closed ? 1 : null },
  }
  const tradeIds = Array.from({ length: part }, (_, index) => `t${index}`)
  const order = wantedOrder({ side: isNew ? 'buy' : 'sell', reason: sentence(why), tradeIds })
  new TradeAlerts({ alerts: alerts as AlertDesk, roster: new Roster() }).write({
    ...{ order, change: { position, realized: usdt('3') }, isFirst, isNew },
  })
  return said.map(([{ code, facts }, target]) => [code, facts?.pnl, target])
}
const trades = '/bots/b1/trades'

test.each([
  ['order.stop-hit', 'alert.stop-hit'],
  ['order.trailing-stop-hit', 'alert.stop-hit'],
  ['order.break-even-hit', 'alert.stop-hit'],
  ['order.protects', 'alert.stop-hit'],
  ['order.take-profit-hit', 'alert.take-profit-hit'],
  ['order.time-stop', 'alert.trade-closed'],
  ['decision.exit-signal', 'alert.trade-closed'],
])('a trade that %s has ended is told as %s, with its result', (why, code) => {
  expect(told(why, { closed: true })).toEqual([[code, '-12.5', trades]])
})

test('a trade is told as opened by its first fill alone, and the very first as that', () => {
  expect(told('decision.all-conditions-passed', { isNew: true })).toEqual([
    ['alert.trade-opened', undefined, trades],
  ])
  expect(told('decision.all-conditions-passed', {})).toEqual([])
  expect(told('decision.all-conditions-passed', { isNew: true, isFirst: true })).toEqual([
    ['alert.first-trade', undefined, trades],
  ])
})

test('a profit that is taken in part is told once for its order, with what the part brought', () => {
  expect(told('order.target-hit', {})).toEqual([['alert.take-profit-hit', '3', trades]])
  expect(told('order.target-hit', { part: 2 })).toEqual([])
  expect(told('order.stop-hit', {})).toEqual([])
})

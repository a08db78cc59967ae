import { expect, test } from 'vitest'
import type { AlertDesk } from '../../../src-main/engine/alert-desk.ts'
import { RejectionAlerts } from '../../../src-main/engine/orders/rejection-alerts.ts'
import { wantedOrder } from '../../support/orders.ts'

const toldOf = () => {
  const told: unknown[] = []
  const alerts: Pick<AlertDesk, 'raiseRarely'> = {
    raiseRarely: (severity, { code }, target) => void told.push([severity, code, target]),
  }
  return { told, desk: new RejectionAlerts({ alerts, botName: (id) => id }) }
}
const order = (change: Parameters<typeof wantedOrder>[0] = {}) => wantedOrder({ mode: 'live', ...change })

test('the third order of real money that is refused in a row is critical', () => {
  const { told, desk } = toldOf()
  for (let count = 0; count < 3; count += 1) desk.onRejected(order(), 'OTHER')
  expect(told.map((each) => (each as string[])[0])).toEqual(['warning', 'warning', 'critical'])
  desk.onAccepted(order())
  desk.onRejected(order(), 'OTHER')
  desk.onRejected(order({ symbol: 'ETH/USDT' }), 'OTHER')
  expect(told.slice(3).map((each) => (each as string[])[0])).toEqual(['warning', 'warning'])
})

test('practice money is never critical', () => {
  const { told, desk } = toldOf()
  for (let count = 0; count < 4; count += 1) desk.onRejected(order({ mode: 'paper' }), 'OTHER')
  expect(new Set(told.map((each) => (each as string[])[0]))).toEqual(new Set(['warning']))
})

test('a stop that is refused is critical at once, and leads to the position', () => {
  const { told, desk } = toldOf()
  desk.onRejected(order({ purpose: 'protection' }), 'OTHER')
  expect(told).toEqual([['critical', 'alert.stop-rejected', '/positions']])
})

test('nothing is said of a stop that the market has passed: the sale that follows is told', () => {
  const { told, desk } = toldOf()
  desk.onRejected(order({ purpose: 'protection' }), 'WOULD_TRIGGER')
  expect(told).toEqual([])
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import { type OrderRequest, stateOf } from '../../src-main/domain/orders/order.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import type { SubmitOutcome } from '../../src-main/engine/ports/exchange.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { demoBot, startTestEngine } from '../support/test-engine.ts'

const eager = {
  ...demoBot('Eager', 'BTC/USDT', { coolDownSeconds: '0' }),
  parameters: { fast: '2', slow: '3' },
}

let opened: TestStore
let clock: FakeClock
beforeEach(() => {
  opened = openTestStore()
  clock = new FakeClock()
})
afterEach(() => opened.close())

/** The simulated exchange behind a line that answers the first submits itself; `undefined` lets one through. */
const behindLine = (engine: Engine, first: readonly (SubmitOutcome | undefined)[]) => {
  const [account] = engine.books.accounts.values()
  if (account === undefined) throw new Error('no account')
  const { exchange } = account
  const submit = exchange.submit.bind(exchange)
  const sent: OrderRequest[] = []
  Object.assign(exchange, {
    submit: async (request: OrderRequest) => {
      sent.push(request)
      return first[sent.length - 1] ?? submit(request)
    },
  })
  return sent
}

const until = async (holds: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 240 && !holds(); tries += 1) await clock.advance(250)
  expect(holds()).toBe(true)
}

test('an order that never arrived is sent again under its id once the exchange has denied it, and filled once', async () => {
  const { engine } = await startTestEngine(opened.store, clock)
  const sent = behindLine(engine, [{ kind: 'unknown', cause: 'timeout' }])
  await engine.command((e) => e.startBots([eager]))
  await until(() => sent.length === 1)
  expect(engine.books.isFrozen('paper-demo', 'BTC/USDT')).toBe(true)
  const [first] = sent
  await until(() => sent.length === 2)
  expect(sent[1]?.clientOrderId).toBe(first?.clientOrderId)
  await until(() => !engine.books.isFrozen('paper-demo', 'BTC/USDT'))
  const order = opened.store.orders.byId(first?.clientOrderId ?? '')
  expect(order === null ? null : stateOf(order)).toBe('filled')
  const [position] = engine.books.positions.values()
  expect(position?.quantity).toEqual(first?.quantity)
  const events = opened.store.journal.page({ limit: 100, before: null }, null)
  const told = events.filter(({ orderId }) => orderId === first?.clientOrderId).map(({ event }) => event)
  expect(told.reverse().slice(0, 4)).toEqual([
    'order.decided',
    'order.submitting',
    'order.unknown',
    'order.resent',
  ])
  await engine.stop()
})

test('an order that was sent and not known after a restart is not sent again: its decision is of another time', async () => {
  const { engine } = await startTestEngine(opened.store, clock)
  const sent = behindLine(engine, [{ kind: 'unknown', cause: 'timeout' }])
  await engine.command((e) => e.startBots([eager]))
  await until(() => sent.length === 1)
  await engine.command((e) => e.bots.stop([...e.roster.all()][0]?.bot.id ?? '', 'keep'))
  await engine.stop()
  const starting = startTestEngine(opened.store, clock)
  let started = false
  void starting.then(() => {
    started = true
  })
  await until(() => started)
  const again = await starting
  await clock.advance(10_000)
  const order = opened.store.orders.byId(sent[0]?.clientOrderId ?? '')
  expect(order === null ? null : stateOf(order)).toBe('cancelled')
  expect(again.engine.books.positions.size).toBe(0)
  await again.engine.stop()
})

test('an exchange that is busy is asked again in its own time, and the order fills', async () => {
  const { engine } = await startTestEngine(opened.store, clock)
  const busy = { kind: 'retry-later', rejection: 'RATE_LIMITED', waitMs: 2_000, message: 'busy' } as const
  const sent = behindLine(engine, [busy, busy])
  await engine.command((e) => e.startBots([eager]))
  await until(() => sent.length === 3)
  expect(new Set(sent.map(({ clientOrderId }) => clientOrderId)).size).toBe(1)
  await until(() => engine.books.positions.size === 1)
  await engine.stop()
})

test('an order that its market would refuse is denied before it is sent, and says so', async () => {
  const { engine } = await startTestEngine(opened.store, clock)
  const sent = behindLine(engine, [])
  const [account] = engine.books.accounts.values()
  Object.assign(account?.exchange ?? {}, {
    capabilities: () => ({ types: ['limit'], timesInForce: ['GTC'], postOnly: false, reduceOnly: false }),
  })
  await engine.command((e) => e.startBots([eager]))
  await until(() => opened.store.orders.count() > 0)
  expect(sent).toEqual([])
  expect(engine.books.orders.size).toBe(0)
  const events = opened.store.journal.page({ limit: 50, before: null }, null)
  const denied = events.find(({ event }) => event === 'order.rejected')
  expect(denied?.facts).toMatchObject({ code: 'UNSUPPORTED' })
  expect(opened.store.alerts.recent(5).map(({ text }) => text.code)).toContain('alert.order-rejected')
  await engine.stop()
})

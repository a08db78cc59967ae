import { afterEach, beforeEach, expect, test } from 'vitest'
import { cash, price, quantity } from '../../src-main/domain/money/decimal.ts'
import { type Fill, type OrderRequest, stateOf } from '../../src-main/domain/orders/order.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
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

const accountOf = (engine: Engine) => {
  const [account] = engine.books.accounts.values()
  if (account === undefined) throw new Error('no account')
  return account
}

const until = async (holds: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 120 && !holds(); tries += 1) await clock.advance(500)
  expect(holds()).toBe(true)
}

/** An exchange that executes whatever it is sent, answers nothing, and lists the fill only when told to. */
const silentExchange = (engine: Engine) => {
  let sent: OrderRequest | null = null
  let listed = false
  const fillOf = (request: OrderRequest): Fill => ({
    tradeId: 'T-1',
    clientOrderId: request.clientOrderId,
    price: price('50000'),
    quantity: request.quantity,
    fee: cash('0', 'USDT'),
    liquidity: 'taker',
    marketTime: 1,
    seenAt: 1,
  })
  Object.assign(accountOf(engine).exchange, {
    submit: async (request: OrderRequest) => {
      sent = request
      return { kind: 'unknown', cause: 'timeout' }
    },
    order: async () => ({
      kind: 'answered',
      value: { ...sent, exchangeOrderId: 'X-1', filled: sent?.quantity, status: 'filled' },
    }),
    fills: async () => ({ kind: 'answered', value: listed && sent !== null ? [fillOf(sent)] : [] }),
  })
  return {
    isSent: () => sent !== null,
    list: () => {
      listed = true
    },
  }
}

test('an order is settled only once every fill that the exchange names is booked', async () => {
  const { engine } = await startTestEngine(opened.store, clock)
  const exchange = silentExchange(engine)
  await engine.command((e) => e.startBots([eager]))
  await until(exchange.isSent)
  await clock.advance(20_000)
  const [pending] = engine.books.orders.values()
  expect(pending === undefined ? null : stateOf(pending.order)).toBe('open')
  expect(engine.books.isFrozen('paper-demo', 'BTC/USDT')).toBe(true)
  exchange.list()
  await until(() => engine.books.positions.size === 1)
  expect(
    pending === undefined ? null : opened.store.orders.byId(pending.order.clientOrderId)?.filled,
  ).toEqual(pending?.order.quantity)
  expect(engine.books.isFrozen('paper-demo', 'BTC/USDT')).toBe(false)
  await engine.stop()
})

test('a cancel that fails is journalled and said, and the exchange is asked about the order', async () => {
  const { engine } = await startTestEngine(opened.store, clock)
  const { exchange } = accountOf(engine)
  let asked = 0
  Object.assign(exchange, {
    submit: async () => ({ kind: 'accepted', exchangeOrderId: 'X-1' }),
    cancel: async () => ({ kind: 'failed', cause: 'no route' }),
    order: async () => {
      asked += 1
      return { kind: 'failed', cause: 'no route' }
    },
  })
  await engine.command((e) => e.startBots([eager]))
  await until(() => engine.books.orders.size > 0)
  const [id = ''] = engine.books.orders.keys()
  await engine.command((e) => e.manual.cancelOrder(id))
  await clock.advance(5_000)
  expect(asked).toBeGreaterThan(1)
  const events = opened.store.journal.page({ limit: 20, before: null }, null)
  expect(events.find(({ event }) => event === 'order.cancel-failed')?.facts.cause).toBe('no route')
  expect(opened.store.alerts.recent(10).map(({ text }) => text.code)).toContain('alert.order-unknown')
  await engine.stop()
})

test('an order that had ended before it was cancelled is asked about', async () => {
  const { engine } = await startTestEngine(opened.store, clock)
  Object.assign(accountOf(engine).exchange, {
    submit: async (request: OrderRequest) => ({ kind: 'accepted', exchangeOrderId: request.clientOrderId }),
    cancel: async () => ({ kind: 'answered', value: 'not-open' }),
    order: async (clientOrderId: string) => ({
      kind: 'answered',
      value: { clientOrderId, exchangeOrderId: 'X', filled: quantity('0'), status: 'expired' },
    }),
  })
  await engine.command((e) => e.startBots([eager]))
  await until(() => engine.books.orders.size > 0)
  const [id = ''] = engine.books.orders.keys()
  await engine.command((e) => e.manual.cancelOrder(id))
  await clock.advance(0)
  const order = opened.store.orders.byId(id)
  expect(order === null ? null : stateOf(order)).toBe('expired')
  await engine.stop()
})

/** Balances as the exchange says them, with one asset changed while `wrong` holds. */
const misreport = (engine: Engine, wrong: () => boolean) => {
  const { exchange } = accountOf(engine)
  const balances = exchange.balances.bind(exchange)
  Object.assign(exchange, {
    balances: async () => {
      const answer = await balances()
      if (!wrong() || answer.kind === 'failed') return answer
      const other = answer.value.map((balance) =>
        balance.asset === 'USD' ? { ...balance, total: quantity('1') } : balance,
      )
      return { kind: 'answered', value: other }
    },
  })
}

const differing = (engine: Engine): readonly string[] =>
  [...engine.books.mismatches.values()].flatMap(({ differences }) =>
    differences.map((each) => (each.kind === 'breach' ? each.code : each.asset)),
  )

test('balances that differ twice keep entries from the account, within minutes and without an order', async () => {
  const { engine } = await startTestEngine(opened.store, clock)
  misreport(engine, () => true)
  await clock.advance(290_000)
  expect(differing(engine)).toEqual([])
  await clock.advance(20_000)
  expect(differing(engine)).toEqual(['USD'])
  expect(engine.books.blocked).toBeNull()
  await clock.advance(3_600_000)
  const said = opened.store.alerts.recent(100).filter(({ severity }) => severity === 'critical')
  expect(said).toHaveLength(1)
  await engine.stop()
})

test('balances that differ once, as while a fill is under way, stop nothing', async () => {
  const { engine } = await startTestEngine(opened.store, clock)
  let asked = 0
  misreport(engine, () => {
    asked += 1
    return asked === 1
  })
  await clock.advance(700_000)
  expect(asked).toBeGreaterThan(2)
  expect(differing(engine)).toEqual([])
  await engine.stop()
})

test('after a sleep balances are compared within a minute', async () => {
  const { engine } = await startTestEngine(opened.store, clock)
  misreport(engine, () => true)
  await clock.sleep(8 * 3_600_000)
  await clock.advance(71_000)
  expect(differing(engine)).toEqual(['USD'])
  await engine.stop()
})

test('nothing is bought on an account whose balances could not be had, until they are', async () => {
  const first = await startTestEngine(opened.store, clock)
  await first.engine.stop()
  const { engine } = await startTestEngine(opened.store, clock)
  engine.books.unconfirmed.add('paper-demo')
  const { exchange } = accountOf(engine)
  const balances = exchange.balances.bind(exchange)
  let answers = false
  Object.assign(exchange, {
    balances: async () => (answers ? balances() : { kind: 'failed', cause: 'no route' }),
  })
  await engine.command((e) => e.startBots([eager]))
  await clock.advance(90_000)
  expect(opened.store.orders.count()).toBe(0)
  const [bot] = engine.roster.all()
  const said = opened.store.decisions.page(bot?.bot.id ?? '', { limit: 500, before: null })
  expect(said.map(({ reason }) => reason.code)).toContain('decision.trading-blocked')
  answers = true
  await clock.advance(90_000)
  expect(opened.store.orders.count()).toBeGreaterThan(0)
  await engine.stop()
})

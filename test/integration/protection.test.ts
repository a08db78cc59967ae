import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PaperExchange } from '../../src-main/adapters/exchanges/paper/paper-exchange.ts'
import { demoVenue } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import {
  addQuantity,
  compare,
  price,
  text,
  toNumber,
  zeroQuantity,
} from '../../src-main/domain/money/decimal.ts'
import { type OrderRequest, stateOf } from '../../src-main/domain/orders/order.ts'
import type { Position } from '../../src-main/domain/positions/position.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import type { Exchange, SubmitOutcome } from '../../src-main/engine/ports/exchange.ts'
import { positionView } from '../../src-main/shell/views/money-views.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { advanceUntil, heldSymbol, holdPosition, protectionOf } from '../support/held-position.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { countingIds, startTestEngine } from '../support/test-engine.ts'

const symbol = heldSymbol

let opened: TestStore
let clock: FakeClock
beforeEach(() => {
  opened = openTestStore()
  clock = new FakeClock()
})
afterEach(() => opened.close())

const accountOf = (engine: Engine) => engine.books.account('paper-demo')
const paperOf = (engine: Engine) => accountOf(engine).exchange as PaperExchange
const events = () => [...opened.store.journal.page({ limit: 5_000, before: null }, null)].reverse()
const alerts = () => opened.store.alerts.recent(100).map(({ text }) => text.code)

const until = (holds: () => boolean): Promise<void> => advanceUntil(clock, holds)
const holding = (prepare?: (engine: Engine) => void) => holdPosition(opened.store, clock, prepare)

const noPrice = price('1')
const markOf = (engine: Engine) => toNumber(engine.books.mark(demoVenue.id, symbol) ?? noPrice)

/** The market trades at a share of its last price, first of all at the simulated exchange. */
const tradeAt = async (engine: Engine, share: number): Promise<void> => {
  const last = markOf(engine)
  const time = engine.books.venues.get(demoVenue.id)?.marketTime ?? 0
  paperOf(engine).onTrade({ symbol, time, price: Number((last * share).toFixed(2)), amount: 1_000 })
  await clock.advance(0)
}

const soldOf = ({ id, accountId }: Position): string =>
  text(
    opened.store.fills
      .ofAccount(accountId)
      .filter(({ order }) => order.side === 'sell' && order.positionId === id)
      .reduce((sum, { fill }) => addQuantity(sum, fill.quantity), zeroQuantity),
  )

test('a position has its stop at the exchange as soon as it is bought, and the window says so', async () => {
  const { engine, position } = await holding()
  const order = protectionOf(engine, position.id)
  const stop = engine.stops.of(position.id)?.stop ?? 0
  expect(order).toMatchObject({ type: 'stop-market', side: 'sell', quantity: position.quantity })
  expect(order === undefined ? null : stateOf(order)).toBe('open')
  expect(Math.abs(toNumber(order?.triggerPrice ?? noPrice) - stop)).toBeLessThanOrEqual(0.01)
  const open = await paperOf(engine).openOrders()
  expect(open.kind === 'answered' && open.value.map(({ clientOrderId }) => clientOrderId)).toEqual([
    order?.clientOrderId,
  ])
  expect(positionView(engine, position, () => '').protection).toBe('exchange')
  expect(engine.books.hasUnprotected(position.botId)).toBe(false)
  await engine.stop()
})

test('the app’s own exit first takes the stop back, and sells what is held once', async () => {
  const { engine, position } = await holding()
  const protection = protectionOf(engine, position.id)
  expect(await engine.command(({ manual }) => manual.closePosition(position.id))).toMatchObject({ ok: true })
  await until(() => engine.books.positions.size === 0)
  expect(soldOf(position)).toBe(text(position.bought.quantity))
  const told = events().filter(({ orderId }) => orderId !== null)
  const ended = told.findIndex(
    ({ event, orderId }) => event === 'order.cancelled' && orderId === protection?.clientOrderId,
  )
  const sale = told.findIndex(
    ({ event, facts }, at) => event === 'order.submitting' && facts.side === 'sell' && at > ended,
  )
  expect(ended).toBeGreaterThan(0)
  expect(sale).toBe(ended + 1)
  await clock.advance(60_000)
  expect(engine.books.orders.size).toBe(0)
  await engine.stop()
})

test('the stop at the exchange sells without the app, and the position is closed with that reason', async () => {
  const { engine, position } = await holding()
  await tradeAt(engine, 0.5)
  await clock.advance(1_000)
  expect(engine.books.positions.size).toBe(0)
  const [closed] = opened.store.positions.closed({ limit: 1, before: null }, null)
  expect(closed?.exitReason?.code).toBe('order.protects')
  expect(soldOf(position)).toBe(text(position.bought.quantity))
  await engine.stop()
})

describe('an exit that meets the exchange’s stop', () => {
  test.each([
    ['before it triggers', ['close', 'trigger']],
    ['after it triggered', ['trigger', 'close']],
  ] as const)('%s sells no more than is held', async (_, order) => {
    const { engine, position } = await holding()
    for (const step of order) {
      if (step === 'close') await engine.command(({ manual }) => manual.closePosition(position.id))
      else await tradeAt(engine, 0.5)
    }
    await clock.advance(10_000)
    expect(engine.books.positions.size).toBe(0)
    expect(soldOf(position)).toBe(text(position.bought.quantity))
    expect(engine.books.blocked).toBeNull()
    await engine.stop()
  })

  test('whose cancel is answered late, and which fills meanwhile, sells nothing more', async () => {
    const { engine, position } = await holding()
    const exchange = accountOf(engine).exchange
    const cancel = exchange.cancel.bind(exchange)
    Object.assign(exchange, {
      cancel: async (id: string, pair: string) => {
        await tradeAt(engine, 0.5)
        return cancel(id, pair)
      },
    } satisfies Partial<Exchange>)
    await engine.command(({ manual }) => manual.closePosition(position.id))
    await clock.advance(10_000)
    expect(engine.books.positions.size).toBe(0)
    expect(soldOf(position)).toBe(text(position.bought.quantity))
    await engine.stop()
  })
})

test('a part that is sold leaves a stop for the rest', async () => {
  const { engine, position } = await holding()
  const part = position.quantity
  const stop = engine.stops.of(position.id)
  if (stop === undefined) throw new Error('no stop')
  const moved = { ...stop, targets: [], keep: 0.5 }
  const about = { positionId: position.id, touched: 'target', price: stop.peak, receivedAt: 0 } as const
  await engine.command((e) => {
    e.stops.onMoved({ kind: 'stop-moved', venueId: demoVenue.id, stop: moved })
    e.stops.onTouched({ kind: 'stop-touched', venueId: demoVenue.id, symbol, ...about })
  })
  await until(() => {
    const left = engine.books.positions.get(position.id)
    return (
      left !== undefined && compare(left.quantity, part) < 0 && engine.protection.isConfirmed(position.id)
    )
  })
  const left = engine.books.positions.get(position.id)
  expect(protectionOf(engine, position.id)?.quantity).toEqual(left?.quantity)
  await engine.stop()
})

test('a restart finds the stop that waits and places no other', async () => {
  const { engine, position } = await holding()
  const before = protectionOf(engine, position.id)
  await engine.stop()
  const again = await startTestEngine(opened.store, clock, { ids: countingIds('b-') })
  await clock.advance(5_000)
  expect(protectionOf(again.engine, position.id)?.clientOrderId).toBe(before?.clientOrderId)
  expect(again.engine.protection.isConfirmed(position.id)).toBe(true)
  expect(again.engine.books.orders.size).toBe(1)
  await again.engine.stop()
})

describe('a position whose stop the exchange refuses', () => {
  test('is said to be unprotected after 10 seconds, its bot buys nothing, until it is protected', async () => {
    let refuses = true
    const { engine, position } = await holding((e) => {
      const exchange = accountOf(e).exchange
      const submit = exchange.submit.bind(exchange)
      Object.assign(exchange, {
        submit: async (order: OrderRequest): Promise<SubmitOutcome> =>
          order.purpose === 'protection' && refuses
            ? { kind: 'rejected', rejection: 'OTHER', message: 'no' }
            : submit(order),
      })
    })
    const runtime = engine.roster.get(position.botId)
    if (runtime === undefined) throw new Error('no bot')
    const entryObstacle = () => engine.risk.gate.obstacle(runtime, position.accountId, 'ETH/USDT')?.code
    await clock.advance(9_000)
    expect(positionView(engine, position, () => '').protection).toBe('app')
    expect(alerts()).not.toContain('alert.position-unprotected')
    expect(entryObstacle()).not.toBe('decision.position-unprotected')
    // It is looked at every second, and more than ten have to have passed.
    await clock.advance(2_000)
    expect(alerts().filter((code) => code === 'alert.position-unprotected')).toHaveLength(1)
    expect(entryObstacle()).toBe('decision.position-unprotected')
    refuses = false
    await until(() => engine.protection.isConfirmed(position.id))
    await clock.advance(1_000)
    expect(engine.books.hasUnprotected(position.botId)).toBe(false)
    expect(events().map(({ event }) => event)).toContain('position.protected')
    const told = opened.store.alerts
      .recent(100)
      .find(({ text }) => text.code === 'alert.position-unprotected')
    expect(told?.resolvedAt).not.toBeNull()
    await engine.stop()
  })
})

test('a stop-limit that triggers in a gap and does not fill is followed by a sale at the market', async () => {
  const { engine, position } = await holding((e) => {
    const exchange = accountOf(e).exchange
    const has = exchange.capabilities.bind(exchange)
    Object.assign(exchange, {
      capabilities: (pair: string) => ({
        ...has(pair),
        types: has(pair).types.filter((type) => type !== 'stop-market'),
      }),
    })
  })
  expect(protectionOf(engine, position.id)?.type).toBe('stop-limit')
  const mark = markOf(engine)
  // The market stands far below it from now on, without touching the app's own stop.
  engine.books.setMark(demoVenue.id, { symbol, last: mark * 0.5, amount: 1, time: 1 })
  engine.books.setMark = () => {}
  await tradeAt(engine, 1)
  Object.assign(accountOf(engine).exchange, { onTrade: () => {}, onQuote: () => {} })
  expect(engine.books.positions.size).toBe(1)
  await clock.advance(12_000)
  expect(engine.books.positions.size).toBe(0)
  const [closed] = opened.store.positions.closed({ limit: 1, before: null }, null)
  expect(closed?.exitReason?.code).toBe('order.stop-followed-up')
  expect(soldOf(position)).toBe(text(position.bought.quantity))
  await engine.stop()
})

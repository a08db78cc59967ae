import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { quantity } from '../../src-main/domain/money/decimal.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import type { Exchange } from '../../src-main/engine/ports/exchange.ts'
import type { KillStepName } from '../../src-main/engine/ports/kill-store.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { countingIds, demoBot, startWhileTimePasses, type TestEngine } from '../support/test-engine.ts'

const eager = {
  ...demoBot('Eager', 'BTC/USDT', { coolDownSeconds: '0' }),
  parameters: { fast: '2', slow: '3' },
}

let opened: TestStore
let clock: FakeClock
let running: TestEngine
let engine: Engine
const start = async (prefix: string) => {
  clock = new FakeClock(clock.now())
  running = await startWhileTimePasses(opened.store, clock, { ids: countingIds(prefix) })
  engine = running.engine
}
beforeEach(async () => {
  opened = openTestStore()
  clock = new FakeClock()
  await start('a-')
})
afterEach(async () => {
  await engine.stop()
  opened.close()
})

const exchange = (): Exchange => engine.books.account('paper-demo').exchange
/** Puts answers of the test in the place of the exchange's own. */
const answer = (with_: Partial<Exchange>) => Object.assign(exchange(), with_)
const until = async (condition: () => boolean) => {
  for (let tries = 0; tries < 600 && !condition(); tries += 1) await clock.advance(200)
  expect(condition()).toBe(true)
}
const holdPosition = async () => {
  await engine.command((e) => e.startBots([eager]))
  await until(() => engine.books.positions.size === 1 && engine.books.orders.size === 0)
}
const press = () => engine.command(({ killSwitch }) => killSwitch.engage(['paper'], 'window'))
const ask = (step: KillStepName) => engine.command(({ killSteps }) => killSteps.ask('paper', step))
const wishes = (step: KillStepName) => engine.killSteps.wishesOf({ mode: 'paper', step })
const states = (step: KillStepName) => wishes(step).map(({ state }) => state)
const alerts = () => opened.store.alerts.recent(100).map(({ text }) => text.code)

test('nothing is cancelled or closed while entries are not halted', async () => {
  await holdPosition()
  for (const step of ['cancel-orders', 'close-positions'] as const) {
    expect(await ask(step)).toEqual({ ok: false, error: 'WRONG_STATE' })
  }
  expect(opened.store.kill.steps()).toEqual([])
})

describe('closing all positions', () => {
  test('sells each and is done by the word of the exchange, not before', async () => {
    await holdPosition()
    await press()
    const { submit } = exchange()
    let answerNow = () => {}
    const asked = new Promise<void>((resolve) => {
      answerNow = resolve
    })
    answer({ submit: async (order) => asked.then(() => submit.call(exchange(), order)) })
    await ask('close-positions')
    expect(states('close-positions')).toEqual(['sent'])
    await clock.advance(5_000)
    expect(states('close-positions')).toEqual(['sent'])
    answerNow()
    await until(() => states('close-positions')[0] === 'done')
    expect(engine.books.positions.size).toBe(0)
    const [sale] = opened.store.fills.recent(1)
    expect(sale?.order.reason.code).toBe('order.closed-by-kill')
  })

  test('without a connection waits for it, over a restart too', async () => {
    await holdPosition()
    await press()
    running.say({ kind: 'venue', venueId: 'demo', state: 'down' })
    await ask('close-positions')
    expect(wishes('close-positions')).toMatchObject([
      { state: 'waiting', reason: { code: 'kill.no-connection' } },
    ])
    const before = opened.store.orders.count()
    await engine.stop()
    await start('b-')
    await until(() => states('close-positions')[0] === 'done')
    expect(engine.books.positions.size).toBe(0)
    expect(opened.store.orders.count()).toBe(before + 1)
  })

  test('a sale that is refused is tried a few times, said as failed, and tried again when asked', async () => {
    await holdPosition()
    await press()
    // Or it would sell by its own rules as well.
    await engine.command(({ bots, roster }) => {
      for (const { bot } of roster.all()) bots.stop(bot.id, 'keep')
    })
    const { submit } = exchange()
    let refused = 0
    answer({
      submit: async () => {
        refused += 1
        return { kind: 'rejected', rejection: 'INSUFFICIENT_FUNDS', message: 'no' }
      },
    })
    await ask('close-positions')
    await until(() => wishes('close-positions')[0]?.isRetried === false)
    expect(refused).toBe(4)
    await clock.advance(120_000)
    expect(refused).toBe(4)
    expect(wishes('close-positions')).toMatchObject([
      { state: 'failed', reason: { code: 'kill.sale-refused', facts: { code: 'INSUFFICIENT_FUNDS' } } },
    ])
    expect(alerts()).toContain('alert.kill-close-failed')
    answer({ submit })
    const [wish] = wishes('close-positions')
    await engine.command(({ killSteps }) => killSteps.retry(wish?.id ?? ''))
    await until(() => states('close-positions')[0] === 'done')
    expect(engine.books.positions.size).toBe(0)
  })

  test('takes in what an entry under way buys afterwards', async () => {
    const { submit } = exchange()
    let fill = () => {}
    const late = new Promise<void>((resolve) => {
      fill = resolve
    })
    answer({ submit: async (order) => late.then(() => submit.call(exchange(), order)) })
    await engine.command((e) => e.startBots([eager]))
    await until(() => engine.books.orders.size === 1)
    await press()
    await ask('close-positions')
    expect(wishes('close-positions')).toEqual([])
    fill()
    await until(() => states('close-positions')[0] === 'done')
    expect(engine.books.positions.size).toBe(0)
  })

  test('is forgotten when the kill switch is lifted', async () => {
    await holdPosition()
    await press()
    running.say({ kind: 'venue', venueId: 'demo', state: 'down' })
    await ask('close-positions')
    await engine.command(({ killSwitch }) => killSwitch.lift('paper', 'a drill'))
    expect(engine.killSteps.steps).toEqual([])
    expect([opened.store.kill.steps(), opened.store.kill.wishes()]).toEqual([[], []])
  })
})

describe('cancelling all orders', () => {
  /** An entry rests at the exchange; what it says about it is up to the test. */
  const restingEntry = async () => {
    answer({
      submit: async () => ({ kind: 'accepted', exchangeOrderId: 'X-1' }),
      order: async () => ({ kind: 'failed', cause: 'offline' }),
      cancel: async () => ({ kind: 'failed', cause: 'offline' }),
    })
    await engine.command((e) => e.startBots([eager]))
    await until(() => engine.books.orders.size === 1)
    await press()
  }
  const saidToBe = (status: 'cancelled' | 'filled') =>
    answer({
      order: async (clientOrderId, symbol) => ({
        kind: 'answered',
        value: {
          clientOrderId,
          exchangeOrderId: 'X-1',
          symbol,
          side: 'buy',
          quantity: quantity('1'),
          filled: quantity('0'),
          status,
          triggerPrice: null,
        },
      }),
      fills: async () => ({ kind: 'answered', value: [] }),
    })

  test('that gets no answer has failed, is asked again, and is done once the exchange has said so', async () => {
    await restingEntry()
    await ask('cancel-orders')
    await until(() => states('cancel-orders')[0] === 'failed')
    expect(wishes('cancel-orders')[0]).toMatchObject({
      reason: { code: 'kill.no-answer', facts: { cause: 'offline' } },
      isRetried: true,
    })
    expect(alerts()).toContain('alert.kill-cancel-failed')
    answer({ cancel: async () => ({ kind: 'answered', value: 'accepted' }) })
    await until(() => states('cancel-orders')[0] === 'accepted')
    expect(engine.books.orders.size).toBe(1)
    saidToBe('cancelled')
    await until(() => states('cancel-orders')[0] === 'done')
    expect(wishes('cancel-orders')[0]?.reason).toBeNull()
    expect(engine.books.orders.size).toBe(0)
  })

  test('holds over a restart, and is done once the exchange has said that there is no such order', async () => {
    await restingEntry()
    await ask('cancel-orders')
    await until(() => states('cancel-orders')[0] === 'failed')
    await engine.stop()
    const starting = start('b-')
    // It takes two askings, some seconds apart, to believe that.
    await clock.advance(3_000)
    await starting
    await until(() => states('cancel-orders')[0] === 'done')
    expect(engine.books.orders.size).toBe(0)
  })
})

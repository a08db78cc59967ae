import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoStart, demoVenue } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import { MarketPool } from '../../src-main/adapters/market-pool/market-pool.ts'
import { cash, price, quantity } from '../../src-main/domain/money/decimal.ts'
import { plainSpot } from '../../src-main/domain/orders/capabilities.ts'
import { type Fill, type OrderRequest, stateOf } from '../../src-main/domain/orders/order.ts'
import { Engine } from '../../src-main/engine/engine.ts'
import {
  type AmendOutcome,
  type Asked,
  type Exchange,
  type ExchangeEvent,
  type ExchangeOrder,
  type SubmitOutcome,
  usualLateMs,
} from '../../src-main/engine/ports/exchange.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { inProcessMarket } from '../support/in-process-market.ts'
import { noLivePorts } from '../support/no-live-accounts.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { countingIds, demoBot, memoryLog } from '../support/test-engine.ts'

/** An exchange that fills what it is sent and tells nothing of it by itself. */
class QuietExchange implements Exchange {
  readonly lateMs = usualLateMs
  readonly markets = []
  readonly capabilities = () => plainSpot
  readonly asked: string[] = []
  readonly sent: OrderRequest[] = []
  /** Answers to orders that were sent wait for it. */
  answer: Promise<void> = Promise.resolve()
  #tell: (event: ExchangeEvent) => void = () => {}

  async submit(order: OrderRequest): Promise<SubmitOutcome> {
    this.sent.push(order)
    await this.answer
    return { kind: 'accepted', exchangeOrderId: 'X1' }
  }
  async cancel(): Promise<Asked<'accepted' | 'not-open'>> {
    return { kind: 'answered', value: 'not-open' }
  }
  async amend(): Promise<AmendOutcome> {
    return { kind: 'not-open' }
  }
  async order(clientOrderId: string): Promise<Asked<ExchangeOrder | null>> {
    this.asked.push(clientOrderId)
    const sent = this.sent.find((order) => order.clientOrderId === clientOrderId)
    const value =
      sent === undefined
        ? null
        : ({ ...sent, exchangeOrderId: 'X1', filled: sent.quantity, status: 'filled' } as const)
    return { kind: 'answered', value }
  }
  async openOrders() {
    return { kind: 'answered', value: [] } as const
  }
  async fills(clientOrderId: string): Promise<Asked<readonly Fill[]>> {
    const sent = this.sent.find((order) => order.clientOrderId === clientOrderId)
    const common = {
      tradeId: 'T1',
      price: price('50000'),
      fee: cash('0', 'USDT'),
      liquidity: 'taker',
    } as const
    return {
      kind: 'answered',
      value:
        sent === undefined
          ? []
          : [{ ...common, clientOrderId, quantity: sent.quantity, marketTime: 1, seenAt: 1 }],
    }
  }
  async recentFills() {
    return { kind: 'answered', value: [] } as const
  }
  async balances() {
    this.asked.push('balances')
    return {
      kind: 'answered',
      value: [{ asset: 'USDT', total: quantity('10000'), free: quantity('10000') }],
    } as const
  }
  subscribe(tell: (event: ExchangeEvent) => void): () => void {
    this.#tell = tell
    return () => {}
  }

  resynchronise(): void {
    this.asked.length = 0
    this.#tell({ kind: 'resynchronise', cause: 'the stream was closed' })
  }
}

let opened: TestStore
let clock: FakeClock
let exchange: QuietExchange
let engine: Engine
beforeEach(async () => {
  opened = openTestStore()
  clock = new FakeClock()
  exchange = new QuietExchange()
  const log = memoryLog()
  const analysis = new MarketPool({ start: () => inProcessMarket(demoStart, clock), clock, log })
  engine = new Engine({
    live: noLivePorts,
    store: opened.store,
    analysis,
    clock,
    ids: countingIds(),
    log,
    venues: [demoVenue],
    firstAccounts: [
      { id: 'a1', venueId: 'demo', mode: 'paper', start: [cash('10000', 'USDT')], createdAt: 0 },
    ],
    openExchange: () => ({ exchange, close: () => {} }),
  })
  await engine.start()
  const eager = {
    ...demoBot('Eager', 'BTC/USDT', { coolDownSeconds: '0' }),
    parameters: { fast: '2', slow: '3' },
  }
  await engine.command((e) => e.startBots([eager]))
})
afterEach(async () => {
  await engine.stop()
  opened.close()
})

const untilSent = async (): Promise<string> => {
  for (let tries = 0; tries < 120 && exchange.sent.length === 0; tries += 1) await clock.advance(500)
  const [order] = exchange.sent
  if (order === undefined) throw new Error('nothing was sent')
  return order.clientOrderId
}
const state = (id: string) => {
  const order = opened.store.orders.byId(id)
  return order === null ? null : stateOf(order)
}

test('an exchange that was not heard is asked about every order under way, and then about balances', async () => {
  const id = await untilSent()
  await clock.advance(0)
  expect(state(id)).toBe('open')
  exchange.resynchronise()
  await clock.advance(0)
  expect(exchange.asked).toEqual([id, 'balances'])
  expect(state(id)).toBe('filled')
  expect(engine.books.positions.size).toBe(1)
})

test('an order that is on its way is not asked about with the others, but once its answer takes long', async () => {
  exchange.answer = new Promise(() => {})
  const id = await untilSent()
  exchange.resynchronise()
  await clock.advance(1_000)
  expect(exchange.asked).toEqual(['balances'])
  expect(state(id)).toBe('submitting')
  await clock.advance(1_000)
  expect(exchange.asked).toEqual(['balances', id])
  expect(state(id)).toBe('filled')
})

test('orders are asked about every few minutes too: a stream can fall silent with nothing to show for it', async () => {
  const id = await untilSent()
  exchange.asked.length = 0
  await clock.advance(6 * 60_000)
  expect(exchange.asked).toContain(id)
  expect(state(id)).toBe('filled')
})

import { afterAll, beforeAll, expect, type TestContext } from 'vitest'
import type { CcxtAccountOptions } from '../../../src-main/adapters/exchanges/ccxt/account/signed-session.ts'
import type { ExchangeEvent } from '../../../src-main/engine/ports/exchange.ts'
import { until } from '../../support/account-on-simulator.ts'
import type { RequestEffect } from '../../support/exchange-simulator/server/faults.ts'
import type { ExchangeId } from '../../support/exchange-simulator/start-exchange-simulator.ts'
import { type CcxtHarness, openCcxt } from '../exchange/ccxt-harness.ts'
import { AccountWatch, eventually, request } from '../exchange/harness.ts'

export const exchanges = ['binance', 'bybit', 'okx'] as const

/** How each exchange's simulator names the requests and topics that faults are to strike. */
export const named = {
  binance: {
    create: 'POST /api/v3/order',
    cancel: 'DELETE /api/v3/order',
    order: 'GET /api/v3/order',
    openOrders: 'GET /api/v3/openOrders',
    fills: 'GET /api/v3/myTrades',
    balances: 'GET /api/v3/account',
    orderTopic: 'executionReport',
    path: '/ws-api/v3',
  },
  bybit: {
    create: 'POST /v5/order/create',
    cancel: 'POST /v5/order/cancel',
    order: 'GET /v5/order/realtime',
    openOrders: 'GET /v5/order/realtime',
    fills: 'GET /v5/execution/list',
    balances: 'GET /v5/account/wallet-balance',
    orderTopic: 'order',
    path: '/v5/private',
  },
  okx: {
    create: 'POST /api/v5/trade/order',
    cancel: 'POST /api/v5/trade/cancel-order',
    order: 'GET /api/v5/trade/order',
    openOrders: 'GET /api/v5/trade/orders-pending',
    fills: 'GET /api/v5/trade/fills',
    balances: 'GET /api/v5/account/balance',
    orderTopic: 'orders::SPOT',
    path: '/ws/v5/private',
  },
} as const satisfies Record<ExchangeId, object>

/** An answer that refuses, in the words of each exchange. */
export const refusal = {
  binance: (code: string, text: string): object => ({ code: Number(code), msg: text }),
  bybit: (code: string, text: string): object => ({ retCode: Number(code), retMsg: text, result: {} }),
  okx: (code: string, text: string): object => ({ code, msg: text, data: [] }),
} as const satisfies Record<ExchangeId, unknown>

export const page = '<html><body>Under maintenance</body></html>'

export interface FaultHarness extends CcxtHarness {
  readonly heard: AccountWatch
  /** Why the exchange had to be asked what was missed, so far. */
  causes(): readonly string[]
}

/** A short deadline for faults that it has to end; the usual one for others, which a busy machine must not end. */
export const deadlineFor = ({ kind }: RequestEffect): Partial<CcxtAccountOptions> =>
  kind === 'hang' || kind === 'stall' ? { deadlineMs: 1_000 } : {}

/** What its first stream says; the exchange was not heard before. */
const firstCause = 'the account was opened'

/** An account that hears its exchange, until the test has finished. Tests of faults wait: they run side by side. */
export const openFaulty = async (
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  exchangeId: ExchangeId,
  change: Partial<CcxtAccountOptions> = {},
): Promise<FaultHarness> => {
  const harness = await openCcxt(exchangeId, { base: '50', quote: '100000' }, change)
  onTestFinished(() => harness.close())
  const heard = new AccountWatch(harness.exchange)
  // What a new stream asks for first has been answered by then: faults strike what the test does.
  await heard.balances()
  const isResynchronised = (event: ExchangeEvent) => event.kind === 'resynchronise'
  return Object.assign(harness, {
    heard,
    causes: () =>
      heard.events
        .filter(isResynchronised)
        .map(({ cause }) => cause)
        .filter((cause) => cause !== firstCause),
  })
}

/** The library leaves rejections behind that end a process of its own: none may come out of an account. */
export const noRejectionEscapes = (): void => {
  const escaped: unknown[] = []
  const note = (reason: unknown) => escaped.push(reason)
  beforeAll(() => {
    process.on('unhandledRejection', note)
  })
  afterAll(() => {
    process.off('unhandledRejection', note)
    expect(escaped).toEqual([])
  })
}

/** The account is told of an order that is sent now. */
export const hears = async ({ exchange, heard }: FaultHarness): Promise<void> => {
  const order = request({ limit: '50', size: '0.5' })
  expect((await exchange.submit(order)).kind).toBe('accepted')
  await eventually(() => expect(heard.heard(order.clientOrderId)).toEqual(['acknowledged']))
}

/** The stream was opened again since, which was told. */
export const isOpenedAgain = async (
  { exchange, causes }: FaultHarness,
  cause: RegExp,
  before: number,
): Promise<void> => {
  await until(() => causes().length > before)
  expect(causes().slice(before).join()).toMatch(cause)
  await until(() => exchange.isHeard)
}

import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { openAccountOn } from '../../support/account-on-simulator.ts'
import type { ExchangeId } from '../../support/exchange-simulator/start-exchange-simulator.ts'
import { unitsText } from '../../support/exchange-simulator/units.ts'
import { request, testMarket } from '../exchange/harness.ts'
import { exchanges, named, noRejectionEscapes, openFaulty, page, refusal } from './account-set-up.ts'

noRejectionEscapes()

describe.concurrent.each(exchanges)('an id that %s has had already', (exchangeId) => {
  test('is refused here, before anything is sent, while its order is open and after it has filled', async (context) => {
    const { exchange, simulator, trade, heard } = await openFaulty(context, exchangeId)
    const order = request({ limit: '90' })
    expect((await exchange.submit(order)).kind).toBe('accepted')
    const again = { kind: 'rejected', rejection: 'DUPLICATE_CLIENT_ID' }
    expect(await exchange.submit(order)).toMatchObject(again)
    await trade('80', '1000')
    expect((await heard.order(order.clientOrderId))?.status).toBe('filled')
    expect(await exchange.submit(order)).toMatchObject(again)
    expect(simulator.control.counts.requestsOf(named[exchangeId].create)).toBe(1)
  })

  test('and that another connection sends is unknown: the order there is may be this one', async (context) => {
    const { exchange, simulator, heard } = await openFaulty(context, exchangeId)
    const order = request({ limit: '90' })
    expect((await exchange.submit(order)).kind).toBe('accepted')
    const { account } = await openAccountOn(exchangeId, simulator)
    expect((await account.submit(order)).kind).toBe('unknown')
    account.close()
    expect((await heard.order(order.clientOrderId))?.status).toBe('open')
    expect(simulator.accounts[0]?.orders.size).toBe(1)
  })

  test('because the request came twice is unknown, and found open by asking', async (context) => {
    const { exchange, simulator, heard } = await openFaulty(context, exchangeId)
    const { create } = named[exchangeId]
    simulator.control.fault({ on: 'request', when: 'before', match: create, effect: { kind: 'repeat' } })
    const order = request({ limit: '90' })
    expect((await exchange.submit(order)).kind).toBe('unknown')
    expect(await heard.openIds()).toEqual([order.clientOrderId])
  })
})

interface TooMany {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** How long nothing may be sent. */
  readonly waitMs: readonly [from: number, to: number]
}

/** A moment of the near future as Bybit's header names it. */
const inTwentySeconds = () => String(Date.now() + 20_000)

const tooMany: Record<ExchangeId, readonly (readonly [string, () => TooMany])[]> = {
  binance: [
    [
      '429',
      () => ({
        status: 429,
        body: refusal.binance('-1003', 'Too much request weight used'),
        headers: { 'retry-after': '7' },
        waitMs: [6_000, 7_000],
      }),
    ],
    [
      '418',
      () => ({
        status: 418,
        body: refusal.binance('-1003', 'Way too much request weight used; IP banned'),
        headers: { 'retry-after': '90' },
        waitMs: [89_000, 90_000],
      }),
    ],
    ['a 429 page', () => ({ status: 429, body: page, waitMs: [9_000, 10_000] })],
    [
      'too many orders',
      () => ({ status: 429, body: refusal.binance('-1015', 'Too many new orders'), waitMs: [9_000, 10_000] }),
    ],
  ],
  bybit: [
    [
      'the code 10006',
      () => ({
        status: 200,
        body: refusal.bybit('10006', 'Too many visits. Exceeded the API Rate Limit.'),
        headers: { 'x-bapi-limit-reset-timestamp': inTwentySeconds() },
        waitMs: [18_000, 20_000],
      }),
    ],
    [
      'the code 10018',
      () => ({
        status: 200,
        body: refusal.bybit('10018', 'Exceeded the IP Rate Limit.'),
        waitMs: [9_000, 10_000],
      }),
    ],
  ],
  okx: [
    [
      '429 and the code 50011',
      () => ({ status: 429, body: refusal.okx('50011', 'Too Many Requests'), waitMs: [9_000, 10_000] }),
    ],
    ['a 429 page', () => ({ status: 429, body: page, waitMs: [9_000, 10_000] })],
  ],
}

describe.concurrent.each(exchanges)('too many requests to %s', (exchangeId) => {
  test.for(tooMany[exchangeId])(
    '(%s): the order may be sent again later, and nothing is sent for as long as it says',
    async ([, make], context) => {
      const { exchange, simulator, budget } = await openFaulty(context, exchangeId)
      const { create } = named[exchangeId]
      const { status, body, headers, waitMs } = make()
      simulator.control.fault({
        on: 'request',
        when: 'before',
        match: create,
        effect: { kind: 'reply', status, body, headers: headers ?? {} },
      })
      expect(await exchange.submit(request({ limit: '90' }))).toMatchObject({
        kind: 'retry-later',
        rejection: 'RATE_LIMITED',
        waitMs: headers === undefined ? null : expect.any(Number),
      })
      expect(budget.counts.pausedMs).toBeGreaterThan(waitMs[0])
      expect(budget.counts.pausedMs).toBeLessThanOrEqual(waitMs[1])
      const before = simulator.control.counts.requestsOf()
      void exchange.submit(request({ limit: '90' }))
      void exchange.cancel('order', testMarket.symbol)
      await delay(50)
      expect(simulator.control.counts.requestsOf()).toBe(before)
      expect(simulator.accounts[0]?.orders.size).toBe(0)
    },
  )
})

test.concurrent.for(exchanges)(
  'what waits for %s goes out as cancel, exit, entry, question',
  async (exchangeId, context) => {
    const { exchange, simulator, budget } = await openFaulty(context, exchangeId)
    const resting = request({ limit: '90' })
    await exchange.submit(resting)
    const { symbol } = testMarket
    const done: string[] = []
    const note = (what: string) => () => done.push(what)
    simulator.control.counts.clear()
    budget.pause(300)
    await Promise.all([
      exchange.balances().then(note('question')),
      exchange.submit(request({ limit: '91' })).then(note('entry')),
      exchange.submit(request({ side: 'sell', limit: '110', purpose: 'exit' })).then(note('exit')),
      exchange.cancel(resting.clientOrderId, symbol).then(note('cancel')),
    ])
    expect(done).toHaveLength(4)
    const { create, cancel, balances } = named[exchangeId]
    // In the order in which the exchange had them.
    expect([...simulator.control.counts.requests.keys()]).toEqual([cancel, create, balances])
    const [owner] = simulator.accounts
    expect(
      [...(owner?.orders.values() ?? [])].map(({ side, price }) => `${side} ${unitsText(price ?? 0n)}`),
    ).toEqual(['buy 90', 'sell 110', 'buy 91'])
  },
)

describe.concurrent.each(exchanges)('%s refuses', (exchangeId) => {
  const words: Record<ExchangeId, readonly (readonly [string, number, string, string])[]> = {
    binance: [
      ['INSUFFICIENT_FUNDS', 400, '-2010', 'Account has insufficient balance for requested action.'],
      ['BELOW_MINIMUM', 400, '-1013', 'Filter failure: NOTIONAL'],
      ['BAD_STEP', 400, '-1013', 'Filter failure: PRICE_FILTER'],
      ['MARKET_CLOSED', 400, '-1013', 'Market is closed.'],
      ['WOULD_TAKE', 400, '-2010', 'Order would immediately match and take.'],
      ['UNKNOWN_MARKET', 400, '-1121', 'Invalid symbol.'],
      ['CREDENTIALS', 401, '-2015', 'Invalid API-key, IP, or permissions for action.'],
      ['OTHER', 400, '-2010', 'This symbol is not permitted for this account.'],
    ],
    bybit: [
      ['INSUFFICIENT_FUNDS', 200, '170131', 'Insufficient balance.'],
      ['BELOW_MINIMUM', 200, '170140', 'Order value exceeded lower limit.'],
      ['BAD_STEP', 200, '170137', 'Order volume decimal too long.'],
      ['MARKET_CLOSED', 200, '170151', 'The trading pair is not open yet'],
      ['WOULD_TAKE', 200, '170218', 'The LIMIT-MAKER order is rejected due to invalid price.'],
      ['UNKNOWN_MARKET', 200, '170121', 'Invalid symbol.'],
      ['CREDENTIALS', 200, '10003', 'API key is invalid.'],
    ],
    okx: [
      ['INSUFFICIENT_FUNDS', 200, '51008', 'Order failed. Insufficient balance in account.'],
      ['BELOW_MINIMUM', 200, '51020', 'Your order should meet or exceed the minimum order amount.'],
      ['BAD_STEP', 200, '51121', 'Order quantity must be a multiple of the lot size.'],
      ['MARKET_CLOSED', 200, '51022', 'Contract suspended.'],
      ['UNKNOWN_MARKET', 200, '51001', "Instrument ID doesn't exist."],
      ['CREDENTIALS', 401, '50113', 'Invalid Sign'],
    ],
  }
  test.for(words[exchangeId])(
    'as %s with %i and %s: %s',
    async ([rejection, status, code, text], context) => {
      const { exchange, simulator } = await openFaulty(context, exchangeId)
      simulator.control.fault({
        on: 'request',
        when: 'before',
        match: named[exchangeId].create,
        effect: { kind: 'reply', status, body: refusal[exchangeId](code, text) },
      })
      const outcome = await exchange.submit(request({ limit: '90' }))
      expect(outcome).toMatchObject({ kind: 'rejected', rejection })
      expect(outcome).toHaveProperty('message', expect.stringContaining(text))
    },
  )

  test('a pair that has stopped trading', async (context) => {
    const { exchange, simulator } = await openFaulty(context, exchangeId)
    simulator.control.halt(testMarket.symbol)
    expect(await exchange.submit(request({ limit: '90' }))).toMatchObject({
      kind: 'rejected',
      rejection: 'MARKET_CLOSED',
    })
  })
})

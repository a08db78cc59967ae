import { describe, expect, test } from 'vitest'
import type { RequestEffect } from '../../support/exchange-simulator/server/faults.ts'
import type { ExchangeId } from '../../support/exchange-simulator/start-exchange-simulator.ts'
import { request, testMarket } from '../exchange/harness.ts'
import {
  deadlineFor,
  exchanges,
  named,
  noRejectionEscapes,
  openFaulty,
  page,
  refusal,
} from './account-set-up.ts'

noRejectionEscapes()

/** Codes with which an exchange says itself that it does not know what became of the order. */
const unsure: Record<ExchangeId, readonly (readonly [status: number, code: string, text: string])[]> = {
  binance: [
    [500, '-1000', 'An unknown error occurred while processing the request.'],
    [400, '-1006', 'An unexpected response was received from the message bus. Execution status unknown.'],
    [408, '-1007', 'Timeout waiting for response from backend server. Send status unknown.'],
    [503, '-1008', 'Server is currently overloaded with other requests.'],
    [500, '-1099', 'A code that nobody has heard of.'],
  ],
  bybit: [
    [200, '10016', 'Server error.'],
    [200, '170007', 'Timeout waiting for response from backend server.'],
    [200, '170146', 'Order creation timeout'],
    [502, '170000', 'A code that nobody has heard of.'],
  ],
  okx: [
    [200, '50004', 'Endpoint request timeout'],
    [200, '50026', 'System error, please try again later.'],
    [503, '50001', 'Service temporarily unavailable'],
    [500, '59999', 'A code that nobody has heard of.'],
  ],
}

const faults: readonly (readonly [string, RequestEffect])[] = [
  ['no answer', { kind: 'hang' }],
  ['headers and then a body that stalls', { kind: 'stall' }],
  ['a connection that is reset', { kind: 'drop' }],
  ['a 502 page', { kind: 'reply', status: 502, body: page }],
  ['a 504 page', { kind: 'reply', status: 504, body: page }],
  ['a 403 page', { kind: 'reply', status: 403, body: page }],
  ['a 200 page', { kind: 'reply', status: 200, body: page }],
  ['a 200 with JSON of another form', { kind: 'reply', status: 200, body: { result: 'fine' } }],
  ['a 200 that is cut off', { kind: 'reply', status: 200, body: '{"orderId":' }],
]

describe.concurrent.each(exchanges)('a new order on %s', (exchangeId) => {
  const spoilt = [
    ...faults,
    ...unsure[exchangeId].map(([status, code, text]): readonly [string, RequestEffect] => [
      `the code ${code}`,
      { kind: 'reply', status, body: refusal[exchangeId](code, text) },
    ]),
  ]

  test.for(spoilt)(
    'that took effect and met %s is unknown until asking finds it',
    async ([, effect], context) => {
      const { exchange, simulator, heard } = await openFaulty(context, exchangeId, deadlineFor(effect))
      const order = request({ limit: '90' })
      simulator.control.fault({ on: 'request', when: 'after', match: named[exchangeId].create, effect })
      expect((await exchange.submit(order)).kind).toBe('unknown')
      const { clientOrderId, quantity } = order
      const found = { clientOrderId, symbol: testMarket.symbol, side: 'buy', quantity, status: 'open' }
      expect(await heard.order(clientOrderId)).toMatchObject(found)
      expect(await heard.openIds()).toEqual([order.clientOrderId])
      expect(simulator.control.counts.requestsOf(named[exchangeId].create)).toBe(1)
    },
  )

  test.for(spoilt)(
    'that never arrived and met %s is unknown until asking denies it, and can be sent again then',
    async ([, effect], context) => {
      const { exchange, simulator, heard } = await openFaulty(context, exchangeId, deadlineFor(effect))
      const order = request({ limit: '90' })
      simulator.control.fault({ on: 'request', when: 'before', match: named[exchangeId].create, effect })
      expect((await exchange.submit(order)).kind).toBe('unknown')
      expect(await heard.order(order.clientOrderId)).toBeNull()
      expect(await heard.openIds()).toEqual([])
      expect(simulator.accounts[0]?.orders.size).toBe(0)
      expect((await exchange.submit(order)).kind).toBe('accepted')
      expect(await heard.openIds()).toEqual([order.clientOrderId])
    },
  )
})

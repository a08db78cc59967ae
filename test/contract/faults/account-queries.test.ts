import { describe, expect, test } from 'vitest'
import type { RequestEffect } from '../../support/exchange-simulator/server/faults.ts'
import { eventually, request, testMarket } from '../exchange/harness.ts'
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

const faults: readonly (readonly [string, RequestEffect])[] = [
  ['no answer', { kind: 'hang' }],
  ['headers and then a body that stalls', { kind: 'stall' }],
  ['a connection that is reset', { kind: 'drop' }],
  ['a 502 page', { kind: 'reply', status: 502, body: page }],
  ['a 504 page', { kind: 'reply', status: 504, body: page }],
  ['a 403 page', { kind: 'reply', status: 403, body: page }],
  ['a 200 page', { kind: 'reply', status: 200, body: page }],
  ['a 200 with JSON of another form', { kind: 'reply', status: 200, body: { result: 'fine', data: 7 } }],
  ['a 200 with nothing', { kind: 'reply', status: 200, body: '' }],
]

describe.concurrent.each(exchanges)('a question to %s', (exchangeId) => {
  const { create, cancel, order, openOrders, fills, balances } = named[exchangeId]

  test.for(faults)(
    'that meets %s has failed, which is never "nothing there"',
    async ([, effect], context) => {
      const { exchange, simulator } = await openFaulty(context, exchangeId, deadlineFor(effect))
      const { clientOrderId, ...rest } = request({ limit: '90' })
      expect((await exchange.submit({ clientOrderId, ...rest })).kind).toBe('accepted')
      const { symbol } = testMarket
      const questions = [
        [cancel, () => exchange.cancel(clientOrderId, symbol)],
        [order, () => exchange.order(clientOrderId, symbol)],
        [openOrders, () => exchange.openOrders()],
        [fills, () => exchange.fills(clientOrderId, symbol)],
        [balances, () => exchange.balances()],
      ] as const
      for (const [match] of questions) {
        simulator.control.fault({ on: 'request', when: 'before', match, effect, times: 0 })
      }
      const spoilt = await Promise.all(questions.map(([, ask]) => ask()))
      expect(spoilt.map(({ kind }) => kind)).toEqual(questions.map(() => 'failed'))
      simulator.control.clearFaults()
      for (const [, ask] of questions.toReversed()) expect(await ask()).toMatchObject({ kind: 'answered' })
      expect(simulator.control.counts.requestsOf(create)).toBe(1)
    },
  )

  test('whose answer is lost is not taken for the cancel that it may have been', async (context) => {
    const { exchange, simulator, heard } = await openFaulty(context, exchangeId)
    const asked = request({ limit: '90' })
    await exchange.submit(asked)
    simulator.control.fault({ on: 'request', when: 'after', match: cancel, effect: { kind: 'drop' } })
    expect(await exchange.cancel(asked.clientOrderId, testMarket.symbol)).toMatchObject({ kind: 'failed' })
    expect((await heard.order(asked.clientOrderId))?.status).toBe('cancelled')
  })

  test('about balances that meets a page leaves those that were known', async (context) => {
    const { exchange, simulator, heard } = await openFaulty(context, exchangeId)
    const known = await heard.balances()
    const effect = { kind: 'reply', status: 200, body: page } as const
    simulator.control.fault({ on: 'request', when: 'before', match: balances, effect, times: 0 })
    expect((await exchange.balances()).kind).toBe('failed')
    await exchange.submit(request({ side: 'sell', limit: '110', size: '2' }))
    await eventually(() => {
      expect(heard.heardBalances()).toHaveLength(known.length)
      expect(
        heard
          .heardBalances()
          ?.find(({ asset }) => asset === 'BTC')
          ?.free.toString(),
      ).toBe('48')
    })
    simulator.control.clearFaults()
    expect(heard.heardBalances()).toEqual(await heard.balances())
  })
})

/** Where an exchange keeps orders in several lists, one that could not be had settles nothing. */
test.concurrent.for([
  ['bybit', 'GET /v5/order/history', refusal.bybit('10016', 'Server error')],
  ['okx', 'GET /api/v5/trade/orders-history', refusal.okx('50026', 'System error')],
] as const)(
  'an order that %s did not find in its first list is not denied while the other fails',
  async ([exchangeId, match, body], context) => {
    const { exchange, simulator } = await openFaulty(context, exchangeId)
    const end = simulator.control.fault({
      on: 'request',
      when: 'before',
      match,
      effect: { kind: 'reply', status: 200, body },
      times: 0,
    })
    expect(await exchange.order('never', testMarket.symbol)).toMatchObject({ kind: 'failed' })
    end()
    expect(await exchange.order('never', testMarket.symbol)).toEqual({ kind: 'answered', value: null })
  },
)

import { describe, expect, test } from 'vitest'
import { until } from '../../support/account-on-simulator.ts'
import type { ExchangeId } from '../../support/exchange-simulator/start-exchange-simulator.ts'
import { eventually, request } from '../exchange/harness.ts'
import { exchanges, named, noRejectionEscapes, openFaulty, refusal } from './account-set-up.ts'

noRejectionEscapes()

const wrongTime: Record<ExchangeId, object> = {
  binance: refusal.binance('-1021', 'Timestamp for this request is outside of the recvWindow.'),
  bybit: refusal.bybit('10002', 'invalid request, please check your server timestamp'),
  okx: refusal.okx('50102', 'Timestamp request expired'),
}

describe.concurrent.each(exchanges)('a clock that %s does not accept', (exchangeId) => {
  test.for([60_000, -60_000])(
    '%i ms away at the start is measured before anything is signed',
    async (offsetMs, context) => {
      const { exchange, simulator, reopen } = await openFaulty(context, exchangeId)
      exchange.close()
      simulator.control.clock.offsetMs = offsetMs
      const opened = await reopen()
      expect(Math.abs((opened.clockOffsetMs ?? 0) - offsetMs)).toBeLessThan(500)
      expect((await opened.submit(request({ limit: '90' }))).kind).toBe('accepted')
    },
  )

  test.for([60_000, -60_000])(
    'is measured again when it jumps by %i ms, and the order sent after all',
    async (offsetMs, context) => {
      const { exchange, simulator, heard } = await openFaulty(context, exchangeId)
      simulator.control.clock.offsetMs = offsetMs
      const order = request({ limit: '90' })
      expect((await exchange.submit(order)).kind).toBe('accepted')
      expect(simulator.control.counts.requestsOf(named[exchangeId].create)).toBe(2)
      expect((await exchange.balances()).kind).toBe('answered')
      const told = heard.events.flatMap((event) => (event.kind === 'clock' ? [event.offsetMs] : []))
      expect(Math.abs((told.at(-1) ?? 0) - offsetMs)).toBeLessThan(500)
      await eventually(() => expect(heard.heard(order.clientOrderId)).toEqual(['acknowledged']))
    },
  )

  test('is used to sign in on the stream as well', async (context) => {
    const { exchange, simulator } = await openFaulty(context, exchangeId)
    simulator.control.clock.offsetMs = 60_000
    simulator.control.dropStreams()
    await until(() => !exchange.isHeard)
    await until(() => exchange.isHeard)
  })

  test('that is refused again says that the order was not taken and may be sent later', async (context) => {
    const { exchange, simulator } = await openFaulty(context, exchangeId)
    const { create } = named[exchangeId]
    simulator.control.fault({
      on: 'request',
      when: 'before',
      match: create,
      effect: { kind: 'reply', status: exchangeId === 'bybit' ? 200 : 400, body: wrongTime[exchangeId] },
      times: 0,
    })
    expect(await exchange.submit(request({ limit: '90' }))).toMatchObject({
      kind: 'retry-later',
      rejection: 'OTHER',
    })
    expect(simulator.control.counts.requestsOf(create)).toBe(2)
  })
})

test.concurrent('an order that reaches okx too late is not acted upon, and is sent anew with the right time', async (context) => {
  const { exchange, simulator, heard } = await openFaulty(context, 'okx')
  // Well within the time that signatures hold there.
  simulator.control.clock.offsetMs = 8_000
  const order = request({ limit: '90' })
  expect((await exchange.submit(order)).kind).toBe('accepted')
  expect(simulator.control.counts.requestsOf(named.okx.create)).toBe(2)
  await eventually(() => expect(heard.heard(order.clientOrderId)).toEqual(['acknowledged']))
  expect(await heard.openIds()).toEqual([order.clientOrderId])
})

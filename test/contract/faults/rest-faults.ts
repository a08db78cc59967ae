import type { RequestEffect } from '../../support/exchange-simulator/server/faults.ts'
import type { ExchangeId } from '../../support/exchange-simulator/start-exchange-simulator.ts'

type Named = readonly [name: string, effect: RequestEffect]
type NamedPause = readonly [name: string, effect: RequestEffect, pauseMs: number]

const page = (title: string) => `<html><head><title>${title}</title></head><body>${title}</body></html>`
const reply = (status: number, body: unknown, retryAfter?: string): RequestEffect => ({
  kind: 'reply',
  status,
  body,
  headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
})

const forbidden = ['403 with a page', reply(403, page('Forbidden'))] as const

const ofAll: readonly Named[] = [
  ['400 with a page', reply(400, page('Bad Request'))],
  ['404 with a page', reply(404, page('Not Found'))],
  ['500 with a page', reply(500, page('Internal Server Error'))],
  ['502 with a page', reply(502, page('Bad Gateway'))],
  ['503 with a page', reply(503, page('Maintenance'))],
  ['504 with a page', reply(504, page('Gateway Time-out'))],
  ['504 without a body', reply(504, '')],
  ['200 with a page', reply(200, page('Sign in to this network'))],
  ['200 without a body', reply(200, '')],
  ['200 with half a JSON', reply(200, '{"code":"0","data":[["17')],
  ['a connection that is reset', { kind: 'drop' }],
]

/** What fails a question without saying anything about the next, clocks that are off in each exchange's own words. */
export const failures: Readonly<Record<ExchangeId, readonly Named[]>> = {
  binance: [
    ...ofAll,
    forbidden,
    ['-1000', reply(400, { code: -1000, msg: 'An unknown error occurred while processing the request.' })],
    ['-1006', reply(500, { code: -1006, msg: 'An unexpected response was received from the message bus.' })],
    ['-1007', reply(408, { code: -1007, msg: 'Timeout waiting for response from backend server.' })],
    ['-1021', reply(400, { code: -1021, msg: 'Timestamp for this request is outside of the recvWindow.' })],
  ],
  bybit: [
    ...ofAll,
    ['10000', reply(200, { retCode: 10000, retMsg: 'Server Timeout', result: {} })],
    ['10016', reply(200, { retCode: 10016, retMsg: 'Server error.', result: {} })],
    ['10002', reply(200, { retCode: 10002, retMsg: 'invalid request, check your timestamp', result: {} })],
  ],
  okx: [
    ...ofAll,
    forbidden,
    ['50001', reply(503, { code: '50001', msg: 'Service temporarily unavailable', data: [] })],
    ['50004', reply(400, { code: '50004', msg: 'API endpoint request timeout', data: [] })],
    ['50102', reply(401, { code: '50102', msg: 'Timestamp request expired', data: [] })],
  ],
}

/** Well-formed, and no list of markets. */
export const nothingListed: readonly Named[] = [
  ['200 with an empty object', reply(200, {})],
  ['200 with an empty list', reply(200, [])],
]

const ofAnyTooMuch: readonly NamedPause[] = [
  ['429 that names a wait', reply(429, page('Too Many Requests'), '7'), 7_000],
  ['429 that names none', reply(429, page('Too Many Requests')), 10_000],
  ['429 that names nonsense', reply(429, page('Too Many Requests'), 'soon'), 10_000],
  ['418 that names a wait', reply(418, page("I'm a teapot"), '30'), 30_000],
  ['418 that names none', reply(418, page("I'm a teapot")), 120_000],
]

/** How an exchange says that too much was asked, and how long nothing may be sent then. */
export const tooMuch: Readonly<Record<ExchangeId, readonly NamedPause[]>> = {
  binance: [
    ...ofAnyTooMuch,
    ['-1003', reply(429, { code: -1003, msg: 'Too much request weight used.' }, '12'), 12_000],
    [
      '-1003 for a banned address',
      reply(418, { code: -1003, msg: 'Way too much request weight used.' }, '60'),
      60_000,
    ],
  ],
  bybit: [
    ...ofAnyTooMuch,
    ['10006', reply(200, { retCode: 10006, retMsg: 'Too many visits.', result: {} }), 10_000],
    ['10018', reply(200, { retCode: 10018, retMsg: 'Exceeded the IP Rate Limit.', result: {} }), 10_000],
    // Its way of refusing an address.
    [...forbidden, 10_000],
  ],
  okx: [
    ...ofAnyTooMuch,
    ['50011', reply(429, { code: '50011', msg: 'Too Many Requests', data: [] }), 10_000],
  ],
}

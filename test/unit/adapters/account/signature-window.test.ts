import { expect, test } from 'vitest'
import {
  createSigningExchange,
  expireRequests,
  signWith,
} from '../../../../src-main/adapters/exchanges/ccxt/account/signing-exchange.ts'
import { ccxtClass } from '../../../support/ccxt-class.ts'

/** What ccxt makes of a request: the window is in its body or in a header. */
interface Signing {
  sign(path: string, api: string, method: string, params: object): { body?: string; headers?: object }
}

test.each(['binance', 'bybit'] as const)(
  '%s takes no request signed more than five seconds ago',
  async (id) => {
    const settings = { network: 'live', addresses: null, timeoutMs: 1_000 } as const
    const exchange = createSigningExchange(await ccxtClass(id), settings)
    signWith(exchange, { apiKey: 'key', secret: 'secret', password: null }, () => 1_000)
    const path = id === 'binance' ? 'order' : 'v5/order/create'
    const { body, headers } = (exchange as unknown as Signing).sign(path, 'private', 'POST', {
      symbol: 'BTCUSDT',
    })
    expect(`${body} ${JSON.stringify(headers)}`).toMatch(/recvWindow=5000|"X-BAPI-RECV-WINDOW":"5000"/)
  },
)

test('OKX acts on no order later than five seconds after it was signed, by its own clock', async () => {
  const settings = { network: 'live', addresses: null, timeoutMs: 1_000 } as const
  const exchange = createSigningExchange(await ccxtClass('okx'), settings)
  expireRequests(exchange, { header: 'expTime', paths: ['trade/order'] })
  signWith(exchange, { apiKey: 'key', secret: 'secret', password: 'pass' }, () => 61_000)
  const headersOf = (path: string, method: string) =>
    (exchange as unknown as Signing).sign(path, 'private', method, { clOrdId: 'o1' }).headers
  expect(headersOf('trade/order', 'POST')).toMatchObject({
    'OK-ACCESS-TIMESTAMP': '1970-01-01T00:01:01.000Z',
    expTime: '66000',
  })
  expect(headersOf('trade/order', 'GET')).not.toHaveProperty('expTime')
  // Of stops it heeds no such time.
  expect(headersOf('trade/order-algo', 'POST')).not.toHaveProperty('expTime')
})

import { describe, expect, test } from 'vitest'
import { addressesFor } from '../../../src-main/adapters/exchanges/ccxt/addresses.ts'
import { createCcxt } from '../../../src-main/adapters/exchanges/ccxt/ccxt-exchange.ts'
import type { DialectId } from '../../../src-main/adapters/exchanges/ccxt/dialects.ts'
import { type Network, networks, networksOf } from '../../../src-preload/contract/exchanges.ts'
import { ccxtClass } from '../../support/ccxt-class.ts'

const ids = ['binance', 'bybit', 'okx'] as const

const opened = async (id: DialectId, network: Network, restUrl: string | null = null) =>
  createCcxt(await ccxtClass(id), {
    network,
    addresses: addressesFor(id, restUrl, null),
    timeoutMs: 1_000,
  }) as unknown as {
    readonly urls: { readonly api: Record<string, unknown> }
    readonly headers: object
    readonly hostname: string
  }

/** From the exchanges' own documents. */
const documented: readonly (readonly [DialectId, Network, string, string])[] = [
  ['binance', 'live', 'https://api.binance.com/api/v3', 'wss://stream.binance.com:9443/ws'],
  ['binance', 'testnet', 'https://testnet.binance.vision/api/v3', 'wss://stream.testnet.binance.vision/ws'],
  ['binance', 'demo', 'https://demo-api.binance.com/api/v3', 'wss://demo-stream.binance.com/ws'],
  ['bybit', 'live', 'https://api.bybit.com', 'wss://stream.bybit.com/v5/public/spot'],
  ['bybit', 'testnet', 'https://api-testnet.bybit.com', 'wss://stream-testnet.bybit.com/v5/public/spot'],
  ['bybit', 'demo', 'https://api-demo.bybit.com', 'wss://stream.bybit.com/v5/public/spot'],
  ['okx', 'live', 'https://www.okx.com', 'wss://ws.okx.com:8443/ws/v5'],
  ['okx', 'demo', 'https://www.okx.com', 'wss://wspap.okx.com:8443/ws/v5'],
]

const places: Readonly<Record<DialectId, readonly [rest: string, stream: string]>> = {
  binance: ['public', 'ws.spot'],
  bybit: ['public', 'ws.public.spot'],
  okx: ['rest', 'ws'],
}
const at = (from: unknown, path: string): unknown =>
  path.split('.').reduce((value: unknown, key) => (value as Record<string, unknown>)[key], from)

describe('an exchange', () => {
  test.each(documented)('%s %s is asked at %s and heard at %s', async (id, network, rest, stream) => {
    const { urls, hostname } = await opened(id, network)
    const [restPlace, streamPlace] = places[id]
    const address = (place: string) => String(at(urls.api, place)).replace('{hostname}', hostname)
    expect([address(restPlace), address(streamPlace)]).toEqual([rest, stream])
  })

  test.each(ids)('%s has the networks that are offered, and no others', (id) => {
    const known = documented.filter(([each]) => each === id).map(([, network]) => network)
    expect(networksOf(id)).toEqual(known)
  })

  test('tells OKX in a header that trading is simulated, and only there', async () => {
    expect((await opened('okx', 'demo')).headers).toEqual({ 'x-simulated-trading': '1' })
    expect((await opened('okx', 'live')).headers).toEqual({})
  })

  test.each(ids.flatMap((id) => networksOf(id).map((network) => [id, network] as const)))(
    '%s %s keeps an address of its own where one is given, and the network’s for the rest',
    async (id, network) => {
      const [restPlace, streamPlace] = places[id]
      const usual = await opened(id, network)
      const given = await opened(id, network, 'http://127.0.0.1:9/')
      expect(at(given.urls.api, restPlace)).toMatch(/^http:\/\/127\.0\.0\.1:9(\/api\/v3)?$/)
      expect(at(given.urls.api, streamPlace)).toBe(at(usual.urls.api, streamPlace))
    },
  )

  test('without a network of that kind is not opened at all: it would have no addresses', async () => {
    const Cex = await ccxtClass('cex')
    for (const network of networks.filter((each) => each !== 'live'))
      expect(() => createCcxt(Cex, { network, addresses: null, timeoutMs: 1 })).toThrow(
        `cex has no network "${network}"`,
      )
  })
})

import { once } from 'node:events'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { type CcxtExchange, createCcxt } from '../../../src-main/adapters/exchanges/ccxt/ccxt-exchange.ts'
import { ccxtClass } from '../../support/ccxt-class.ts'

interface Inside extends CcxtExchange {
  fetch: (...request: readonly unknown[]) => Promise<unknown>
  watch(url: string, name: string, message: object, subscription: string): Promise<unknown>
}

const opened = async (id: string) => {
  const settings = { network: 'live', addresses: null, timeoutMs: 5_000 } as const
  return createCcxt(await ccxtClass(id), settings) as Inside
}

test.each(['binance', 'bybit', 'okx'])('ccxt holds no request of %s back', async (id) => {
  const exchange = await opened(id)
  let sent = 0
  exchange.fetch = () => {
    sent += 1
    return new Promise(() => {})
  }
  for (let request = 0; request < 200; request += 1) void exchange.fetchTime()
  // Whatever waits for a timer has not run by then.
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  expect(sent).toBe(200)
})

test('a socket of Binance brings no more than five messages a second', async () => {
  const exchange = await opened('binance')
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  const times: number[] = []
  server.on('connection', (socket) => socket.on('message', () => times.push(performance.now())))
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  await exchange.loadHttpProxyAgent()
  for (let stream = 0; stream < 7; stream += 1) {
    const name = `stream ${stream}`
    exchange.watch(`ws://127.0.0.1:${address.port}`, name, { stream }, name).catch(() => {})
  }
  await expect.poll(() => times.length, { timeout: 10_000 }).toBe(7)
  await exchange.close()
  server.close()
  expect((times[5] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(1_000)
  expect((times[6] ?? 0) - (times[1] ?? 0)).toBeGreaterThan(1_000)
})

import { describe, expect, it } from 'vitest'
import type { Fault } from '../../support/exchange-simulator/server/faults.ts'
import { connect, exchanges, simulate, until } from './set-up.ts'

const outcome = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'answered',
    (error: Error) => error.name,
  )

const candlesRoute = { binance: '*/klines', bybit: '*/kline', okx: '*candles' } as const
/** What ccxt makes of status 429 with a page instead of the exchange's own words. */
const plain429 = {
  binance: 'DDoSProtection',
  bybit: 'RateLimitExceeded',
  okx: 'ExchangeNotAvailable',
} as const
const orderRoute = {
  binance: 'POST /api/v3/order',
  bybit: 'POST /v5/order/create',
  okx: 'POST /api/v5/trade/batch-orders',
} as const

describe.each(exchanges)('faults of %s as ccxt meets them', (id) => {
  const candles = candlesRoute[id]

  it('refuses a wrong secret and an unknown key', async () => {
    const simulator = await simulate({ exchange: id })
    const wrong = await connect(id, simulator, { secret: 'wrong' })
    expect(await outcome(wrong.fetchBalance())).toBe('AuthenticationError')
    const unknown = await connect(id, simulator, { apiKey: 'nobody' })
    expect(await outcome(unknown.fetchBalance())).toMatch(/AuthenticationError|PermissionDenied/)
  })

  it('refuses a clock that is off by more than it allows, both ways', async () => {
    const simulator = await simulate({ exchange: id })
    const exchange = await connect(id, simulator)
    await exchange.loadMarkets()
    for (const offsetMs of [120_000, -120_000]) {
      simulator.control.clock.offsetMs = offsetMs
      expect(await outcome(exchange.fetchBalance())).toMatch(/InvalidNonce|AuthenticationError/)
    }
    simulator.control.clock.offsetMs = 0
    expect(await outcome(exchange.fetchBalance())).toBe('answered')
  })

  it('says that too much was asked, and when to come back', async () => {
    const simulator = await simulate({ exchange: id })
    const exchange = await connect(id, simulator)
    await exchange.loadMarkets()
    simulator.control.limitRequests(10)
    const outcomes: string[] = []
    for (let turn = 0; turn < 16; turn += 1)
      outcomes.push(await outcome(exchange.fetchOHLCV('BTC/USDT', '1m', undefined, 5)))
    expect(outcomes[0]).toBe('answered')
    expect(outcomes.at(-1)).toMatch(/DDoSProtection|RateLimitExceeded/)
    if (id === 'okx') return
    const headers = Object(exchange.last_response_headers) as Record<string, string>
    expect(
      Object.keys(headers)
        .map((name) => name.toLowerCase())
        .join(),
    ).toMatch(/retry-after|x-bapi-limit-reset-timestamp/)
  })

  it('answers once with any status and body', async () => {
    const simulator = await simulate({ exchange: id })
    const exchange = await connect(id, simulator)
    await exchange.loadMarkets()
    const reply = (status: number, body: string): Fault => ({
      on: 'request',
      when: 'before',
      match: candles,
      effect: { kind: 'reply', status, body, headers: { 'retry-after': '7' } },
    })
    simulator.control.fault(reply(429, '<html>slow down</html>'))
    expect(await outcome(exchange.fetchOHLCV('BTC/USDT'))).toBe(plain429[id])
    simulator.control.fault(reply(503, '<html>maintenance</html>'))
    expect(await outcome(exchange.fetchOHLCV('BTC/USDT'))).toMatch(/ExchangeNotAvailable|OnMaintenance/)
    simulator.control.fault(reply(200, '<html>sign in</html>'))
    await exchange.fetchOHLCV('BTC/USDT').catch(() => undefined)
    expect(exchange.last_http_response).toContain('<html>')
    expect((await exchange.fetchOHLCV('BTC/USDT', '1m', undefined, 3)).length).toBe(3)
  })

  it('leaves requests hanging, drops them, and stalls in the body', async () => {
    const simulator = await simulate({ exchange: id })
    const exchange = await connect(id, simulator, { timeout: 300 })
    await exchange.loadMarkets()
    simulator.control.fault({ on: 'request', when: 'before', match: candles, effect: { kind: 'hang' } })
    expect(await outcome(exchange.fetchOHLCV('BTC/USDT'))).toBe('RequestTimeout')
    simulator.control.fault({ on: 'request', when: 'before', match: candles, effect: { kind: 'drop' } })
    expect(await outcome(exchange.fetchOHLCV('BTC/USDT'))).toMatch(/NetworkError|ExchangeNotAvailable/)
    simulator.control.fault({ on: 'request', when: 'before', match: candles, effect: { kind: 'stall' } })
    const stalled = outcome(exchange.fetchOHLCV('BTC/USDT'))
    const waited = new Promise<string>((resolve) => setTimeout(() => resolve('still waiting'), 900))
    expect(await Promise.race([stalled, waited])).toBe('still waiting')
  })

  it('loses the answer to an order that it has taken, or the order itself', async () => {
    const simulator = await simulate({ exchange: id })
    const exchange = await connect(id, simulator)
    const [account] = simulator.accounts
    await exchange.loadMarkets()
    const match = orderRoute[id]
    const place = (clientOrderId: string) =>
      outcome(exchange.createOrder('BTC/USDT', 'limit', 'buy', 0.01, 20_000, { clientOrderId }))
    simulator.control.fault({ on: 'request', when: 'after', match, effect: { kind: 'drop' } })
    expect(await place('taken1')).toMatch(/NetworkError|ExchangeNotAvailable/)
    expect(account?.byClientId.get('taken1')?.status).toBe('open')
    simulator.control.fault({ on: 'request', when: 'before', match, effect: { kind: 'drop' } })
    expect(await place('lost1')).toMatch(/NetworkError|ExchangeNotAvailable/)
    expect(account?.byClientId.has('lost1')).toBe(false)
    simulator.control.fault({ on: 'request', when: 'before', match, effect: { kind: 'repeat' } })
    expect(await place('twice1')).toBe('InvalidOrder')
    expect(account?.live.size).toBe(2)
  })

  it('drops the streams, and ccxt comes back with the next call', async () => {
    const simulator = await simulate({ exchange: id, speed: 200 })
    const exchange = await connect(id, simulator)
    await exchange.watchTrades('BTC/USDT')
    const waiting = outcome(exchange.watchTrades('SOL/USDT').then(() => exchange.watchTrades('BTC/USDT')))
    await until(() => simulator.control.counts.subscriptions.size >= 2)
    await waiting
    const before = simulator.control.counts.connectionsOf()
    const cut = outcome(exchange.watchTrades('BTC/USDT'))
    simulator.control.dropStreams()
    expect(await cut).toMatch(/NetworkError|answered/)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await outcome(exchange.watchTrades('BTC/USDT'))).toBe('answered')
    expect(simulator.control.counts.connectionsOf()).toBeGreaterThan(before)
  })

  it('keeps orders and balances over a restart that cuts every connection', async () => {
    const simulator = await simulate({ exchange: id })
    const exchange = await connect(id, simulator)
    const order = await exchange.createOrder('BTC/USDT', 'limit', 'buy', 0.01, 20_000)
    const restarted = simulator.control.restart(200)
    expect(await outcome(exchange.fetchOpenOrders('BTC/USDT'))).toMatch(/NetworkError|ExchangeNotAvailable/)
    await restarted
    expect((await exchange.fetchOpenOrders('BTC/USDT'))[0]?.id).toBe(order.id)
  })

  it('goes mute while the connection stays healthy', async () => {
    const simulator = await simulate({ exchange: id })
    const { market, counts } = simulator.control
    const exchange = await connect(id, simulator)
    const heard = outcome(exchange.watchTrades('BTC/USDT'))
    await until(
      () => counts.messages.size > 0,
      () => market.advance(1_000),
    )
    expect(await heard).toBe('answered')
    const speak = simulator.control.mute()
    const silent = exchange.watchTrades('BTC/USDT').then(() => 'spoke')
    market.advance(60_000)
    expect(counts.lost.size).toBeGreaterThan(0)
    const waited = new Promise<string>((resolve) => setTimeout(() => resolve('mute'), 300))
    expect(await Promise.race([silent, waited])).toBe('mute')
    expect(simulator.control.openStreams).toBe(1)
    speak()
    market.advance(60_000)
    expect(await silent).toBe('spoke')
  })

  it('refuses upgrades and subscriptions when told to', async () => {
    const simulator = await simulate({ exchange: id, speed: 200 })
    const exchange = await connect(id, simulator)
    await exchange.loadMarkets()
    simulator.control.fault({ on: 'connect', effect: { kind: 'refuse', status: 503 } })
    expect(await outcome(exchange.watchTrades('BTC/USDT'))).toBe('NetworkError')
    simulator.control.fault({ on: 'subscribe', symbol: 'BTC/USDT', effect: { kind: 'ignore' } })
    const ignored = outcome(exchange.watchTrades('BTC/USDT'))
    const waited = new Promise<string>((resolve) => setTimeout(() => resolve('nothing'), 300))
    expect(await Promise.race([ignored, waited])).toBe('nothing')
  })

  it('strikes the same requests again for the same seed, and others for another', async () => {
    const run = async (seed: number): Promise<string> => {
      const simulator = await simulate({ exchange: id, seed })
      const exchange = await connect(id, simulator)
      await exchange.loadMarkets()
      const effect = { kind: 'reply', status: 500, body: '<html>error</html>' } as const
      simulator.control.fault({
        on: 'request',
        when: 'before',
        match: candles,
        chance: 0.4,
        times: 0,
        effect,
      })
      const outcomes: string[] = []
      for (let turn = 0; turn < 20; turn += 1)
        outcomes.push(await outcome(exchange.fetchOHLCV('BTC/USDT', '1m', undefined, 1)))
      return outcomes.map((name) => (name === 'answered' ? '.' : 'x')).join('')
    }
    const first = await run(7)
    expect(await run(7)).toBe(first)
    expect(await run(8)).not.toBe(first)
    expect(first).toMatch(/x/)
  })
})

import { afterEach, describe, expect, it } from 'vitest'
import { ControlServer } from '../../support/exchange-simulator/control-server.ts'
import { parseMainOptions } from '../../support/exchange-simulator/main-options.ts'
import { connect, simulate } from './set-up.ts'

const servers: ControlServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

const withPort = async () => {
  const simulator = await simulate({ exchange: 'okx' })
  const server = new ControlServer(new Map([['okx', simulator.control]]), () => ({ okx: simulator.ccxtUrls }))
  servers.push(server)
  const address = await server.listen(0)
  const say = async (body: object, headers: Record<string, string> = {}) => {
    const reply = await fetch(`${address}/okx`, { method: 'POST', body: JSON.stringify(body), headers })
    return { status: reply.status, body: (await reply.json()) as Record<string, unknown> }
  }
  return { simulator, say, address }
}

describe('the control port', () => {
  it('arms and clears faults, moves time, and counts', async () => {
    const { simulator, say } = await withPort()
    const exchange = await connect('okx', simulator)
    const fault = {
      on: 'request',
      when: 'before',
      match: '*ticker',
      effect: { kind: 'reply', status: 500, body: {} },
      times: 0,
    }
    expect((await say({ do: 'fault', fault })).status).toBe(200)
    await expect(exchange.fetchTicker('BTC/USDT')).rejects.toThrow()
    await say({ do: 'clear-faults' })
    await exchange.fetchTicker('BTC/USDT')
    const before = simulator.control.market.time
    await say({ do: 'advance', ms: 5_000 })
    expect(simulator.control.market.time).toBe(before + 5_000)
    const counts = await say({ do: 'counts' })
    expect(counts.body.requests).toMatchObject({ 'GET /api/v5/market/ticker': 2 })
  })

  it('refuses what it does not understand, and web pages', async () => {
    const { say } = await withPort()
    expect((await say({ do: 'explode' })).status).toBe(400)
    expect((await say({ do: 'halt', symbol: 'NO/PAIR' })).status).toBe(400)
    expect((await say({ do: 'counts' }, { origin: 'http://example.com' })).status).toBe(403)
  })

  it('changes what a key may do', async () => {
    const { simulator, say } = await withPort()
    await say({ do: 'account', account: 'account-1', canWithdraw: true })
    expect(simulator.accounts[0]?.canWithdraw).toBe(true)
  })
})

describe('the options of the simulator on its own', () => {
  it('reads them, and names the one that it does not know', () => {
    expect(parseMainOptions(['--exchange=okx', '--symbols=3', '--speed=0.5'])).toMatchObject({
      kind: 'run',
      options: { exchanges: ['okx'], symbols: 3, speed: 0.5 },
    })
    for (const argument of ['--symbol=3', '--exchange=kraken', '--symbols=0', '--speed', '--port=-1']) {
      expect(parseMainOptions([argument])).toEqual({ kind: 'invalid', argument })
    }
  })
})

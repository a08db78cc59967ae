import { describe, expect, it } from 'vitest'
import { connect, exchanges, simulate, until } from './set-up.ts'

const orderMethod = { binance: 'WS order.place', bybit: 'WS order.create', okx: 'WS batch-orders' } as const

describe.each(exchanges)('orders of %s over a socket, and amended ones', (id) => {
  const place = async () => {
    const simulator = await simulate({ exchange: id })
    const exchange = await connect(id, simulator)
    await exchange.loadMarkets()
    const [account] = simulator.accounts
    const send = (clientOrderId: string) =>
      exchange.createOrderWs('BTC/USDT', 'limit', 'buy', 0.01, 20_000, { clientOrderId })
    return { simulator, exchange, account, send }
  }

  it('places and cancels', async () => {
    const { exchange, account, send } = await place()
    const order = await send('socket1')
    expect(account?.byClientId.get('socket1')).toMatchObject({ id: order.id, status: 'open' })
    await exchange.cancelOrderWs(order.id ?? '', 'BTC/USDT')
    expect(account?.byClientId.get('socket1')?.status).toBe('cancelled')
  })

  it('takes the order and loses the answer, or never gets it', async () => {
    const { simulator, account, send } = await place()
    const match = orderMethod[id]
    simulator.control.fault({ on: 'request', when: 'after', match, effect: { kind: 'hang' } })
    send('taken1').catch(() => undefined)
    await until(() => account?.byClientId.get('taken1')?.status === 'open')
    simulator.control.fault({ on: 'request', when: 'before', match, effect: { kind: 'drop' } })
    await expect(send('lost1')).rejects.toThrow()
    expect(account?.byClientId.has('lost1')).toBe(false)
  })

  it('changes a resting order, its lock with it', async () => {
    const { exchange, account } = await place()
    const order = await exchange.createOrder('BTC/USDT', 'limit', 'buy', 0.1, 20_000, {
      clientOrderId: 'amend1',
    })
    await exchange.editOrder(order.id ?? '', 'BTC/USDT', 'limit', 'buy', 0.2, 21_000)
    const [open] = await exchange.fetchOpenOrders('BTC/USDT')
    expect(open).toMatchObject({ price: 21_000, amount: 0.2 })
    expect((await exchange.fetchBalance()).USDT).toMatchObject({ used: 4_200, total: 100_000 })
    expect(account?.live.size).toBe(1)
    const tooMuch = exchange.editOrder(open?.id ?? '', 'BTC/USDT', 'limit', 'buy', 90, 21_000)
    await expect(tooMuch).rejects.toThrow()
  })
})

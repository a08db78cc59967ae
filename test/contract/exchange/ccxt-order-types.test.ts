import { describe, expect, test } from 'vitest'
import { price, quantity } from '../../../src-main/domain/money/decimal.ts'
import { amendingContract } from './amending.ts'
import { openCcxt } from './ccxt-harness.ts'
import { AccountWatch, request, testMarket } from './harness.ts'
import { limitWishesContract, stopOrdersContract } from './order-types.ts'

describe.each(['binance', 'bybit', 'okx'] as const)('wishes of limit orders on %s', (exchangeId) => {
  limitWishesContract((funds) => openCcxt(exchangeId, funds))
})

describe.each(['binance', 'bybit', 'okx'] as const)('stops on %s', (exchangeId) => {
  stopOrdersContract((funds) => openCcxt(exchangeId, funds))
})

const funds = { base: '5', quote: '10000' }
const change = { triggerPrice: price('96'), quantity: quantity('1') }
const stop = { side: 'sell', type: 'stop-market', trigger: '95' } as const

describe.each(['bybit', 'okx'] as const)('changing stops on %s', (exchangeId) => {
  amendingContract((funds) => openCcxt(exchangeId, funds))

  test('whose answer is lost is neither made nor refused, and asking tells', async () => {
    const { exchange, simulator, close } = await openCcxt(exchangeId, funds)
    const account = new AccountWatch(exchange)
    const order = request(stop)
    await exchange.submit(order)
    const effect = { kind: 'drop' } as const
    simulator.control.fault({ on: 'request', when: 'after', match: 'POST *amend*', effect })
    expect((await exchange.amend(order, change)).kind).toBe('unknown')
    expect((await account.order(order.clientOrderId))?.triggerPrice).toEqual(change.triggerPrice)
    await close()
  })
})

test('binance has no changing of stops, and says so', async () => {
  const { exchange, close } = await openCcxt('binance', funds)
  expect(exchange.capabilities(testMarket.symbol).amendsStops).toBe(false)
  const order = request(stop)
  await exchange.submit(order)
  expect(await exchange.amend(order, change)).toMatchObject({ kind: 'refused', rejection: 'UNSUPPORTED' })
  await close()
})

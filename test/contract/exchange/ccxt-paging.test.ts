import { expect, test } from 'vitest'
import { text } from '../../../src-main/domain/money/decimal.ts'
import { openCcxt } from './ccxt-harness.ts'
import { AccountWatch, eventually, request, testMarket } from './harness.ts'

/** More rows than an answer of each exchange holds. */
const sizes = [
  ['binance', { fills: 1_203, orders: 60 }],
  ['bybit', { fills: 230, orders: 120 }],
  ['okx', { fills: 230, orders: 230 }],
] as const

test.each(sizes)('%s tells of every fill of an order, oldest first', async (exchangeId, { fills }) => {
  const { exchange, simulator, close } = await openCcxt(exchangeId, { base: '0', quote: '1000' })
  const account = new AccountWatch(exchange)
  const order = request({ limit: '90', size: String((fills * 2) / 1_000) })
  const outcome = await exchange.submit(order)
  if (outcome.kind !== 'accepted') throw new Error(outcome.kind)
  for (let part = 0; part < fills; part += 1) simulator.control.fill(outcome.exchangeOrderId, '0.002')
  const asked = await account.fills(order.clientOrderId)
  expect(asked.map(({ tradeId }) => Number(tradeId))).toEqual(
    Array.from({ length: fills }, (_, index) => Number(asked[0]?.tradeId) + index),
  )
  expect(new Set(asked.map(({ quantity }) => text(quantity)))).toEqual(new Set(['0.002']))
  await eventually(() => expect(account.heardFills()).toHaveLength(fills))
  await close()
})

const kinds = [
  ['open order', { limit: '90' }],
  ['waiting stop', { type: 'stop-market', trigger: '110' }],
] as const

test.each(
  sizes.flatMap(([exchangeId, { orders }]) =>
    kinds.map(([kind, wanted]) => [exchangeId, kind, orders, wanted] as const),
  ),
)('%s lists every %s', async (exchangeId, _, orders, wanted) => {
  const { exchange, close } = await openCcxt(exchangeId, { base: '0', quote: '100000' })
  const account = new AccountWatch(exchange)
  const ids: string[] = []
  for (let count = 0; count < orders; count += 1) {
    const order = request({ ...wanted, size: '0.2' })
    expect((await exchange.submit(order)).kind).toBe('accepted')
    ids.push(order.clientOrderId)
  }
  expect(await account.openIds()).toEqual(ids)
  for (const id of ids.slice(1)) await exchange.cancel(id, testMarket.symbol)
  expect(await account.openIds()).toEqual(ids.slice(0, 1))
  await close()
})

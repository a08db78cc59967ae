import { afterEach, expect, test } from 'vitest'
import { text } from '../../../src-main/domain/money/decimal.ts'
import {
  AccountWatch,
  type ExchangeHarness,
  eventually,
  type OpenHarness,
  request,
  testMarket,
  unseen,
} from './harness.ts'

const funds = { base: '50', quote: '100000' }

const spanFrom = (from: number) => ({ from, to: from + 60_000 })

/** What an exchange tells of a whole account, for whoever compares books with it. */
export const reportingContract = (open: OpenHarness): void => {
  let harness: ExchangeHarness | null = null
  afterEach(async () => {
    await harness?.close()
    harness = null
  })
  const opened = async () => {
    harness = await open(funds)
    return { ...harness, exchange: harness.exchange, account: new AccountWatch(harness.exchange) }
  }

  test('open orders come with their limit price, oldest first', async () => {
    const { exchange } = await opened()
    const orders = [
      request({ limit: '90' }),
      request({ limit: '110.5', side: 'sell' }),
      request({ limit: '91' }),
    ]
    for (const order of orders) await exchange.submit(order)
    const asked = await exchange.openOrders()
    if (asked.kind === 'failed') throw new Error(asked.cause)
    const told = asked.value.map((order) => [
      order.clientOrderId,
      order.side,
      order.limitPrice === null ? null : text(order.limitPrice),
    ])
    expect(told).toEqual(
      orders.map(({ clientOrderId, side, limitPrice }) => [
        clientOrderId,
        side,
        limitPrice === null ? null : text(limitPrice),
      ]),
    )
  })

  test('recent fills are those of every order on the pair, oldest first, each with its order’s id', async () => {
    const { exchange, account, fillAt, begins } = await opened()
    const bought = request({ size: '2' })
    const waiting = request({ side: 'sell', size: '3', limit: '105' })
    const ids = new Map<string, string>()
    for (const order of [bought, waiting]) {
      const outcome = await exchange.submit(order)
      if (outcome.kind !== 'accepted') throw new Error(outcome.kind)
      ids.set(order.clientOrderId, outcome.exchangeOrderId)
    }
    await fillAt('sell', '105', '1')
    await fillAt('sell', '105', '1')
    const asked = await exchange.recentFills([testMarket.symbol], spanFrom(begins))
    if (asked.kind === 'failed') throw new Error(asked.cause)
    const expected = [
      ...(await account.fills(bought.clientOrderId)),
      ...(await account.fills(waiting.clientOrderId)),
    ]
    expect(expected).toHaveLength(3)
    const withoutOrder = asked.value.map(({ exchangeOrderId, symbol, side, clientOrderId, ...fill }) => ({
      ...fill,
      clientOrderId: expected.find(({ tradeId }) => tradeId === fill.tradeId)?.clientOrderId ?? '',
    }))
    expect(unseen(withoutOrder)).toEqual(unseen(expected))
    expect(asked.value.map(({ exchangeOrderId }) => exchangeOrderId)).toEqual(
      expected.map(({ clientOrderId }) => ids.get(clientOrderId)),
    )
    expect(asked.value.map(({ side }) => side)).toEqual(['buy', 'sell', 'sell'])
    const times = asked.value.map(({ marketTime }) => marketTime)
    expect(times).toEqual([...times].sort((a, b) => a - b))
  })

  test('recent fills begin with the time that is asked for, and are of the pairs that are asked for', async () => {
    const { exchange, trade, begins } = await opened()
    await exchange.submit(request())
    await trade('100', '100')
    await exchange.submit(request())
    const all = await exchange.recentFills([testMarket.symbol], spanFrom(begins))
    if (all.kind === 'failed') throw new Error(all.cause)
    const last = all.value.at(-1)
    if (last === undefined) throw new Error('no fill')
    const from = async (since: number, symbols: readonly string[] = [testMarket.symbol]) => {
      const asked = await exchange.recentFills(symbols, spanFrom(since))
      return asked.kind === 'failed' ? asked.cause : asked.value.length
    }
    expect(await from(last.marketTime)).toBe(
      all.value.filter(({ marketTime }) => marketTime >= last.marketTime).length,
    )
    expect(await from(last.marketTime + 1)).toBe(0)
    expect(await from(begins, [])).toBe(0)
  })

  test('a fill that was told and one that is asked for are the same', async () => {
    const { exchange, account, begins } = await opened()
    await exchange.submit(request())
    await eventually(() => expect(account.heardFills()).toHaveLength(1))
    const asked = await exchange.recentFills([testMarket.symbol], spanFrom(begins))
    const [heard] = account.heardFills()
    const [told] = asked.kind === 'answered' ? asked.value : []
    expect([told?.tradeId, told?.price, told?.fee]).toEqual([heard?.tradeId, heard?.price, heard?.fee])
  })
}

import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { text } from '../../../src-main/domain/money/decimal.ts'
import type { Fill, OrderRequest, Side } from '../../../src-main/domain/orders/order.ts'
import type { ExchangeEvent } from '../../../src-main/engine/ports/exchange.ts'
import {
  AccountWatch,
  type ExchangeHarness,
  eventually,
  expectedTotals,
  type OpenHarness,
  request,
  testMarket,
  unseen,
} from './harness.ts'

type Step =
  | { readonly kind: 'submit'; readonly side: Side; readonly size: string; readonly limit?: string }
  | { readonly kind: 'trade'; readonly at: string; readonly amount: string }
  | { readonly kind: 'cancel'; readonly which: number }

const priceText = fc.integer({ min: 9_000, max: 11_000 }).map((cents) => (cents / 100).toFixed(2))
const amountText = fc.integer({ min: 2, max: 9_000 }).map((thousandths) => (thousandths / 1_000).toFixed(3))
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('submit' as const),
    side: fc.constantFrom<Side>('buy', 'sell'),
    size: amountText,
  }),
  fc.record({
    kind: fc.constant('submit' as const),
    side: fc.constantFrom<Side>('buy', 'sell'),
    size: amountText,
    limit: priceText,
  }),
  fc.record({ kind: fc.constant('trade' as const), at: priceText, amount: amountText }),
  fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(20) }),
)

/** Eight places, the most that exchanges keep. */
const funds = { base: '10', quote: '1000.12345678' }

/**
 * Whatever happens, the books add up.
 * @param runs how many made-up histories each property is tried on
 */
export const accountingContract = (open: OpenHarness, runs: number): void => {
  let harness: ExchangeHarness | null = null
  afterEach(async () => {
    await harness?.close()
    harness = null
  })

  const run = async (steps: readonly Step[]) => {
    const opened = await open(funds)
    harness = opened
    const account = new AccountWatch(opened.exchange)
    const orders: OrderRequest[] = []
    await opened.trade('100', '50')
    for (const each of steps) {
      if (each.kind === 'trade') await opened.trade(each.at, each.amount)
      else if (each.kind === 'cancel') {
        const order = orders[each.which % Math.max(orders.length, 1)]
        if (order !== undefined) await opened.exchange.cancel(order.clientOrderId, testMarket.symbol)
      } else {
        const order = request(each)
        const outcome = await opened.exchange.submit(order)
        if (outcome.kind === 'accepted') orders.push(order)
      }
    }
    return { opened, account, orders }
  }

  const booked = async (account: AccountWatch, orders: readonly OrderRequest[]) => {
    const all: { readonly side: Side; readonly fill: Fill }[] = []
    for (const { clientOrderId, side } of orders) {
      for (const fill of await account.fills(clientOrderId)) all.push({ side, fill })
    }
    return all
  }

  test('balances are the start and all fills less all fees, to the last decimal', async () => {
    let filled = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40 }), async (steps) => {
        const { opened, account, orders } = await run(steps)
        const fills = await booked(account, orders)
        filled += fills.length
        const expected = expectedTotals(funds, fills)
        const [base, quote] = [await account.balance('BTC'), await account.balance('USDT')]
        expect({ base: base.total, quote: quote.total }).toEqual(expected)
        for (const id of await account.openIds()) await opened.exchange.cancel(id, testMarket.symbol)
        // Nothing is held once every order has ended.
        expect(await account.balance('BTC')).toEqual({ total: base.total, free: base.total })
        expect(await account.balance('USDT')).toEqual({ total: quote.total, free: quote.total })
        await opened.close()
        harness = null
      }),
      { numRuns: runs },
    )
    expect(filled).toBeGreaterThan(runs)
  })

  test('what is asked and what is heard agree', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40 }), async (steps) => {
        const { opened, account, orders } = await run(steps)
        const fills = (await booked(account, orders)).map(({ fill }) => fill)
        expect(new Set(fills.map((fill) => fill.tradeId)).size).toBe(fills.length)
        await eventually(() => expect(unseen(account.heardFills())).toEqual(unseen(fills)))
        const openIds = await account.openIds()
        for (const { clientOrderId, quantity } of orders) {
          const order = await account.order(clientOrderId)
          const own = fills.filter((fill) => fill.clientOrderId === clientOrderId)
          expect(text(order?.filled ?? quantity)).toBe(totalOf(own))
          expect(order?.status === 'filled').toBe(totalOf(own) === text(quantity))
          expect(openIds.includes(clientOrderId)).toBe(order?.status === 'open')
          const ends = order?.status === 'open' || order?.status === 'filled' ? [] : [order?.status]
          await eventually(() => expect(endsOf(account.heard(clientOrderId))).toEqual(ends))
          expect(account.heard(clientOrderId).filter((kind) => kind === 'acknowledged')).toHaveLength(1)
        }
        const balances = await account.balances()
        if (orders.length > 0) await eventually(() => expect(account.heardBalances()).toEqual(balances))
        await opened.close()
        harness = null
      }),
      { numRuns: runs },
    )
  })

  test('a new connection finds everything as it was, and goes on with it', async () => {
    const { opened, account, orders } = await run([
      { kind: 'submit', side: 'buy', size: '2' },
      { kind: 'submit', side: 'sell', size: '3', limit: '105' },
      { kind: 'submit', side: 'buy', size: '1', limit: '95' },
    ])
    await opened.fillAt('sell', '105', '2')
    await opened.exchange.cancel(orders[2]?.clientOrderId ?? '', testMarket.symbol)
    const ids = orders.map((order) => order.clientOrderId)
    const tell = async (of: AccountWatch) => ({
      balances: await of.balances(),
      open: await of.openIds(),
      orders: await Promise.all(ids.map((id) => of.order(id))),
      fills: unseen((await Promise.all(ids.map((id) => of.fills(id)))).flat()),
    })
    const before = await tell(account)
    expect(before.open).toEqual([ids[1]])
    const again = new AccountWatch(await opened.reopen())
    expect(await tell(again)).toEqual(before)
    await opened.trade('110', '1000')
    expect((await again.order(ids[1] ?? ''))?.status).toBe('filled')
    const fills = await booked(again, orders)
    expect(new Set(fills.map(({ fill }) => fill.tradeId)).size).toBe(fills.length)
    const { base, quote } = expectedTotals(funds, fills)
    expect(await again.balance('BTC')).toEqual({ total: base, free: base })
    expect(await again.balance('USDT')).toEqual({ total: quote, free: quote })
  })
}

const endsOf = (heard: readonly ExchangeEvent['kind'][]) =>
  heard.filter((kind) => kind === 'cancelled' || kind === 'expired')

const totalOf = (fills: readonly Fill[]): string => {
  const thousandths = fills.reduce((sum, fill) => sum + Math.round(Number(text(fill.quantity)) * 1_000), 0)
  return String(thousandths / 1_000)
}

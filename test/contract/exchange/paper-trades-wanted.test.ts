import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PaperExchange } from '../../../src-main/adapters/exchanges/paper/paper-exchange.ts'
import { lets, type TradeFilter } from '../../../src-main/domain/market/trade-filter.ts'
import { price, quantity } from '../../../src-main/domain/money/decimal.ts'
import type { OrderRequest } from '../../../src-main/domain/orders/order.ts'
import type { ExchangeEvent } from '../../../src-main/engine/ports/exchange.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { request, testMarket } from './harness.ts'
import { openPaper } from './paper-harness.ts'

let opened: TestStore
beforeAll(() => {
  opened = openTestStore()
})
afterAll(() => opened.close())

const { symbol } = testMarket
const prices = fc.integer({ min: 9_900, max: 10_100 }).map((cents) => (cents / 100).toFixed(2))
const sides = fc.constantFrom('buy' as const, 'sell' as const)
const orders = fc.oneof(
  fc.record({ side: sides, size: fc.constantFrom('0.5', '3') }),
  fc.record({ side: sides, size: fc.constantFrom('0.5', '3'), limit: prices }),
  fc.record({
    type: fc.constantFrom('stop-market' as const, 'take-profit-market' as const),
    ...{ side: sides, size: fc.constant('1'), trigger: prices },
  }),
  fc.record({
    type: fc.constantFrom('stop-limit' as const, 'take-profit-limit' as const),
    ...{ side: sides, size: fc.constant('1'), trigger: prices, limit: prices },
  }),
)
const steps = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.record({ order: orders }) },
    { weight: 6, arbitrary: fc.record({ at: prices, amount: fc.constantFrom(0.4, 2, 20) }) },
    { weight: 1, arbitrary: fc.record({ cancel: fc.nat(9) }) },
    { weight: 1, arbitrary: fc.record({ amend: fc.nat(9), trigger: prices }) },
  ),
  { minLength: 30, maxLength: 60 },
)

/** What an account tells, without what its clock says. */
const heard = (exchange: PaperExchange): string[] => {
  const told: string[] = []
  exchange.subscribe((event: ExchangeEvent) => told.push(JSON.stringify(event)))
  return told
}

test('an account that hears only the trades that it wants ends as one that hears them all', async () => {
  let [unheard, heardOf] = [0, 0]
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      const funds = { base: '50', quote: '10000' }
      const all = (await openPaper(opened.store, funds)).exchange
      const few = (await openPaper(opened.store, funds)).exchange
      const [toldAll, toldFew] = [heard(all), heard(few)]
      let filter: TradeFilter | null = null
      few.onTradesWanted((_, wanted) => {
        filter = wanted
      })
      const placed: OrderRequest[] = []
      let time = 2_000_000
      for (const step of script) {
        time += 1_000
        if ('order' in step) {
          const order = request(step.order)
          placed.push(order)
          expect(await few.submit(order)).toEqual(await all.submit(order))
        } else if ('cancel' in step) {
          const id = placed[step.cancel]?.clientOrderId
          if (id !== undefined) expect(await few.cancel(id)).toEqual(await all.cancel(id))
        } else if ('amend' in step) {
          const order = placed[step.amend]
          const change = { triggerPrice: price(step.trigger), quantity: quantity('2') }
          if (order !== undefined)
            expect(await few.amend(order, change)).toEqual(await all.amend(order, change))
        } else {
          const { at, amount } = step
          const trade = { symbol, time, price: Number(at), amount }
          all.onTrade(trade)
          const isWanted = filter !== null && lets(filter, trade.price)
          if (isWanted) few.onTrade(trade)
          else few.onQuote({ symbol, last: trade.price, amount, time })
          if (isWanted) heardOf += 1
          else if (filter !== null) unheard += 1
        }
        expect(toldFew).toEqual(toldAll)
      }
    }),
    { numRuns: 150, seed: 1 },
  )
  // Both happened, or nothing was shown.
  expect(Math.min(unheard, heardOf)).toBeGreaterThan(100)
})

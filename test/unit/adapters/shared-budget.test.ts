import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accountShares, dialects } from '../../../src-main/adapters/exchanges/ccxt/dialects.ts'
import { RequestBudget } from '../../../src-main/adapters/exchanges/ccxt/request-budget.ts'
import { FakeClock } from '../../support/fake-clock.ts'

/** What the exchanges' own documents allow one address, by weight and ms. */
const published = {
  binance: { weight: 6_000, windowMs: 60_000 },
  bybit: { weight: 600, windowMs: 5_000 },
  okx: { weight: 40, windowMs: 2_000 },
} as const

type Side = 'data' | 'account'

/** Data and accounts of one computer at one exchange; each in its own thread, they share nothing but its replies. */
const computer = (id: keyof typeof published) => {
  const { capacity, windowMs, usedWeight } = dialects[id]
  const clock = new FakeClock(0)
  const budgets: Record<Side, RequestBudget> = {
    data: new RequestBudget({ clock, capacity, windowMs }),
    account: new RequestBudget({ clock, windowMs, ...accountShares[id] }),
  }
  const arrived: { readonly at: number; readonly weight: number }[] = []
  const usedIn = (ms: number) =>
    arrived.filter(({ at }) => at > clock.now() - ms).reduce((sum, { weight }) => sum + weight, 0)
  // Only Binance says in its replies what the computer has spent.
  const tells = usedWeight({ 'x-mbx-used-weight-1m': '7' }) !== null
  let most = 0
  let answers = true
  return {
    clock,
    budgets,
    most: () => most,
    silence: () => {
      answers = false
    },
    send: (side: Side, weight: number, replyMs: number) => {
      const reply = () => {
        const used = usedIn(published[id].windowMs)
        if (tells && answers) clock.after(replyMs, () => budgets[side].noteUsed(used))
      }
      const work = async () => {
        arrived.push({ at: clock.now(), weight })
        most = Math.max(most, usedIn(published[id].windowMs))
        reply()
      }
      budgets[side].run(side === 'data' ? 'data' : 'stop', weight, work).catch(() => {})
    },
  }
}

const step = fc.oneof(
  fc.record({
    side: fc.constantFrom<Side>('data', 'account'),
    count: fc.integer({ min: 1, max: 400 }),
    weight: fc.constantFrom(1, 2, 5, 20, 80),
    replyMs: fc.integer({ min: 1, max: 3_000 }),
  }),
  fc.record({ waitMs: fc.integer({ min: 1, max: 20_000 }) }),
)

describe.each(['binance', 'bybit', 'okx'] as const)('data and accounts at %s', (id) => {
  const { weight: limit, windowMs } = published[id]

  test('never send together more than it allows, whatever they are asked for and hear of each other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        const { clock, send, most } = computer(id)
        for (const each of steps) {
          if ('waitMs' in each) await clock.advance(each.waitMs)
          else
            for (let n = 0; n < each.count; n += 1)
              send(each.side, Math.min(each.weight, limit / 40), each.replyMs)
        }
        await clock.advance(2 * windowMs)
        expect(most()).toBeLessThanOrEqual(limit)
      }),
      { numRuns: 25, seed: 1 },
    )
  })

  test('have both had all they may have, and the exchange said nothing: it is still within the limit', async () => {
    const { clock, send, most, silence } = computer(id)
    silence()
    for (let n = 0; n < 2 * limit; n += limit / 40) {
      send('data', limit / 40, 1)
      send('account', limit / 40, 1)
    }
    await clock.advance(1)
    // And not far below, or what is allowed goes unused.
    expect(most()).toBeGreaterThan(limit * 0.8)
    expect(most()).toBeLessThanOrEqual(limit)
  })
})

test('accounts at binance go on where data have used up their half, and stop before the limit', async () => {
  const { clock, send, budgets } = computer('binance')
  for (let n = 0; n < 200; n += 1) send('data', 20, 10)
  await clock.advance(100)
  expect(budgets.data.counts.used).toBe(3_000)
  for (let n = 0; n < 200; n += 1) {
    send('account', 20, 10)
    await clock.advance(20)
  }
  expect(budgets.account.counts.used).toBe(5_400)
})

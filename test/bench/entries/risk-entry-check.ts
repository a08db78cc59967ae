import { systemClock } from '../../../src-main/adapters/clock/system-clock.ts'
import { price, ratio } from '../../../src-main/domain/money/decimal.ts'
import { seededRandom } from '../../../src-main/domain/random.ts'
import { readingOf, riskStand, symbolOf, venueId } from '../../support/risk-stand.ts'
import { inBenchFolder } from '../support/bench-folder.ts'
import type { Entry } from '../support/entry.ts'
import { openStore } from '../support/open-store.ts'
import { silentLog } from '../support/silent-log.ts'

const [bots, positions, pairs] = [1_000, 200, 100]
const accounts = ['one', 'two']
const checks = 20_000
const warmUp = 2_000

const measure = (): Promise<{ readonly samples: number[]; readonly allowed: number }> =>
  inBenchFolder(async (folder) => {
    const data = openStore(folder)
    try {
      const given = { store: data.store, clock: systemClock, log: silentLog() }
      const stand = riskStand({ ...given, pairs, accounts, money: '10000000' })
      const { books, risk, roster } = stand
      for (let n = 0; n < pairs; n += 1)
        books.setMark(venueId, { symbol: symbolOf(n), last: 100 + n, amount: 1, time: 1 })
      const limits = { accountPositions: '1000', accountDailyLoss: '1' }
      for (const id of accounts) {
        const scope = { kind: 'account', id } as const
        const set = risk.limits.set(scope, { ...risk.limits.newest(scope), ...limits })
        if (!set.ok) throw new Error(`the limits were refused: ${JSON.stringify(set.error)}`)
      }
      const mode = { kind: 'mode', id: 'paper' } as const
      risk.limits.set(mode, { ...risk.limits.newest(mode), modePositions: '1000' })
      const own = { allocation: '5000', maxPositions: '3', dailyLoss: '1' }
      for (let n = 0; n < bots; n += 1) {
        const accountId = accounts[n % 2] ?? 'one'
        stand.addBot(`bot-${n}`, accountId, [symbolOf(n % pairs)], own)
        if (n >= positions) continue
        const symbol = symbolOf((n + 1) % pairs)
        stand.open(`position-${n}`, `bot-${n}`, accountId, symbol, '10', String(100 + ((n + 1) % pairs)))
        books.setStop(`position-${n}`, 90)
        const runtime = roster.get(`bot-${n}`)
        if (runtime === undefined) continue
        const returns = { winReturns: ratio('0.6'), lossReturns: ratio('-0.2') }
        runtime.totals = { ...runtime.totals, ...returns, closedTrades: 40, wonTrades: 24 }
      }
      const random = seededRandom(1)
      const samples: number[] = []
      let allowed = 0
      for (let n = 0; n < warmUp + checks; n += 1) {
        const id = `bot-${Math.floor(random() * bots)}`
        const runtime = roster.get(id)
        if (runtime === undefined) throw new Error(`no ${id}`)
        const pair = Math.floor(random() * pairs)
        const [market] = stand.markets.slice(pair)
        if (market === undefined) throw new Error('no market')
        // Prices go on between two entries, as they do while bots trade.
        const last = (100 + pair) * (1 + (random() - 0.5) / 100)
        books.setMark(venueId, { symbol: market.symbol, last, amount: 1, time: n })
        const message = readingOf(id, market.symbol, last, n)
        const { accountId } = runtime.bot
        const asked = { runtime, accountId, market, price: price((last * 1.002).toFixed(2)), message }
        const startedAt = performance.now()
        const against = risk.gate.obstacle(runtime, accountId, market.symbol)
        const verdict = risk.gate.size(asked)
        const took = performance.now() - startedAt
        if (n < warmUp) continue
        samples.push(took * 1_000)
        if (against === null && verdict.ok) allowed += 1
      }
      return { samples, allowed }
    } finally {
      data.close()
    }
  })

/** Whether an entry may be sent, and how large: what stands between a strategy's reading and its order. */
export const riskEntryCheck: Entry = {
  names: ['risk.entry-check'],
  async run(say) {
    say(`risk.entry-check: ${bots} bots, ${positions} positions on ${pairs} pairs, every limit on`)
    const { samples, allowed } = await measure()
    // A check that refuses at once would be fast for the wrong reason.
    if (allowed < checks / 2) throw new Error(`only ${allowed} of ${checks} entries were allowed`)
    const goal = { words: 'p99 ≤ 50 µs', met: ({ p99 }: { p99: number }) => p99 <= 50 }
    return [{ name: 'risk.entry-check', unit: 'µs', samples, goal }]
  },
}

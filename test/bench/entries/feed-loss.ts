import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type DialectId, dialects } from '../../../src-main/adapters/exchanges/ccxt/dialects.ts'
import type { Entry } from '../support/entry.ts'
import { startForked } from '../support/load/forked.ts'
import { type Taker, takeWithFeed, takeWithWatchCalls } from '../support/load/trade-takers.ts'
import type { OpenedTrading, TradesOf, TradingQuestion } from '../support/load/trading-exchange.ts'
import type { Measurement } from '../support/report.ts'

const pairs = 100
const trades = 200_000
/** Nothing comes for so long: whatever is missing then was lost. */
const quietMs = 1_500
const baseline = "ccxt's own watch calls"

/** How many of those sent are missing, whatever the order in which the others were told. */
const lostOf = (sent: TradesOf, taken: TradesOf): number => {
  let lost = 0
  for (const [symbol, keys] of sent) {
    const left = new Map<string, number>()
    for (const key of taken.get(symbol) ?? []) left.set(key, (left.get(key) ?? 0) + 1)
    for (const key of keys) {
      const times = left.get(key) ?? 0
      if (times === 0) lost += 1
      else left.set(key, times - 1)
    }
  }
  return lost
}

/** Besides, nothing may be told twice or out of order. */
const checkTold = (sent: TradesOf, taken: TradesOf): void => {
  for (const [symbol, keys] of taken) {
    let told = 0
    for (const key of sent.get(symbol) ?? []) if (key === keys[told]) told += 1
    if (told !== keys.length) throw new Error(`${symbol}: trades were told twice, out of order or never made`)
  }
}

const play = async (id: DialectId, taker: Taker) => {
  const exchange = startForked<TradingQuestion, unknown>(
    join(import.meta.dirname, '../support/load/trading-exchange.ts'),
  )
  const taken = new Map<string, string[]>()
  let count = 0
  try {
    const opened = (await exchange.ask({ do: 'open', exchange: id, pairs })) as OpenedTrading
    const taking = await taker(id, opened, (symbol, key) => {
      count += 1
      const known = taken.get(symbol)
      if (known === undefined) taken.set(symbol, [key])
      else known.push(key)
    })
    await exchange.ask({ do: 'await', topics: taking.topics })
    const sent = (await exchange.ask({ do: 'trade', times: trades })) as TradesOf
    for (let before = -1; before < count; ) {
      before = count
      await setTimeout(quietMs)
    }
    taking.end()
    return { sent, taken, lost: lostOf(sent, taken) }
  } finally {
    await exchange.close()
  }
}

const lossOf = (name: string, id: DialectId): Entry => ({
  names: [name],
  async run(say): Promise<readonly Measurement[]> {
    const own = await play(id, takeWithFeed)
    checkTold(own.sent, own.taken)
    const watched = await play(id, takeWithWatchCalls)
    const sent = [...own.sent.values()].reduce((sum, keys) => sum + keys.length, 0)
    say(`${name}: of ${sent} trades of ${pairs} pairs, as fast as a simulated ${dialects[id].name} can trade`)
    return [
      {
        ...{ name, unit: 'trades lost', samples: [own.lost] },
        baselines: [{ name: baseline, samples: [watched.lost] }],
        goal: { words: '0 of 200,000, each once and in order', met: ({ median }) => median === 0 },
      },
    ]
  },
})

/** Trades that an exchange sent and the feed did not tell, when both are as fast as they can be. */
export const feedLoss: readonly Entry[] = [
  lossOf('feed.loss', 'binance'),
  lossOf('feed.loss.bybit', 'bybit'),
  lossOf('feed.loss.okx', 'okx'),
]

import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { inBenchFolder } from '../support/bench-folder.ts'
import type { Entry } from '../support/entry.ts'
import { interleave } from '../support/interleave.ts'
import { ListeningMarket } from '../support/load/listening-market.ts'
import { type LoadExchange, startLoadExchange } from '../support/load/start-load-exchange.ts'
import type { Measurement } from '../support/report.ts'

const pairs = 50
const rounds = 7
const warmUp = 1

interface Start {
  readonly tookMs: number
  readonly requests: number
}

/** From starting the worker's thread until the bot on each pair has all the candles that it needs. */
const startOnce = async (exchange: LoadExchange, folder: string): Promise<Start> => {
  await exchange.countRequests()
  const startedAt = performance.now()
  const market = new ListeningMarket(join(folder, 'market.db'))
  try {
    const wsUrl = exchange.wsUrlOf('start')
    await market.warmUp({ restUrl: exchange.restUrl, wsUrl }, exchange.symbols)
    return { tookMs: performance.now() - startedAt, requests: await exchange.countRequests() }
  } finally {
    await market.close()
  }
}

/** What a start costs with candles of the last one on disk, and without. */
export const feedStart: Entry = {
  names: ['feed.start', 'feed.start.requests'],
  run: (say) =>
    inBenchFolder(async (parent): Promise<readonly Measurement[]> => {
      say(`feed.start: ${pairs} bots at 1m on ${pairs} pairs of an exchange on this computer`)
      const exchange = await startLoadExchange(pairs)
      try {
        const kept = mkdtempSync(join(parent, 'kept-'))
        await startOnce(exchange, kept)
        const [full = [], empty = []] = await interleave(
          [() => startOnce(exchange, kept), () => startOnce(exchange, mkdtempSync(join(parent, 'new-')))],
          { rounds, warmUp },
        )
        const line = (name: string, unit: string, pick: (start: Start) => number): Measurement => ({
          ...{ name, unit, samples: full.map(pick) },
          baselines: [{ name: 'with an empty market.db', samples: empty.map(pick) }],
        })
        return [
          line('feed.start', 'ms', ({ tookMs }) => tookMs),
          line('feed.start.requests', 'REST requests', ({ requests }) => requests),
        ]
      } finally {
        await exchange.close()
      }
    }),
}

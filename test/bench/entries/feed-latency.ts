import { setTimeout } from 'node:timers/promises'
import type { Entry } from '../support/entry.ts'
import { interleave } from '../support/interleave.ts'
import { startBareWorker } from '../support/load/bare-worker.ts'
import { ListeningMarket } from '../support/load/listening-market.ts'
import type { ClosingSent } from '../support/load/load-exchange.ts'
import { startLoadExchange } from '../support/load/start-load-exchange.ts'
import type { Measurement } from '../support/report.ts'

const pairs = 100
const perSecond = 1_000
const client = 'own'
const rounds = 4
const messagesPerRound = 5_000
const minute = 60_000
const settleMs = 1_000

const keyOf = (symbol: string, openTime: number): string => `${symbol.replace('/', '')} ${openTime}`

/** When the news of each closed candle arrived on this thread: ns of the clock that all processes share. */
class Arrivals {
  readonly #at = new Map<string, bigint>()

  note(symbol: string, openTime: number): void {
    this.#at.set(keyOf(symbol, openTime), process.hrtime.bigint())
  }

  /** Milliseconds from writing each message to the arrival of what came of it. */
  async since(closings: readonly ClosingSent[]): Promise<readonly number[]> {
    // The last ones may still be on their way.
    await setTimeout(settleMs)
    return closings.map(({ symbol, openTime, sentAt }) => {
      const at = this.#at.get(keyOf(symbol, openTime))
      if (at === undefined) throw new Error(`nothing came of the candle of ${symbol} at ${openTime}`)
      return Number(at - sentAt) / 1e6
    })
  }
}

/** From bytes written by an exchange to a strategy's reading on the main thread. */
export const feedLatency: Entry = {
  names: ['feed.latency'],
  async run(say): Promise<readonly Measurement[]> {
    say(
      `feed.latency: ${perSecond} messages a second over ${pairs} pairs, 700 trades, 200 candles in progress`,
    )
    say('feed.latency: and 100 closed ones; from writing those to the reading at main, a bot on each pair')
    const exchange = await startLoadExchange(pairs)
    const market = new ListeningMarket(null)
    const [own, bare] = [new Arrivals(), new Arrivals()]
    market.onMessage((message) => {
      if (message.kind === 'reading' && message.final) own.note(message.symbol, message.marketTime - minute)
    })
    const bareWorker = await startBareWorker(exchange, (id, openTime) => bare.note(id, openTime))
    try {
      await market.warmUp({ restUrl: exchange.restUrl, wsUrl: exchange.wsUrlOf(client) }, exchange.symbols)
      await exchange.awaitListener(client)
      // The minute in progress may close by the clock before the load says so.
      await exchange.pace(client, 2_000, perSecond)
      const [samples = [], baseline = []] = await interleave(
        [
          async () => own.since(await exchange.pace(client, messagesPerRound, perSecond)),
          async () => bare.since(await bareWorker.pace(messagesPerRound, perSecond)),
        ],
        { rounds, warmUp: 0 },
      )
      return [
        {
          ...{ name: 'feed.latency', unit: 'ms', samples: samples.flat() },
          baselines: [{ name: 'raw ws + JSON.parse + one message to main', samples: baseline.flat() }],
          goal: {
            words: 'p50 ≤ 0.3 ms and p99 ≤ 5 ms',
            met: ({ median, p99 }) => median <= 0.3 && p99 <= 5,
          },
        },
      ]
    } finally {
      await market.close()
      await bareWorker.close()
      await exchange.close()
    }
  },
}

import type { StrategyDefinition } from '../../../../src-main/domain/strategies/strategy.ts'
import type { Entry } from '../entry.ts'
import { interleave } from '../interleave.ts'
import type { Measurement } from '../report.ts'
import { Arrivals } from './arrivals.ts'
import { startBareWorker } from './bare-worker.ts'
import { ListeningMarket } from './listening-market.ts'
import { startLoadExchange } from './start-load-exchange.ts'

const pairs = 100
const perSecond = 1_000
const client = 'own'
const rounds = 4
const messagesPerRound = 5_000
const minute = 60_000

interface DecisionLatency {
  readonly name: string
  /** A bot with it works on each pair. */
  readonly strategy: StrategyDefinition
  readonly goalP99Ms: number
}

/** From bytes written by an exchange to a strategy's reading on the main thread. */
export const decisionLatency = ({ name, strategy, goalP99Ms }: DecisionLatency): Entry => ({
  names: [name],
  async run(say): Promise<readonly Measurement[]> {
    say(`${name}: ${perSecond} messages a second over ${pairs} pairs, 700 trades, 200 candles in progress`)
    say(
      `${name}: and 100 closed ones; from writing those to the reading at main, ${strategy.id} on each pair`,
    )
    const exchange = await startLoadExchange(pairs)
    const market = new ListeningMarket(null)
    const [own, bare] = [new Arrivals(), new Arrivals()]
    market.onMessage((message) => {
      if (message.kind === 'reading' && message.final) own.note(message.symbol, message.marketTime - minute)
    })
    const bareWorker = await startBareWorker(exchange, (id, openTime) => bare.note(id, openTime))
    try {
      const address = { restUrl: exchange.restUrl, wsUrl: exchange.wsUrlOf(client) }
      await market.warmUp(address, exchange.symbols, strategy)
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
          ...{ name, unit: 'ms', samples: samples.flat() },
          baselines: [{ name: 'raw ws + JSON.parse + one message to main', samples: baseline.flat() }],
          goal: {
            words: `p50 ≤ 0.3 ms and p99 ≤ ${goalP99Ms} ms`,
            met: ({ median, p99 }) => median <= 0.3 && p99 <= goalP99Ms,
          },
        },
      ]
    } finally {
      await market.close()
      await bareWorker.close()
      await exchange.close()
    }
  },
})

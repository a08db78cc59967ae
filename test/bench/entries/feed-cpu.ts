import type { Entry } from '../support/entry.ts'
import { interleave } from '../support/interleave.ts'
import type { ContenderKind } from '../support/load/contender.ts'
import { type Contender, startContender } from '../support/load/start-contender.ts'
import { startLoadExchange } from '../support/load/start-load-exchange.ts'
import type { Measurement } from '../support/report.ts'

const pairs = 100
const kinds: readonly ContenderKind[] = ['own', 'raw', 'hook']
const baselines = ['raw ws + JSON.parse', 'ccxt with handlers that only count'] as const
const loads = [
  { name: 'feed.cpu.saturated', messages: 50_000, perSecond: null, rounds: 10, warmUp: 3 },
  { name: 'feed.cpu.paced', messages: 3_000, perSecond: 1_000, rounds: 8, warmUp: 1 },
] as const

/** What a message of the stream costs from the socket to the event that the feed emits. */
export const feedCpu: Entry = {
  names: loads.map(({ name }) => name),
  async run(say): Promise<readonly Measurement[]> {
    say(`feed.cpu: ${pairs} pairs; of ten messages seven are trades, three candles; CPU of the whole process`)
    say('feed.cpu.paced: 1,000 messages a second; saturated: as fast as they are taken')
    const exchange = await startLoadExchange(pairs)
    const contenders: Contender[] = []
    try {
      for (const kind of kinds) contenders.push(await startContender(kind, exchange))
      const measurements: Measurement[] = []
      for (const { name, messages, perSecond, rounds, warmUp } of loads) {
        const [samples = [], ...rest] = await interleave(
          contenders.map((contender) => () => contender.cpuPerMessage(messages, perSecond)),
          { rounds, warmUp },
        )
        measurements.push({
          ...{ name, unit: 'µs', samples },
          baselines: baselines.map((baseline, index) => ({ name: baseline, samples: rest[index] ?? [] })),
          goal: {
            words: '≤ 3 × raw and ≤ 1.3 × ccxt',
            met: ({ ratios: [raw = 0, ccxt = 0] }) => raw >= 1 / 3 && ccxt >= 1 / 1.3,
          },
        })
      }
      return measurements
    } finally {
      for (const contender of contenders) await contender.close()
      await exchange.close()
    }
  },
}

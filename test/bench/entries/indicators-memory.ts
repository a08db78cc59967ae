import { join } from 'node:path'
import type { Entry } from '../support/entry.ts'
import type { CrowdQuestion, Grown } from '../support/indicators/crowd.ts'
import { interleave } from '../support/interleave.ts'
import { startForked } from '../support/load/forked.ts'
import type { Measurement } from '../support/report.ts'

const series = 1_000
const candles = 100_000
const rounds = 200
const warmUp = 50
const program = join(import.meta.dirname, '../support/indicators/crowd.ts')

/** The full set on every symbol of a large exchange. */
export const indicatorsMemory: Entry = {
  names: [
    'indicators.memory',
    'indicators.memory.growth',
    'indicators.sweep.ticks',
    'indicators.sweep.commits',
  ],
  async run(say): Promise<readonly Measurement[]> {
    say(`indicators.memory: ${series} series with the full set; growth over ${candles} candles`)
    const crowd = startForked<CrowdQuestion, Grown | number>(program)
    try {
      const grown = (await crowd.ask({ what: 'grow', series, candles })) as Grown
      const [ticks = [], commits = []] = await interleave(
        [
          async () => (await crowd.ask({ what: 'tick' })) as number,
          async () => (await crowd.ask({ what: 'commit' })) as number,
        ],
        { rounds, warmUp },
      )
      return [
        {
          ...{ name: 'indicators.memory', unit: 'KB', samples: [grown.bytes / 1024] },
          goal: { words: '≤ 20 KB a series', met: ({ median }) => median <= 20 },
        },
        {
          ...{ name: 'indicators.memory.growth', unit: 'B', samples: [grown.growth] },
          // What the process itself allocates meanwhile, by a hundred times more candles than that many bytes.
          goal: { words: '0 a candle', met: ({ median }) => median < 0.01 },
        },
        {
          ...{ name: 'indicators.sweep.ticks', unit: 'ms', samples: ticks },
          goal: { words: `≤ 1 ms over ${series} series`, met: ({ median }) => median <= 1 },
        },
        {
          ...{ name: 'indicators.sweep.commits', unit: 'ms', samples: commits },
          goal: { words: `≤ 3 ms over ${series} series`, met: ({ median }) => median <= 3 },
        },
      ]
    } finally {
      await crowd.close()
    }
  },
}

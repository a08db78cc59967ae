import type { WorkerReport } from '../../src-main/adapters/market-pool/protocol.ts'
import { SharedMarks } from '../../src-main/adapters/market-pool/shared-marks.ts'
import { withReadingsOfEach } from '../../src-main/adapters/market-pool/shared-readings.ts'
import type { AnalysisMessage, AnalysisTask } from '../../src-main/engine/ports/analysis.ts'
import { MarketShard } from '../../src-main/workers/market/market-shard.ts'
import { FakeClock, settled } from './fake-clock.ts'
import type { ScriptedFeed } from './scripted-feed.ts'

type Kind = AnalysisMessage['kind']
type Of<K extends Kind> = Extract<AnalysisMessage, { kind: K }>

/** A market worker's parts on a scripted feed, and everything that they report. */
export class ShardBench {
  readonly feed: ScriptedFeed
  readonly clock = new FakeClock()
  readonly reports: WorkerReport[] = []
  readonly shard: MarketShard
  /** As main sees them. */
  marks = new SharedMarks()
  /** Whether main deals with what it is sent. */
  mainTakes = true

  constructor(feed: ScriptedFeed) {
    this.feed = feed
    const info = { id: 'demo', name: 'Demo', kind: 'replay', exchangeId: null, speed: 1 } as const
    this.shard = new MarketShard(
      async () => ({ info, feed }),
      this.clock,
      (report) => {
        this.reports.push(report)
        if (report.kind === 'marks') this.marks = new SharedMarks(report.memory)
        if (report.kind === 'messages' && this.mainTakes) this.marks.take()
      },
    )
    this.shard.addVenue({ info, feed })
  }

  get messages(): readonly AnalysisMessage[] {
    return this.reports.flatMap((report) =>
      report.kind === 'messages' ? [...withReadingsOfEach(report.messages)] : [],
    )
  }
  of<K extends Kind>(kind: K): readonly Of<K>[] {
    return this.messages.filter((message): message is Of<K> => message.kind === kind)
  }
  readingsOf(botId: string): readonly Of<'reading'>[] {
    return this.of('reading').filter((message) => message.botId === botId)
  }

  async assign(change: Partial<AnalysisTask> = {}): Promise<void> {
    this.shard.handle({ kind: 'assign', task: { ...usualTask, ...change } })
    await settled()
  }
  async release(botId = usualTask.botId, symbol = usualTask.symbol): Promise<void> {
    this.shard.handle({ kind: 'release', botId, symbol })
    await settled()
  }
  /** So many minutes close and are told. */
  async close1m(count = 1): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      this.feed.close1m()
      await settled()
    }
  }
}

export const usualTask: AnalysisTask = {
  botId: 'b1',
  venueId: 'demo',
  symbol: 'BTC/USDT',
  timeframe: '1m',
  strategyId: 'ema-cross',
  parameters: { fast: '2', slow: '3' },
  version: 1,
  readEveryMs: 5_000,
}

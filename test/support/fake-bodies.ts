import { Changes } from '../../src-main/engine/changes.ts'
import type { TopicBodies } from '../../src-main/shell/ipc/topic-bodies.ts'
import type { FeedBody, Topic } from '../../src-preload/contract/feed.ts'
import { memoryLog } from './test-engine.ts'

const named = (kind: FeedBody['kind'], ids: readonly string[]) => ({ kind, changed: [...ids], removed: [] })

/** Bodies of the feed that name what they are about and nothing else: what is told when is what counts. */
export class FakeBodies {
  readonly changes = new Changes(memoryLog())
  readonly watched: (readonly Topic[])[] = []
  /** Positions on every pair, for changes of its price. */
  readonly held: { readonly id: string; readonly botId: string }[] = []
  /** Bots that came to be halted. */
  halted: readonly string[] = []
  history: Promise<FeedBody[]> = Promise.resolve([])

  /** As the publisher takes it; only what it calls is there. */
  get asTopicBodies(): TopicBodies {
    return this as unknown as TopicBodies
  }

  engine = () => ({ kind: 'engine' })
  settings = () => ({ kind: 'settings' })
  alerts = () => ({ kind: 'alerts' })
  bots = (ids: readonly string[]) => named('bots', ids)
  positions = (ids: readonly string[]) => named('positions', ids)
  orders = (ids: readonly string[]) => named('orders', ids)
  balances = () => ({ kind: 'balances' })
  breakers = () => ({ kind: 'breakers' })
  limits = () => ({ kind: 'limits' })
  botLimits = (botId: string) => [{ kind: 'botLimits', botId }]
  kill = () => ({ kind: 'kill' })
  haltedOtherwise = () => this.halted
  positionsAt = () => this.held
  all = (topics: readonly Topic[]) => topics.map(({ topic }) => ({ kind: topic }))
  fill = (booked: unknown) => booked
  decision = (decision: unknown) => decision
  equityPoint = (sample: unknown) => sample
  candleHistory = () => this.history
  watchMarkets = (topics: readonly Topic[]) => {
    this.watched.push(topics)
  }
}

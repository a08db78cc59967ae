import { demoMarkets } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import { TopicBodies } from '../../../src-main/shell/ipc/topic-bodies.ts'
import type { FeedBody } from '../../../src-preload/contract/feed.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { demoBot, startTestEngine } from '../../support/test-engine.ts'
import { timed } from './interleave.ts'
import { openStore } from './open-store.ts'

const botCount = 100
const tradedMs = 60_000
const buildRounds = 300

export interface LoadBodies {
  /** The feed's message about a hundred bots that have traded for an hour of market time. */
  readonly body: Extract<FeedBody, { kind: 'bots' }>
  /** Milliseconds of the main thread to build it from the engine's state. */
  readonly buildMs: readonly number[]
}

/** Lets a hundred bots trade the demo market under a clock that is moved, and asks for what the window would hear. */
export const loadBodies = async (folder: string): Promise<LoadBodies> => {
  const data = openStore(folder)
  const clock = new FakeClock()
  const { engine } = await startTestEngine(data.store, clock)
  try {
    const bots = Array.from({ length: botCount }, (_, index) =>
      demoBot(`Load ${index + 1}`, demoMarkets[index % demoMarkets.length]?.symbol ?? '', {
        allocation: '60',
      }),
    )
    const started = await engine.command((running) => running.startBots(bots))
    if (!started.ok) throw new Error(`the bots could not start: ${JSON.stringify(started.error)}`)
    await clock.advance(tradedMs)
    const bodies = new TopicBodies({
      engine,
      store: data.store,
      settings: () => {
        throw new Error('settings are not asked for')
      },
      live: () => ({ isOn: false, accounts: [], isTrading: false, arming: null, refused: null }),
      processFacts: () => ({ cpuRatio: 0, memoryBytes: 0 }),
      watchCandles: () => () => {},
      watchQuotes: () => () => {},
      candles: async () => [],
    })
    const build = () => bodies.bots(started.value)
    const buildMs = Array.from({ length: buildRounds }, () => timed(build)).slice(buildRounds / 10)
    const body = build()
    if (body.kind !== 'bots' || body.changed.length !== botCount) throw new Error('the message lacks bots')
    return { body, buildMs }
  } finally {
    await engine.stop()
    data.close()
  }
}

import type { FeedMessage } from '../../src-preload/contract/feed.ts'
import type { Language } from '../../src-preload/contract/values.ts'
import type { AppView } from '../../src-preload/contract/views.ts'
import { systemClock } from '../adapters/clock/system-clock.ts'
import { Keychain } from '../adapters/keychain/keychain.ts'
import { openSystemVault } from '../adapters/keychain/vault.ts'
import type { FileLog } from '../adapters/log/file-log.ts'
import type { ReadyDataFolder } from '../adapters/store/open-data-folder.ts'
import { workerLink } from '../adapters/threads/worker-link.ts'
import type { Engine } from '../engine/engine.ts'
import type { AccountWorkerData } from '../workers/account.worker.ts'
import type { SettingsDesk } from './app-settings.ts'
import { composeTrading, processIds } from './compose.ts'
import type { Handlers } from './ipc/ask-server.ts'
import { FeedPublisher } from './ipc/feed-publisher.ts'
import { createHandlers, type HandlerParts } from './ipc/handlers.ts'
import { TopicBodies } from './ipc/topic-bodies.ts'
import { LiveGuard } from './live/live-guard.ts'
import { MarketThreads } from './market-threads.ts'
import { processFacts } from './process-facts.ts'
import { liveView } from './views/live-view.ts'

/** The demo repeats itself: same prices within a minute, same slippage. */
const demoSeed = 1

interface SessionParts {
  readonly data: ReadyDataFolder
  readonly log: FileLog
  readonly resources: string
  /** The data folder. */
  readonly folder: string
  readonly marketWorker: string
  readonly candleWriter: string
  readonly accountWorker: string
  readonly exchangeFolder: string
  readonly settings: SettingsDesk
  readonly info: () => AppView
  readonly send: (message: FeedMessage) => void
  readonly shellActions: Pick<HandlerParts, 'openLink' | 'openDataFolder' | 'confirmNatively'>
}

/** The engine with all that hangs on one opened data folder, from start to stop. */
export interface TradingSession {
  readonly engine: Engine
  readonly data: ReadyDataFolder
  readonly handlers: Handlers
  readonly publisher: FeedPublisher
  readonly language: () => Language
  close(): Promise<void>
}

/** @throws when the engine cannot start; nothing of it runs on then, the data folder stays open */
export const openTradingSession = async (parts: SessionParts): Promise<TradingSession> => {
  const { data, log, settings } = parts
  const { store } = data
  const threads = new MarketThreads({ ...parts, seed: demoSeed })
  const engine = composeTrading({
    store,
    log,
    clock: systemClock,
    ids: processIds(systemClock),
    seed: demoSeed,
    startMarket: (startAt) => threads.start(startAt),
    startAccounts: () => {
      const workerData: AccountWorkerData = { exchangeFolder: parts.exchangeFolder, seed: demoSeed }
      return workerLink(parts.accountWorker, workerData)
    },
    secrets: new Keychain({ open: openSystemVault, clock: systemClock }),
    isRuntimeSupported: parts.info().runtimeSupported,
  })
  const stop = async () => {
    try {
      await engine.stop()
    } finally {
      // Also after an engine that could not write its last word.
      await threads.close()
    }
  }
  try {
    await engine.start()
  } catch (error) {
    await stop().catch((second: unknown) => log.error('engine.stop-failed', { message: String(second) }))
    throw error
  }
  const guard = new LiveGuard({ engine, clock: systemClock, language: () => settings.language() })
  const bodies = new TopicBodies({
    live: () => liveView(engine, guard),
    engine,
    store,
    settings: () => settings.read(),
    processFacts,
    watchCandles: ({ venueId, symbol, timeframe }) => engine.watchCandles(venueId, symbol, timeframe),
    watchQuotes: (venueId, symbol) => engine.watchQuotes(venueId, symbol),
    candles: ({ venueId, symbol, timeframe }, before, limit) =>
      engine.candles(venueId, { symbol, timeframe, before, limit }),
  })
  const publisher = new FeedPublisher({ bodies, clock: systemClock, log, send: parts.send })
  const handlers = createHandlers({
    engine,
    store,
    clock: systemClock,
    publisher,
    bodies,
    guard,
    info: parts.info,
    settings: {
      read: () => settings.read(),
      update: (change) => settings.update(change),
      language: () => settings.language(),
    },
    ...parts.shellActions,
  })
  return {
    engine,
    data,
    handlers,
    publisher,
    language: () => settings.language(),
    close: async () => {
      try {
        publisher.close()
        await stop()
      } finally {
        data.close()
      }
    },
  }
}

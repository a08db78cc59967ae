import { demoVenue } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import type { WorkerReport } from '../../src-main/adapters/market-pool/protocol.ts'
import type { BotSettings } from '../../src-main/domain/bots/bot.ts'
import { defaultsOf } from '../../src-main/domain/parameters.ts'
import { riskLimits } from '../../src-main/domain/risk/limits.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import type { AnalysisMessage } from '../../src-main/engine/ports/analysis.ts'
import type { Clock } from '../../src-main/engine/ports/clock.ts'
import type { Ids } from '../../src-main/engine/ports/ids.ts'
import type { Log } from '../../src-main/engine/ports/log.ts'
import type { Store } from '../../src-main/engine/ports/store.ts'
import { marketTimeKey } from '../../src-main/engine/venues/venue-memory.ts'
import { composeTrading } from '../../src-main/shell/compose.ts'
import type { FakeClock } from './fake-clock.ts'
import { inProcessMarket } from './in-process-market.ts'
import { withoutKeys } from './no-live-accounts.ts'

export interface Logged {
  readonly level: 'error' | 'warn' | 'info'
  readonly event: string
  readonly fields: object
}

/** A log that a test can read. */
export const memoryLog = (): Log & { readonly lines: Logged[] } => {
  const lines: Logged[] = []
  const at =
    (level: Logged['level']) =>
    (event: string, fields: object = {}) => {
      lines.push({ level, event, fields })
    }
  return { lines, error: at('error'), warn: at('warn'), info: at('info') }
}

export const countingIds = (prefix = ''): Ids => {
  let count = 0
  return {
    next: (kind) => {
      count += 1
      return `${prefix}${kind}-${count}`
    },
  }
}

/** For tests of other things: sizes as they are asked for, and no breaker that trips over made-up prices. */
export const unguarded = {
  ...{ kellyShare: '0', lossPerTrade: '1', maxPositionRatio: '1' },
  ...{ lossStreak: '100', dailyLoss: '1', maxDrawdown: '1', maxSlippage: '0.5' },
}

/** Without a stop, which would have an order of its own at the exchange. */
export const demoBot = (name: string, symbol: string, limits: Record<string, string> = {}): BotSettings => ({
  name,
  venueId: demoVenue.id,
  symbols: [symbol],
  timeframe: '1m',
  strategyId: 'ema-cross',
  parameters: { fast: '9', slow: '21' },
  limits: { ...defaultsOf(riskLimits), stopLoss: '0', ...limits },
})

export interface TestEngine {
  readonly engine: Engine
  /** Says something to the engine as if a market worker did. */
  readonly say: (message: AnalysisMessage) => void
  readonly log: ReturnType<typeof memoryLog>
}

/** Where both pairs of `demoBot` cross at one minute within 15 market minutes; the demo's own bots take longer. */
const signalsSoon = Date.UTC(2021, 1, 21, 2, 40)

/** The whole engine on the demo market under the given clock, without threads. */
export const startTestEngine = async (
  store: Store,
  clock: Clock,
  options: { ids?: Ids; seed?: number; marketStart?: number } = {},
): Promise<TestEngine> => {
  const log = memoryLog()
  const resumes = marketTimeKey(demoVenue.id)
  if (store.settings.get(resumes) === null)
    store.settings.set(resumes, String(options.marketStart ?? signalsSoon))
  let report: (report: WorkerReport) => void = () => {}
  const engine = composeTrading({
    ...withoutKeys,
    store,
    log,
    clock,
    ids: options.ids ?? countingIds(),
    seed: options.seed ?? 1,
    startMarket: (startAt) => {
      const link = inProcessMarket(startAt, clock, 60, options.seed ?? 1)
      return {
        ...link,
        onReport: (listener) => {
          report = listener
          link.onReport(listener)
        },
      }
    },
  })
  await engine.start()
  return { engine, log, say: (message) => report({ kind: 'messages', messages: [message] }) }
}

/** As `startTestEngine` while time passes: at a start the exchange may be asked about an order twice, some time apart. */
export const startWhileTimePasses = async (
  store: Store,
  clock: FakeClock,
  options: { ids?: Ids } = {},
): Promise<TestEngine> => {
  const starting = startTestEngine(store, clock, options)
  let over = false
  const end = () => {
    over = true
  }
  starting.then(end, end)
  for (let second = 0; second < 60 && !over; second += 1) await clock.advance(1_000)
  return starting
}

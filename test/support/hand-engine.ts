import { demoStart, demoVenue } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import { MarketPool } from '../../src-main/adapters/market-pool/market-pool.ts'
import { cash } from '../../src-main/domain/money/decimal.ts'
import { Engine } from '../../src-main/engine/engine.ts'
import type { Clock } from '../../src-main/engine/ports/clock.ts'
import type { Exchange } from '../../src-main/engine/ports/exchange.ts'
import type { Account, Store } from '../../src-main/engine/ports/store.ts'
import type { FakeClock } from './fake-clock.ts'
import { inProcessMarket } from './in-process-market.ts'
import { noLivePorts } from './no-live-accounts.ts'
import { countingIds, memoryLog } from './test-engine.ts'

const usualAccount: Account = {
  id: 'a1',
  venueId: demoVenue.id,
  mode: 'paper',
  start: [cash('10000', 'USDT')],
  createdAt: 0,
}

interface HandEngineOptions {
  readonly accounts?: readonly Account[]
  readonly ids?: string
}

/** The engine on the demo's prices, trading at exchanges that a test writes by hand. */
export const startHandEngine = async (
  store: Store,
  clock: Clock,
  exchanges: Exchange | Readonly<Record<string, Exchange>>,
  { accounts = [usualAccount], ids = '' }: HandEngineOptions = {},
): Promise<{ readonly engine: Engine; readonly log: ReturnType<typeof memoryLog> }> => {
  const log = memoryLog()
  const analysis = new MarketPool({ start: () => inProcessMarket(demoStart, clock), clock, log })
  const engine = new Engine({
    live: noLivePorts,
    store,
    analysis,
    clock,
    ids: countingIds(ids),
    log,
    venues: [demoVenue],
    firstAccounts: accounts,
    openExchange: ({ id }) => {
      const exchange = 'submit' in exchanges ? (exchanges as Exchange) : exchanges[id]
      if (exchange === undefined) throw new Error(`no exchange for ${id}`)
      return { exchange, close: () => {} }
    },
  })
  await engine.start()
  return { engine, log }
}

export const liveAccount = (id = 'live-1'): Account => ({ ...usualAccount, id, mode: 'live', start: [] })

/** As `startHandEngine`, where the start waits for time to pass. */
export const startWhileTimePasses = async (
  store: Store,
  clock: FakeClock,
  exchange: Exchange | Readonly<Record<string, Exchange>>,
  options: HandEngineOptions = {},
): Promise<{ readonly engine: Engine; readonly log: ReturnType<typeof memoryLog> }> => {
  let isStarted = false
  const started = startHandEngine(store, clock, exchange, options).finally(() => {
    isStarted = true
  })
  for (let tries = 0; tries < 1_000 && !isStarted; tries += 1) await clock.advance(500)
  return started
}

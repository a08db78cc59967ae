import type { BotSettings } from '../../../src-main/domain/bots/bot.ts'
import { cash } from '../../../src-main/domain/money/decimal.ts'
import { defaultsOf } from '../../../src-main/domain/parameters.ts'
import { riskLimits } from '../../../src-main/domain/risk/limits.ts'
import { Engine } from '../../../src-main/engine/engine.ts'
import type { EnginePorts } from '../../../src-main/engine/engine-ports.ts'
import type { Store } from '../../../src-main/engine/ports/store.ts'
import { noLivePorts } from '../no-live-accounts.ts'
import { countingIds, memoryLog } from '../test-engine.ts'
import { FaultyExchange } from './faulty-exchange.ts'
import { LifeClock } from './life-clock.ts'
import { accountId, startBalances, symbols, venueConfig } from './pairs.ts'
import { Choices } from './random-choices.ts'
import { ScriptedAnalysis } from './scripted-analysis.ts'
import type { World } from './world.ts'

/** Makes something of the engine's ports before it gets them, as a test does that breaks the engine on purpose. */
export type Tamper = (ports: EnginePorts) => EnginePorts

/** One process of the app in a world: its engine, and what it hears of the market and the exchange. */
export interface Life {
  readonly engine: Engine
  readonly clock: LifeClock
  readonly exchange: FaultyExchange
  readonly analysis: ScriptedAnalysis
  readonly log: ReturnType<typeof memoryLog>
}

const botSettings = (world: World): readonly BotSettings[] =>
  world.schedule.bots.map(({ symbol, limits }, index) => ({
    name: `Bot ${index + 1}`,
    venueId: venueConfig.id,
    symbols: [symbol],
    timeframe: '1m',
    strategyId: 'ema-cross',
    parameters: { fast: '9', slow: '21' },
    limits: { ...defaultsOf(riskLimits), ...limits },
  }))

/** Builds the engine; nothing of it runs yet. */
export const openLife = (world: World, store: Store, tamper: Tamper = (ports) => ports): Life => {
  world.lives += 1
  world.watch.forbid('balances were not asked for')
  const { schedule } = world
  const clock = new LifeClock(world.time, world.clockOffsetMs)
  world.begin(clock)
  const exchange = new FaultyExchange({
    world,
    clock,
    choices: new Choices(schedule.seed, 'life', world.lives),
  })
  const analysis = new ScriptedAnalysis(() => clock.monotonic())
  const log = memoryLog()
  const start = Object.entries(startBalances).map(([asset, amount]) => cash(amount, asset))
  const ports: EnginePorts = {
    store,
    analysis,
    clock,
    log,
    ids: countingIds(`${world.lives}-`),
    openExchange: () => ({ exchange, close: () => {} }),
    live: noLivePorts,
    venues: [venueConfig],
    firstAccounts: [
      { id: accountId, venueId: venueConfig.id, mode: 'paper', start, createdAt: schedule.startAt },
    ],
  }
  return { engine: new Engine(tamper(ports)), clock, exchange, analysis, log }
}

/** What the market says first, and on the very first start the user's bots. */
export const settleIn = async ({ engine, analysis }: Life, world: World): Promise<void> => {
  analysis.setData(world.isStale ? 'stale' : 'live', world.time)
  for (const symbol of symbols) {
    const last = Number(world.books.price(symbol)) / 1e18
    if (last > 0) analysis.price(symbol, last, world.time)
  }
  if (engine.roster.size < world.schedule.bots.length) {
    await engine.command((running) => running.startBots(botSettings(world)))
  }
}

import { setImmediate } from 'node:timers/promises'
import { systemClock } from '../../../src-main/adapters/clock/system-clock.ts'
import { openDatabase } from '../../../src-main/adapters/store/driver.ts'
import { tradingFileOf } from '../../../src-main/adapters/store/trading-database.ts'
import type { Engine } from '../../../src-main/engine/engine.ts'
import { composeTrading, processIds } from '../../../src-main/shell/compose.ts'
import { liftLimits, looseBot } from '../../support/lift-limits.ts'
import { withoutKeys } from '../../support/no-live-accounts.ts'
import { demoBot } from '../../support/test-engine.ts'
import { openBareTable } from '../support/bare-table.ts'
import { inBenchFolder } from '../support/bench-folder.ts'
import type { Entry } from '../support/entry.ts'
import { interleave } from '../support/interleave.ts'
import { openStore } from '../support/open-store.ts'
import type { Measurement } from '../support/report.ts'
import { ScriptedMarket } from '../support/scripted-market.ts'
import { silentLog } from '../support/silent-log.ts'

const symbol = 'BTC/USDT'
const botCount = 40
const minute = 60_000
const windowMs = 1_000
const bareMs = 250
const rounds = 10
const warmUp = 1
/** Until all orders of a turn have reached disk and exchange, and are filled. */
const longestTurnMs = 5_000

/** Repeats the work for a while. @returns units of it per second */
const rateOver = async (ms: number, work: () => number | Promise<number>): Promise<number> => {
  const startedAt = performance.now()
  let done = 0
  let now = startedAt
  while (now - startedAt < ms) {
    done += await work()
    now = performance.now()
  }
  return (done * 1000) / (now - startedAt)
}

const startBots = async (engine: Engine): Promise<void> => {
  await liftLimits(engine)
  const limits = { ...looseBot, allocation: '200' }
  const bots = Array.from({ length: botCount }, (_, index) => demoBot(`Load ${index + 1}`, symbol, limits))
  const started = await engine.command((running) => running.startBots(bots))
  if (!started.ok) throw new Error(`the bots could not start: ${JSON.stringify(started.error)}`)
}

/** Every order decided is on both sides once, filled to the full, by one fill that both sides know. */
const checkBooks = (folder: string, decided: number): void => {
  const database = openDatabase(tradingFileOf(folder), { driver: 'better-sqlite3' })
  const count = (of: string): number =>
    Number(database.prepare(`SELECT count(*) AS count FROM ${of}`).get()?.count)
  const facts: readonly (readonly [string, number, number])[] = [
    ['orders of the engine', count('orders'), decided],
    ['different orders', count('(SELECT DISTINCT client_order_id FROM orders)'), decided],
    ['orders filled', count('orders WHERE final = 1 AND ended IS NULL AND filled = quantity'), decided],
    ['orders decided', count('decisions WHERE order_id IN (SELECT client_order_id FROM orders)'), decided],
    ['orders of the exchange', count("paper_orders WHERE status = 'filled'"), decided],
    ['fills of the engine', count('fills'), decided],
    ['different fills', count('(SELECT DISTINCT trade_id FROM fills)'), decided],
    ['fills of the exchange', count('paper_fills'), decided],
    [
      'fills on both sides',
      count('fills JOIN paper_fills USING (trade_id, client_order_id, quantity, price)'),
      decided,
    ],
  ]
  database.close()
  const wrong = facts.filter(([, found, wanted]) => found !== wanted)
  if (wrong.length > 0) {
    throw new Error(wrong.map(([what, found, wanted]) => `${found} ${what}, not ${wanted}`).join('; '))
  }
}

const measure = async (folder: string): Promise<{ measurement: Measurement; decided: number }> => {
  const data = openStore(folder)
  const bare = openBareTable(folder, 'better-sqlite3')
  const market = new ScriptedMarket()
  const log = silentLog()
  const engine = composeTrading({
    ...withoutKeys,
    ...{ store: data.store, log, clock: systemClock, ids: processIds(systemClock), seed: 1 },
    startMarket: () => market,
  })
  let decided = 0
  try {
    await engine.start()
    await startBots(engine)
    engine.changes.subscribe((change) => {
      if (change.kind === 'decision' && change.decision.orderId !== null) decided += 1
    })
    let marketTime = Date.UTC(2026, 0, 1)
    const turn = async (): Promise<number> => {
      const before = decided
      marketTime += minute
      // A little higher for each sale than for the purchase before it, so that fees do not use up the money.
      market.act(symbol, (marketTime / minute) % 2 === 0 ? 50_000 : 50_200, marketTime)
      const until = performance.now() + longestTurnMs
      while (engine.books.orders.size > 0 && performance.now() < until) await setImmediate()
      if (engine.books.orders.size > 0) throw new Error(`${engine.books.orders.size} orders are left open`)
      return decided - before
    }
    const [samples = [], baseline = []] = await interleave(
      [
        () => rateOver(windowMs, turn),
        () =>
          rateOver(bareMs, () => {
            bare.insert()
            return 1
          }),
      ],
      { rounds, warmUp },
    )
    if (log.errors.length > 0) throw new Error(`the engine logged ${log.errors[0]}`)
    const measurement: Measurement = {
      ...{ name: 'engine.order-intents', unit: 'orders/s', better: 'more', samples },
      baselines: [{ name: 'bare rows/s, better-sqlite3, synchronous=FULL', samples: baseline }],
      goal: { words: '≥ 500/s, none lost or duplicated', met: ({ median }) => median >= 500 },
    }
    return { measurement, decided }
  } finally {
    await engine.stop()
    bare.close()
    data.close()
  }
}

/** How many orders a second go from a signal to a booked fill, each step durable. */
export const orderIntents: Entry = {
  names: ['engine.order-intents'],
  run: (say) =>
    inBenchFolder(async (folder) => {
      say(
        `engine.order-intents: ${botCount} bots buy and sell in turn; decision, risk, intent, fill, position`,
      )
      const { measurement, decided } = await measure(folder)
      checkBooks(folder, decided)
      say(`engine.order-intents: all ${decided} orders and their fills are on both sides once`)
      return [measurement]
    }),
}

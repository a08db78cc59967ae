import { systemClock } from '../../src-main/adapters/clock/system-clock.ts'
import { openDataFolder } from '../../src-main/adapters/store/open-data-folder.ts'
import { composeTrading, processIds } from '../../src-main/shell/compose.ts'
import { inProcessMarket } from './in-process-market.ts'
import { liftLimits, looseBot } from './lift-limits.ts'
import { withoutKeys } from './no-live-accounts.ts'
import { demoBot, memoryLog } from './test-engine.ts'

/**
 * The engine under plain Node.js on a data folder, trading as often as it can until it is killed.
 * Says "trading" once it runs; "blocked: …" when its books do not agree with the exchange's.
 */
const [folder = '', speed = '3000'] = process.argv.slice(2)
const opened = openDataFolder({ folder, now: Date.now })
if (opened.kind !== 'ready') {
  process.stdout.write(`blocked: data folder is ${opened.kind}\n`)
  process.exit(1)
}
const log = memoryLog()
const engine = composeTrading({
  ...withoutKeys,
  store: opened.store,
  log,
  clock: systemClock,
  ids: processIds(systemClock),
  seed: 1,
  startMarket: (startAt) => inProcessMarket(startAt, systemClock, Number(speed)),
})
await engine.start()
await liftLimits(engine)
const busy = { ...looseBot, allocation: '4000', tradeRatio: '0.4' }
const bots = [
  { ...demoBot('Kill A', 'BTC/USDT', busy), parameters: { fast: '2', slow: '3' } },
  { ...demoBot('Kill B', 'DASH/USDT', busy), parameters: { fast: '2', slow: '4' } },
]
const started = await engine.command((e) => e.startBots(bots))
const problem = engine.books.blocked?.message ?? (started.ok ? null : JSON.stringify(started.error))
process.stdout.write(problem === null ? 'trading\n' : `blocked: ${problem}\n`)

import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { systemClock } from '../../../src-main/adapters/clock/system-clock.ts'
import { demoVenue } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import type { WorkerLink } from '../../../src-main/adapters/market-pool/protocol.ts'
import { workerLink } from '../../../src-main/adapters/threads/worker-link.ts'
import type { Engine } from '../../../src-main/engine/engine.ts'
import type { AnalysisTask } from '../../../src-main/engine/ports/analysis.ts'
import { composeTrading, processIds } from '../../../src-main/shell/compose.ts'
import { liftLimits, looseBot } from '../../support/lift-limits.ts'
import { withoutKeys } from '../../support/no-live-accounts.ts'
import { demoBot } from '../../support/test-engine.ts'
import { openBareTable } from '../support/bare-table.ts'
import { inBenchFolder } from '../support/bench-folder.ts'
import { startEchoWorker } from '../support/echo-worker.ts'
import type { Entry } from '../support/entry.ts'
import { timed } from '../support/interleave.ts'
import type { TellPrices, Tick, TickingReport, TickingWorkerData } from '../support/load/ticking-worker.ts'
import { openStore } from '../support/open-store.ts'
import type { Measurement } from '../support/report.ts'
import { alwaysAct } from '../support/scripted-market.ts'
import { silentLog } from '../support/silent-log.ts'

const name = 'risk.tick-to-stop'
const pairs = 100
const perSecond = 5_000
const mostOpen = 500
const leastOpen = 200
const limitMs = 120_000
/** Of the bare message and the bare row, which meet threads as busy as an exit does. */
const bareRounds = 300
const pauseMs = 20

const symbols = Array.from({ length: pairs }, (_, index) => `COIN${index + 1}/USDT`)

/** The market's worker; bots' strategies are not run there, every reading is the benchmark's own. */
const startMarket = () => {
  const workerData: TickingWorkerData = { symbols }
  const path = join(import.meta.dirname, '../support/load/ticking-worker.ts')
  const worker = workerLink<Parameters<WorkerLink['send']>[0] | TellPrices | Tick, TickingReport>(
    path,
    workerData,
  )
  const tasks = new Map<string, AnalysisTask>()
  const receivedAt = new Map<string, number>()
  const listeners: ((report: Parameters<Parameters<WorkerLink['onReport']>[0]>[0]) => void)[] = []
  let trades = 0
  worker.onReport((report) => {
    if (report.kind === 'ticked') {
      trades = report.trades
      return
    }
    if (report.kind === 'messages') {
      for (const message of report.messages) {
        if (message.kind === 'stop-touched') receivedAt.set(message.positionId, message.receivedAt)
      }
    }
    for (const listener of listeners) listener(report)
  })
  const link: WorkerLink = {
    ...worker,
    send: (command) => {
      if (command.kind === 'assign') tasks.set(command.task.botId, command.task)
      else if (command.kind !== 'release') worker.send(command)
    },
    onReport: (listener) => listeners.push(listener),
  }
  /** Makes each bot enter at the price that was told. */
  const enter = (): void => {
    for (const { botId, symbol, version } of tasks.values()) {
      const about = { kind: 'reading', botId, symbol, version, reading: alwaysAct, price: 100 } as const
      const at = { marketTime: Date.now(), trueRange: null, final: true, receivedAt: 0 } as const
      for (const listener of listeners) listener({ kind: 'messages', messages: [{ ...about, ...at }] })
    }
  }
  return { link, send: worker.send, enter, receivedAt, trades: () => trades }
}

/** One bot for each position, each with another distance of its trailing stop: 0.5 to 4 %. */
const startBots = async (engine: Engine): Promise<void> => {
  const bots = Array.from({ length: mostOpen }, (_, index) => {
    const distance = 0.005 + (0.035 * (index % 250)) / 250
    const limits = { ...looseBot, allocation: '15', tradeRatio: '1', stopLoss: '0' }
    return demoBot(`Load ${index + 1}`, symbols[index % pairs] ?? '', {
      ...limits,
      trailingStop: (Math.round(distance * 1_000) / 1_000).toString(),
    })
  })
  await liftLimits(engine)
  const started = await engine.command((running) => running.startBots(bots))
  if (!started.ok) throw new Error(`the bots could not start: ${JSON.stringify(started.error)}`)
}

const until = async (what: string, isSo: () => boolean): Promise<void> => {
  for (const endsAt = performance.now() + limitMs; !isSo(); ) {
    if (performance.now() > endsAt) throw new Error(`${what} took longer than ${limitMs / 1_000} s`)
    await setTimeout(20)
  }
}

const measure = (say: (text: string) => void) =>
  inBenchFolder(async (folder) => {
    const data = openStore(folder)
    const bareTable = openBareTable(folder, 'better-sqlite3')
    const log = silentLog()
    const echo = startEchoWorker()
    const market = startMarket()
    const engine = composeTrading({
      ...withoutKeys,
      ...{ store: data.store, log, clock: systemClock, ids: processIds(systemClock), seed: 1 },
      startMarket: () => market.link,
    })
    const samples: number[] = []
    const bare: number[] = []
    try {
      await engine.start()
      await startBots(engine)
      for (const symbol of symbols) engine.watchQuotes(demoVenue.id, symbol)
      market.send({ kind: 'tell-prices' })
      await until('prices', () =>
        symbols.every((symbol) => engine.books.mark(demoVenue.id, symbol) !== undefined),
      )
      market.enter()
      const { positions, orders } = engine.books
      const isBuying = () => [...orders.values()].some(({ order }) => order.purpose === 'entry')
      // What could not be bought at once is bought at the next price.
      await until('open positions', () => {
        if (isBuying()) market.send({ kind: 'tell-prices' })
        return positions.size >= mostOpen && !isBuying()
      })
      const [account] = engine.books.accounts.values()
      if (account === undefined) throw new Error('no account')
      const { exchange } = account
      const submit = exchange.submit.bind(exchange)
      // The intent is durable when the exchange is asked, and not before.
      exchange.submit = (order) => {
        const from = market.receivedAt.get(
          engine.books.orders.get(order.clientOrderId)?.order.positionId ?? '',
        )
        if (order.purpose === 'exit' && from !== undefined) {
          samples.push(systemClock.monotonic() - from)
        }
        return submit(order)
      }
      market.send({ kind: 'tick', perSecond })
      const startedAt = performance.now()
      await until(`fewer than ${leastOpen} open positions`, () => positions.size <= leastOpen)
      const seconds = (performance.now() - startedAt) / 1_000
      say(
        `${name}: ${Math.round(market.trades() / seconds)} trades a second were made over ${seconds.toFixed(0)} s`,
      )
      if (log.errors.length > 0) throw new Error(`the engine logged ${log.errors[0]}`)
      // Once no exit is measured any more: a row of its own would hold the next one up.
      const measured = samples.slice()
      for (let round = 0; round <= bareRounds; round += 1) {
        await setTimeout(pauseMs)
        echo.ask()
        const [way = 0] = echo.samples.slice(-1)
        bare.push(timed(bareTable.insert) + way)
      }
      return { samples: measured, bare: bare.slice(1) }
    } finally {
      await engine.stop()
      await echo.close()
      bareTable.close()
      data.close()
    }
  })

/** From the trade that crosses a trailing stop, in the market worker, to the exit's intent on disk. */
export const tickToStop: Entry = {
  names: [name],
  async run(say): Promise<readonly Measurement[]> {
    say(
      `${name}: ${perSecond} trades a second over ${pairs} pairs, ${mostOpen} down to ${leastOpen} open positions,`,
    )
    say(
      `${name}: each with a trailing stop; from the worker's receipt of the trade to the durable exit order`,
    )
    const { samples, bare } = await measure(say)
    return [
      {
        ...{ name, unit: 'ms', samples },
        baselines: [{ name: 'one bare message between threads and one bare durable row', samples: bare }],
        goal: { words: 'p99 ≤ 2 ms', met: ({ p99 }) => p99 <= 2 },
      },
    ]
  },
}

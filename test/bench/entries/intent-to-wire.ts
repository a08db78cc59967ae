import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { BroadcastChannel } from 'node:worker_threads'
import { AccountPool } from '../../../src-main/adapters/account-pool/account-pool.ts'
import type { AccountLink } from '../../../src-main/adapters/account-pool/protocol.ts'
import { systemClock } from '../../../src-main/adapters/clock/system-clock.ts'
import { demoMarkets, demoVenue } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import { MarketPool } from '../../../src-main/adapters/market-pool/market-pool.ts'
import { workerLink } from '../../../src-main/adapters/threads/worker-link.ts'
import { cash, cashText, text } from '../../../src-main/domain/money/decimal.ts'
import { Engine } from '../../../src-main/engine/engine.ts'
import type { LiveAccount } from '../../../src-main/engine/ports/live-accounts.ts'
import type { Account } from '../../../src-main/engine/ports/store.ts'
import { processIds } from '../../../src-main/shell/compose.ts'
import type { AccountWorkerData } from '../../../src-main/workers/account.worker.ts'
import { ccxtFolder } from '../../support/ccxt-class.ts'
import { liftLimits, looseBot } from '../../support/lift-limits.ts'
import { noLivePorts } from '../../support/no-live-accounts.ts'
import { demoBot } from '../../support/test-engine.ts'
import { openBareTable } from '../support/bare-table.ts'
import { inBenchFolder } from '../support/bench-folder.ts'
import { startEchoWorker } from '../support/echo-worker.ts'
import type { Entry, Say } from '../support/entry.ts'
import { timed } from '../support/interleave.ts'
import { startForked } from '../support/load/forked.ts'
import type { OpenedOrderExchange, OrderQuestion, Prices, Received } from '../support/load/order-exchange.ts'
import { type SentOrders, sentOrders } from '../support/load/sent-orders.ts'
import { openStore } from '../support/open-store.ts'
import type { Measurement } from '../support/report.ts'
import { ScriptedMarket } from '../support/scripted-market.ts'
import { silentLog } from '../support/silent-log.ts'

const symbol = 'BTC/USDT'
/** Each sale a little above its purchase, so that fees do not use up the money. */
const prices: Prices = ['50000', '50300']
const quote = '100000000'
const minute = 60_000
const perSecond = 50
const turns = 1_500
const warmUp = 100
const fewest = 200
const arrivalMs = 10_000

/** One clock for all processes of the computer, ms. */
const sharedNow = (): number => Number(process.hrtime.bigint()) / 1e6

/** What the account worker tells of orders whose bytes are on the socket. */
const hearSent = () => {
  const channel = new BroadcastChannel(sentOrders)
  const orders: [string, number][] = []
  channel.onmessage = ({ data }: { readonly data: unknown }) => orders.push(...(data as typeof orders))
  return { orders, close: () => channel.close() }
}

/** An account at the exchange, signed for in the account worker as in the app. */
const openAccount = async (opened: OpenedOrderExchange) => {
  const log = silentLog()
  const pool = new AccountPool({
    clock: systemClock,
    log,
    start: (): AccountLink => {
      const data: AccountWorkerData = { exchangeFolder: ccxtFolder, seed: 1 }
      return workerLink(join(import.meta.dirname, '../support/load/sending-account-worker.ts'), data)
    },
  })
  const account = pool.account('bench', demoMarkets)
  const { restUrl, wsUrl, apiKey, secret } = opened
  const ofExchange = { id: 'bench', name: 'Bybit', kind: 'exchange', exchangeId: 'bybit' } as const
  const venue = { ...ofExchange, network: 'live', restUrl, wsUrl } as const
  const check = await account.signed?.open(venue, { apiKey, secret, password: null })
  if (check?.kind !== 'accepted') throw new Error(`the account did not open: ${JSON.stringify(check)}`)
  return { pool, account, log }
}

const engineOn = async (folder: string, { exchange, close }: LiveAccount) => {
  const data = openStore(folder)
  const market = new ScriptedMarket()
  const log = silentLog()
  const account: Account = {
    ...{ id: 'bench', venueId: demoVenue.id, mode: 'paper', createdAt: 0 },
    start: [cash(quote, 'USDT')],
  }
  const engine = new Engine({
    ...{ store: data.store, clock: systemClock, ids: processIds(systemClock), log, live: noLivePorts },
    analysis: new MarketPool({ start: () => market, clock: systemClock, log }),
    venues: [demoVenue],
    firstAccounts: [account],
    openExchange: () => ({ exchange, close }),
  })
  await engine.start()
  await liftLimits(engine, account.id)
  const limits = { ...looseBot, allocation: '1000' }
  const started = await engine.command((running) => running.startBots([demoBot('Load', symbol, limits)]))
  if (!started.ok) throw new Error(`the bot could not start: ${JSON.stringify(started.error)}`)
  return { engine, market, data, log }
}

/**
 * Acts at an even rate; while its order is under way a bot waits.
 * @param between called half way to the next turn, when nothing else is under way
 * @returns when each was decided, by its id
 */
const decide = async (
  engine: Engine,
  market: ScriptedMarket,
  between: () => void,
): Promise<ReadonlyMap<string, number>> => {
  const decidedAt = new Map<string, number>()
  let actedAt = 0
  engine.changes.subscribe((change) => {
    if (change.kind === 'order' && !decidedAt.has(change.id)) decidedAt.set(change.id, actedAt)
  })
  // Ahead of the exchange, whose fills are told with its own time.
  let marketTime = Date.now() + 24 * 60 * minute
  const startedAt = sharedNow()
  for (let turn = 0; turn < turns; turn += 1) {
    await setTimeout(Math.max(0, startedAt + (turn * 1_000) / perSecond - sharedNow()))
    marketTime += minute
    const held = engine.books.positions.size > 0
    actedAt = sharedNow()
    market.act(symbol, Number(prices[held ? 1 : 0]), marketTime)
    await setTimeout(500 / perSecond)
    between()
  }
  if (decidedAt.size < fewest) throw new Error(`only ${decidedAt.size} orders were decided`)
  return decidedAt
}

const measure = (say: Say, folder: string, opened: OpenedOrderExchange, received: () => Promise<Received>) =>
  openAccount(opened).then(async ({ pool, account, log }) => {
    const bench = await engineOn(folder, account)
    const sent = hearSent()
    const bareTable = openBareTable(folder, 'better-sqlite3')
    const echo = startEchoWorker()
    const bare: number[] = []
    try {
      const decidedAt = await decide(bench.engine, bench.market, () => {
        echo.ask()
        const [way = 0] = echo.samples.slice(-1)
        bare.push(timed(bareTable.insert) + way)
      })
      const rate = (decidedAt.size * perSecond) / turns
      say(`orders.intent-to-wire: ${decidedAt.size} orders, ${rate.toFixed(0)} a second`)
      const there = [...(await received())]
      const until = sharedNow() + arrivalMs
      while (Math.min(there.length, sent.orders.length) < decidedAt.size && sharedNow() < until) {
        await setTimeout(100)
        there.push(...(await received()))
      }
      const sinceDecided = (orders: SentOrders) =>
        orders.map(([id, at]) => at - (decidedAt.get(id) ?? Number.NaN)).slice(warmUp)
      const [failure] = [...bench.log.errors, ...log.errors]
      if (failure !== undefined) throw new Error(`it logged ${failure}`)
      if (there.length !== decidedAt.size || sent.orders.length !== decidedAt.size)
        throw new Error(
          `${decidedAt.size} orders were decided, ${sent.orders.length} sent, the exchange had ${there.length}`,
        )
      return { wire: sinceDecided(sent.orders), there: sinceDecided(there), bare: bare.slice(warmUp) }
    } finally {
      sent.close()
      await echo.close()
      bareTable.close()
      await bench.engine.stop()
      await pool.end()
      bench.data.close()
    }
  })

/** From the market's word in the engine to the order's bytes on the socket, and at an exchange on the loopback network. */
export const intentToWire: Entry = {
  names: ['orders.intent-to-wire', 'orders.intent-to-exchange'],
  run: (say) =>
    inBenchFolder(async (folder): Promise<readonly Measurement[]> => {
      say(
        `orders.intent-to-wire: up to ${perSecond} orders/s; decision, risk, durable intent, account worker, signature, until its bytes are on the socket, and until a simulated exchange has them`,
      )
      const program = join(import.meta.dirname, '../support/load/order-exchange.ts')
      const forked = startForked<OrderQuestion, unknown>(program)
      const market = demoMarkets.find((each) => each.symbol === symbol)
      if (market === undefined) throw new Error(`the demo has no ${symbol}`)
      const listed = {
        symbol,
        priceStep: text(market.priceStep),
        amountStep: text(market.amountStep),
        minAmount: text(market.minAmount),
        minNotional: cashText(market.minNotional),
        makerFee: text(market.makerFee),
        takerFee: text(market.takerFee),
      }
      try {
        const question = { do: 'open', symbol: listed, quote, prices } as const
        const opened = (await forked.ask(question)) as OpenedOrderExchange
        const received = () => forked.ask({ do: 'received' }) as Promise<Received>
        const { wire, there, bare } = await measure(say, folder, opened, received)
        const name = 'one bare durable row and one bare message between threads'
        const baselines = [{ name, samples: bare }]
        return [
          { name: 'orders.intent-to-exchange', unit: 'ms', samples: there, baselines },
          {
            ...{ name: 'orders.intent-to-wire', unit: 'ms', samples: wire, baselines },
            goal: {
              words: 'p50 ≤ 1 ms and p99 ≤ 5 ms',
              met: ({ median, p99 }) => median <= 1 && p99 <= 5,
            },
          },
        ]
      } finally {
        await forked.close()
      }
    }),
}

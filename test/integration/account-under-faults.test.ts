import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../src-main/adapters/clock/system-clock.ts'
import { demoStart, demoVenue } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import { MarketPool } from '../../src-main/adapters/market-pool/market-pool.ts'
import { cash, cashText, quantity, text } from '../../src-main/domain/money/decimal.ts'
import { isFinal, stateOf } from '../../src-main/domain/orders/order.ts'
import { seededRandom } from '../../src-main/domain/random.ts'
import { Engine } from '../../src-main/engine/engine.ts'
import type { Clock } from '../../src-main/engine/ports/clock.ts'
import type { Store } from '../../src-main/engine/ports/store.ts'
import { stateOfBot } from '../../src-main/engine/state/roster.ts'
import { openAccountOn, until } from '../support/account-on-simulator.ts'
import type { Control } from '../support/exchange-simulator/control.ts'
import {
  type ExchangeId,
  type ExchangeSimulator,
  startExchangeSimulator,
} from '../support/exchange-simulator/start-exchange-simulator.ts'
import { unitsText } from '../support/exchange-simulator/units.ts'
import { inNewFolder, openStoreIn } from '../support/faults/folders.ts'
import { mortalStore } from '../support/faults/mortal-store.ts'
import { inProcessMarket } from '../support/in-process-market.ts'
import { liftLimits, looseBot } from '../support/lift-limits.ts'
import { noLivePorts } from '../support/no-live-accounts.ts'
import { countingIds, demoBot, memoryLog } from '../support/test-engine.ts'

const symbol = 'BTC/USDT'
const creating: Record<ExchangeId, string> = {
  binance: 'POST /api/v3/order',
  bybit: 'POST /v5/order/create',
  okx: 'POST /api/v5/trade/order',
}

const openSimulator = async (exchangeId: ExchangeId) => {
  const simulator = await startExchangeSimulator({
    exchange: exchangeId,
    speed: 0,
    startAt: demoStart,
    symbols: [
      {
        symbol,
        priceStep: '0.01',
        amountStep: '0.00001',
        minAmount: '0.00001',
        minNotional: '10',
        takerFee: '0.001',
      },
    ],
    accounts: [{ balances: { USDT: '10000' }, fee: { kind: 'received' } }],
  })
  simulator.control.limitRequests(1_000_000)
  return simulator
}

/** One process: it ends between two uses of its database, once it was told after how many, and does nothing more. */
const mortal = (store: Store) => {
  let usesLeft = Number.POSITIVE_INFINITY
  const isDead = () => usesLeft <= 0
  const whileAlive = (call: () => void) => () => {
    if (!isDead()) call()
  }
  const clock: Clock = {
    now: () => systemClock.now(),
    monotonic: () => systemClock.monotonic(),
    after: (ms, call) => systemClock.after(ms, whileAlive(call)),
    every: (ms, call) => systemClock.every(ms, whileAlive(call)),
  }
  return {
    isDead,
    clock,
    store: mortalStore(store, {
      onUse: () => {
        usesLeft -= 1
        if (isDead()) throw new Error('the process has ended')
      },
    }),
    dieAfter: (uses: number) => {
      usesLeft = uses
    },
  }
}

/** The engine trading by the demo's prices on an account of a simulated exchange, a market minute every 100 ms. */
const live = async (exchangeId: ExchangeId, simulator: ExchangeSimulator, store: Store, name: string) => {
  const process = mortal(store)
  const { clock } = process
  const { account } = await openAccountOn(exchangeId, simulator, { deadlineMs: 2_000, echoMs: 1_500 })
  const log = memoryLog()
  const analysis = new MarketPool({ start: () => inProcessMarket(demoStart, clock, 600), clock, log })
  // The exchange has what the bot sees, so that what it sizes can be bought there.
  analysis.subscribe((message) => {
    if (message.kind !== 'quotes' || process.isDead()) return
    for (const quote of message.quotes) {
      if (quote.symbol === symbol) simulator.control.market.trade(symbol, quote.last.toFixed(2), '1')
    }
  })
  const engine = new Engine({
    live: noLivePorts,
    store: process.store,
    analysis,
    clock,
    ids: countingIds(name),
    log,
    venues: [demoVenue],
    firstAccounts: [
      { id: 'paper-demo', venueId: 'demo', mode: 'paper', start: [cash('10000', 'USDT')], createdAt: 0 },
    ],
    openExchange: () => ({ exchange: account, close: () => account.close() }),
  })
  await engine.start()
  return { ...process, engine, log, abandon: () => account.close() }
}

/** One thing after another goes wrong, by a seed; what has struck nothing by then is over when the next comes. */
const spoil = (control: Control, exchangeId: ExchangeId, seed: number): (() => void) => {
  const random = seededRandom(seed)
  const match = creating[exchangeId]
  const page = { kind: 'reply', status: 502, body: '<html></html>' } as const
  const troubles = [
    () => control.dropStreams(),
    () => control.fault({ on: 'request', when: 'after', match, effect: { kind: 'drop' } }),
    () => control.fault({ on: 'request', when: 'before', match, effect: page }),
    () => control.fault({ on: 'request', when: 'after', match, effect: { kind: 'delay', ms: 300 } }),
    () => control.fault({ on: 'message', effect: { kind: 'lose' }, times: 3, chance: 0.5 }),
    () => control.fault({ on: 'message', effect: { kind: 'repeat' }, times: 3 }),
  ]
  const timer = setInterval(() => {
    control.clearFaults()
    troubles[Math.floor(random() * troubles.length)]?.()
  }, 400)
  return () => clearInterval(timer)
}

const seeds = [7, 8]
const runs = (['binance', 'bybit', 'okx'] as const).flatMap((id) => seeds.map((seed) => [id, seed] as const))

describe.concurrent('a bot at a simulated exchange', () => {
  test.for(runs)(
    '(%s, seed %i) trades through lost answers, dropped streams and a crash, and its books are the exchange’s',
    ([exchangeId, seed], { onTestFinished }) =>
      inNewFolder(async (folder) => {
        const simulator = await openSimulator(exchangeId)
        onTestFinished(() => simulator.close())
        const [owner] = simulator.accounts
        const first = openStoreIn(folder)
        const before = await live(exchangeId, simulator, first.store, `${seed}a`)
        const bot = {
          // Breakers would end what is to be seen here: lost answers count as errors of the exchange.
          ...demoBot('Eager', symbol, { ...looseBot, stopLoss: '0.02' }),
          parameters: { fast: '2', slow: '3' },
        }
        await liftLimits(before.engine)
        await before.engine.command((e) => e.startBots([bot]))
        await until(() => first.store.fills.count() > 0)
        const endTrouble = spoil(simulator.control, exchangeId, seed)
        before.dieAfter(Math.ceil(seededRandom(seed)() * 1_500))
        await until(() => before.isDead())
        before.abandon()
        first.close()

        const { store, close } = openStoreIn(folder)
        const { engine, log } = await live(exchangeId, simulator, store, `${seed}b`)
        await delay(6_000)
        endTrouble()
        simulator.control.clearFaults()
        // Nothing is bought before the books are settled with the exchange, which is tried again once a minute.
        const traded = Date.now() + 90_000
        while ((owner?.orders.size ?? 0) < 6 && Date.now() < traded) await delay(50)
        expect(owner?.orders.size).toBeGreaterThanOrEqual(6)
        const [runtime] = engine.roster.all()
        if (runtime === undefined) throw new Error('no bot')
        await engine.command(({ bots }) => bots.stop(runtime.bot.id, 'close'))
        const deadline = Date.now() + 60_000
        while (stateOfBot(runtime) !== 'stopped' && Date.now() < deadline) await delay(50)

        expect(engine.books.blocked).toBeNull()
        expect(engine.books.orders.size).toBe(0)
        const theirs = [...(owner?.orders.values() ?? [])]
        for (const { clientId, filled } of theirs) {
          const ours = store.orders.byId(clientId.replaceAll('Zd', '-'))
          if (ours === null) throw new Error(`${clientId} is not in the books`)
          expect(isFinal(stateOf(ours))).toBe(true)
          expect(text(ours.filled)).toBe(unitsText(filled))
        }
        expect(theirs.some(({ trigger }) => trigger !== null)).toBe(true)
        const balances = engine.books.account('paper-demo').book
        for (const [asset, { free, locked }] of owner?.balances ?? []) {
          expect([asset, cashText(balances.holding(asset))]).toEqual([
            asset,
            text(quantity(unitsText(free + locked))),
          ])
        }
        expect(log.lines.filter(({ level }) => level === 'error')).toEqual([])
        await engine.stop()
        close()
      }),
  )
})

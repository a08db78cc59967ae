import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../src-main/adapters/clock/system-clock.ts'
import { workerLink } from '../../src-main/adapters/threads/worker-link.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import type { Network } from '../../src-main/engine/ports/venue.ts'
import { stateOfBot } from '../../src-main/engine/state/roster.ts'
import { composeTrading } from '../../src-main/shell/compose.ts'
import type { MarketWorkerData } from '../../src-main/workers/market.worker.ts'
import { ccxtFolder } from '../support/ccxt-class.ts'
import {
  type ExchangeId,
  type ExchangeSimulator,
  startExchangeSimulator,
} from '../support/exchange-simulator/start-exchange-simulator.ts'
import { demoFolder } from '../support/in-process-market.ts'
import { withoutKeys } from '../support/no-live-accounts.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { countingIds, demoBot, memoryLog } from '../support/test-engine.ts'

const source = join(import.meta.dirname, '../../src-main')

let opened: TestStore
let simulator: ExchangeSimulator
let engines: Engine[]
beforeEach(() => {
  opened = openTestStore()
  engines = []
})
afterEach(async () => {
  for (const engine of engines) await engine.stop()
  await simulator.close()
  opened.close()
})

/** The engine with a real market worker, as the app has it. */
const startEngine = async (prefix: string) => {
  const engine = composeTrading({
    ...withoutKeys,
    store: opened.store,
    log: memoryLog(),
    clock: systemClock,
    ids: countingIds(prefix),
    seed: 1,
    startMarket: (startAt) => {
      const data: MarketWorkerData = {
        demo: { folder: demoFolder, startAt, speed: 60, seed: 1 },
        exchangeFolder: ccxtFolder,
        candlesFile: join(opened.folder, 'market.db'),
      }
      return workerLink(join(source, 'workers/market.worker.ts'), data)
    },
  })
  await engine.start()
  engines.push(engine)
  return engine
}

const configOf = (exchangeId: ExchangeId, network: Network = 'live') => ({
  id: network === 'live' ? exchangeId : `${exchangeId}-${network}`,
  name: exchangeId,
  kind: 'exchange' as const,
  exchangeId,
  network,
  restUrl: simulator.restUrl,
  wsUrl: simulator.wsUrl,
})

describe.each(['binance', 'bybit', 'okx'] as const)('%s', (id) => {
  test('is connected, trades on paper at its prices, and is there again after a restart', async () => {
    simulator = await startExchangeSimulator({
      exchange: id,
      symbols: 2,
      seed: 3,
      speed: 1,
      tradesPerMinute: 60,
    })
    const engine = await startEngine('a-')
    expect(await engine.venues.connect(configOf(id))).toEqual({ ok: true, value: id })
    expect(await engine.venues.connect(configOf(id))).toEqual({ ok: false, error: { code: 'VENUE_EXISTS' } })
    const symbol = engine.books.venues.get(id)?.info.markets[0]?.symbol ?? ''
    const settings = { ...demoBot('Live prices', symbol), venueId: id }
    const created = await engine.command(({ bots }) => bots.create(settings, 'paper'))
    if (!created.ok) throw new Error(JSON.stringify(created.error))
    await engine.command(({ bots }) => bots.start(created.value))
    const runtime = engine.roster.get(created.value)
    await expect
      .poll(() => (runtime === undefined ? '' : stateOfBot(runtime)), { timeout: 15_000 })
      .toBe('running')
    await expect.poll(() => engine.books.quote(id, symbol)?.last ?? 0, { timeout: 15_000 }).toBeGreaterThan(0)
    expect(engine.venues.disconnect(id)).toEqual({ ok: false, error: { code: 'VENUE_IN_USE' } })
    await engine.stop()
    engines.pop()

    const again = await startEngine('b-')
    const later = again.roster.get(created.value)
    await expect
      .poll(() => (later === undefined ? '' : stateOfBot(later)), { timeout: 15_000 })
      .toBe('running')
    await expect.poll(() => again.books.venues.get(id)?.state, { timeout: 15_000 }).toBe('live')
  })
})

test('two networks of one exchange are connected side by side, each with its own money', async () => {
  simulator = await startExchangeSimulator({ exchange: 'binance', symbols: 1, seed: 3, tradesPerMinute: 60 })
  const engine = await startEngine('a-')
  const [live, testnet] = [configOf('binance'), configOf('binance', 'testnet')]
  for (const config of [live, testnet])
    expect(await engine.venues.connect(config)).toMatchObject({ ok: true })
  expect([...engine.books.accounts.keys()]).toEqual(
    expect.arrayContaining(['paper-binance', 'paper-binance-testnet']),
  )
  expect(engine.venues.disconnect(testnet.id)).toMatchObject({ ok: true })
  expect(engine.books.venues.has(live.id)).toBe(true)
})

test('a venue that was kept before there were networks is on the live one', async () => {
  simulator = await startExchangeSimulator({ exchange: 'binance', symbols: 1, seed: 3 })
  const engine = await startEngine('a-')
  await engine.venues.connect(configOf('binance'))
  await engine.stop()
  engines.pop()
  const { network, ...older } = configOf('binance')
  opened.store.settings.set('venues', JSON.stringify([older]))
  const again = await startEngine('b-')
  expect(again.venues.configOf('binance')).toEqual({ ...older, network: 'live' })
})

test('an exchange that cannot be reached is not connected, and says why', async () => {
  simulator = await startExchangeSimulator({ exchange: 'binance', symbols: 1 })
  const engine = await startEngine('a-')
  const nowhere = { ...configOf('binance'), restUrl: 'http://127.0.0.1:9', wsUrl: 'ws://127.0.0.1:9' }
  const refused = await engine.venues.connect(nowhere)
  expect(refused).toMatchObject({ ok: false, error: { code: 'VENUE_UNREACHABLE' } })
  expect(engine.books.venues.has('binance')).toBe(false)
  expect(await engine.venues.connect(configOf('binance'))).toMatchObject({ ok: true })
  expect(engine.venues.disconnect('binance')).toMatchObject({ ok: true })
  expect(engine.books.venues.has('binance')).toBe(false)
})

test('an exchange is disconnected and connected again at once, over and over, and is heard in the end', async () => {
  simulator = await startExchangeSimulator({ exchange: 'okx', symbols: 2, seed: 3, tradesPerMinute: 60 })
  const engine = await startEngine('a-')
  for (let index = 0; index < 4; index += 1) {
    expect(await engine.venues.connect(configOf('okx'))).toMatchObject({ ok: true })
    expect(engine.venues.disconnect('okx')).toMatchObject({ ok: true })
  }
  // Two presses of the same button end in one.
  const pressed = await Promise.all([1, 2].map(() => engine.venues.connect(configOf('okx'))))
  expect(pressed.filter(({ ok }) => ok)).toHaveLength(1)
  const symbol = engine.books.venues.get('okx')?.info.markets[0]?.symbol ?? ''
  const end = engine.watchQuotes('okx', symbol)
  await expect
    .poll(() => engine.books.quote('okx', symbol)?.last ?? 0, { timeout: 15_000 })
    .toBeGreaterThan(0)
  end()
  expect(engine.books.venues.get('okx')?.state).toBe('live')
})

test('an exchange that is away at the start is waited for, and its bots go on when it is back', async () => {
  simulator = await startExchangeSimulator({ exchange: 'binance', symbols: 1, seed: 3, tradesPerMinute: 60 })
  const port = Number(new URL(simulator.restUrl).port)
  const engine = await startEngine('a-')
  await engine.venues.connect(configOf('binance'))
  const symbol = engine.books.venues.get('binance')?.info.markets[0]?.symbol ?? ''
  const created = await engine.command(({ bots }) =>
    bots.create({ ...demoBot('Away', symbol), venueId: 'binance' }, 'paper'),
  )
  if (!created.ok) throw new Error(JSON.stringify(created.error))
  await engine.command(({ bots }) => bots.start(created.value))
  await engine.stop()
  engines.pop()
  await simulator.close()

  const again = await startEngine('b-')
  const runtime = again.roster.get(created.value)
  expect(runtime === undefined ? '' : stateOfBot(runtime)).toBe('starting')
  simulator = await startExchangeSimulator({
    exchange: 'binance',
    symbols: 1,
    seed: 3,
    port,
    tradesPerMinute: 60,
  })
  await expect
    .poll(() => (runtime === undefined ? '' : stateOfBot(runtime)), { timeout: 30_000 })
    .toBe('running')
})

import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AccountPool } from '../../../src-main/adapters/account-pool/account-pool.ts'
import type { AccountLink } from '../../../src-main/adapters/account-pool/protocol.ts'
import { systemClock } from '../../../src-main/adapters/clock/system-clock.ts'
import { workerLink } from '../../../src-main/adapters/threads/worker-link.ts'
import { price, quantity, text } from '../../../src-main/domain/money/decimal.ts'
import type { ExchangeEvent } from '../../../src-main/engine/ports/exchange.ts'
import type { LiveAccount } from '../../../src-main/engine/ports/live-accounts.ts'
import type { VenueConfig } from '../../../src-main/engine/ports/venue.ts'
import type { AccountWorkerData } from '../../../src-main/workers/account.worker.ts'
import { breakWorker } from '../../support/breakable-worker.ts'
import { ccxtFolder } from '../../support/ccxt-class.ts'
import {
  type ExchangeId,
  type ExchangeSimulator,
  startExchangeSimulator,
} from '../../support/exchange-simulator/start-exchange-simulator.ts'
import { wantedOrder } from '../../support/orders.ts'
import { memoryLog } from '../../support/test-engine.ts'

const workerFile = join(import.meta.dirname, '../../support/breakable-account-worker.ts')

/** Far below the market. */
const bid = wantedOrder({ type: 'limit', quantity: quantity('0.01'), limitPrice: price('1000') })

let simulator: ExchangeSimulator
let pool: AccountPool
let links: AccountLink[]
let log: ReturnType<typeof memoryLog>
beforeEach(() => {
  links = []
  log = memoryLog()
  pool = new AccountPool({
    clock: systemClock,
    log,
    start: () => {
      const data: AccountWorkerData = { exchangeFolder: ccxtFolder, seed: 1 }
      const link: AccountLink = workerLink(workerFile, data, { pingMs: 200 })
      links.push(link)
      return link
    },
  })
})
afterEach(async () => {
  await pool.end()
  await simulator.close()
})

const startSimulator = async (exchange: ExchangeId): Promise<VenueConfig> => {
  simulator = await startExchangeSimulator({ exchange, symbols: ['BTC/USDT'], seed: 1, accounts: [{}, {}] })
  const { restUrl, wsUrl } = simulator
  return {
    id: exchange,
    name: exchange,
    kind: 'exchange',
    exchangeId: exchange,
    network: 'live',
    restUrl,
    wsUrl,
  }
}
const keyOf = (index: number) => {
  const owner = simulator.accounts[index]
  if (owner === undefined) throw new Error(`no account ${index}`)
  return { apiKey: owner.apiKey, secret: owner.secret, password: owner.passphrase }
}
/** An account of the pool, and what it has told, oldest first. */
const openAccount = async (venue: VenueConfig, index = 0) => {
  const account = pool.account(`a${index}`, [])
  const events: ExchangeEvent[] = []
  account.exchange.subscribe((event) => events.push(event))
  const open = () => account.signed.open(venue, keyOf(index))
  expect(await open()).toMatchObject({ kind: 'accepted', report: { owner: `account-${index + 1}` } })
  await heard(events, 'resynchronise')
  return { account, events, open }
}
const heard = (events: readonly ExchangeEvent[], kind: ExchangeEvent['kind']) =>
  expect.poll(() => events.map((event) => event.kind), { timeout: 15_000 }).toContain(kind)
const usdtOf = async ({ exchange }: LiveAccount) => {
  const asked = await exchange.balances()
  if (asked.kind === 'failed') throw new Error(asked.cause)
  const balance = asked.value.find(({ asset }) => asset === 'USDT')
  return balance === undefined ? null : [text(balance.total), text(balance.free)]
}

test.each(['binance', 'bybit', 'okx'] as const)(
  'accounts of %s are traded on in the worker, side by side',
  async (exchange) => {
    const venue = await startSimulator(exchange)
    const [one, two] = [await openAccount(venue, 0), await openAccount(venue, 1)]
    expect(await one.account.exchange.submit(bid)).toMatchObject({ kind: 'accepted' })
    await heard(one.events, 'acknowledged')
    expect(await usdtOf(one.account)).toEqual(['100000', '99990'])
    expect(await usdtOf(two.account)).toEqual(['100000', '100000'])
    expect(two.events.map(({ kind }) => kind)).not.toContain('acknowledged')
    expect(await one.account.exchange.cancel('o1', 'BTC/USDT')).toEqual({
      kind: 'answered',
      value: 'accepted',
    })
    await heard(one.events, 'cancelled')
    expect(one.account.exchange.capabilities('BTC/USDT').types).toContain('limit')
    expect(one.account.exchange.capabilities('NO/PAIR').types).toEqual([])
    // OKX takes what was signed thirty seconds ago.
    expect(one.account.exchange.lateMs).toEqual({
      orders: 10_000,
      stops: exchange === 'okx' ? 35_000 : 10_000,
    })
    // One worker for both.
    expect(links).toHaveLength(1)
  },
)

test('a key that the exchange does not know is told from an exchange that is not there', async () => {
  const venue = await startSimulator('binance')
  const credentials = { ...keyOf(0), apiKey: 'nobody' }
  expect(await pool.check(venue, credentials)).toMatchObject({ kind: 'refused' })
  expect(await pool.account('x', []).signed.open(venue, credentials)).toMatchObject({ kind: 'refused' })
  const nowhere = { ...venue, restUrl: 'http://127.0.0.1:9' }
  expect(await pool.check(nowhere, keyOf(0))).toMatchObject({ kind: 'failed' })
  expect(await pool.check({ ...venue, exchangeId: 'kraken' }, keyOf(0))).toMatchObject({ kind: 'failed' })
})

test('what is asked of an account that is not open fails, and what is sent to it is certainly not sent', async () => {
  await startSimulator('binance')
  const { exchange } = pool.account('a0', [])
  expect(await exchange.balances()).toMatchObject({ kind: 'failed' })
  expect(await exchange.submit(bid)).toMatchObject({ kind: 'retry-later' })
  expect(simulator.control.counts.requestsOf('/order')).toBe(0)
})

test('an order that is ready in a worker that has died is certainly not sent, also not by the next one', async () => {
  const venue = await startSimulator('binance')
  const { account, open } = await openAccount(venue)
  const reopened = new Promise<void>((resolve) => {
    pool.onLost(() => void open().then(() => resolve()))
  })
  const [before, after] = [bid, { ...bid, clientOrderId: 'o2' }].map((order) =>
    account.exchange.prepare?.(order),
  )
  breakWorker(links[0], 'die')
  await expect.poll(() => log.lines.map(({ event }) => event)).toContain('account-worker.failed')
  expect(await before?.send()).toMatchObject({ kind: 'retry-later' })
  await reopened
  expect(await after?.send()).toMatchObject({ kind: 'retry-later' })
  expect(simulator.control.counts.requestsOf('POST /api/v3/order')).toBe(0)
})

test('an order that is ready goes nowhere once its account is opened with another key', async () => {
  const venue = await startSimulator('binance')
  const { account, open } = await openAccount(venue)
  const prepared = account.exchange.prepare?.(bid)
  expect(await open()).toMatchObject({ kind: 'accepted' })
  expect(await prepared?.send()).toMatchObject({ kind: 'retry-later' })
  expect(simulator.control.counts.requestsOf('POST /api/v3/order')).toBe(0)
})

describe('a worker that', () => {
  test.each([
    ['dies', 'die'],
    ['hangs', 'hang'],
  ] as const)(
    '%s leaves what was under way unknown, and its accounts are opened in another',
    async (_, how) => {
      const venue = await startSimulator('binance')
      const { account, events, open } = await openAccount(venue)
      const lost: (readonly string[])[] = []
      const reopened = new Promise<void>((resolve) => {
        pool.onLost((ids) => {
          lost.push(ids)
          events.splice(0)
          void open().then(() => resolve())
        })
      })
      // The exchange takes the order, and its answer is still on the way.
      simulator.control.fault({
        on: 'request',
        when: 'after',
        match: 'POST /api/v3/order',
        effect: { kind: 'hang' },
      })
      const submitted = account.exchange.submit(bid)
      await heard(events, 'acknowledged')
      breakWorker(links[0], how)
      expect(await submitted).toMatchObject({ kind: 'unknown' })
      // Certainly not sent: there is nobody who could.
      const between = await account.exchange.submit({ ...bid, clientOrderId: 'o2' })
      expect(between).toMatchObject({ kind: 'retry-later' })
      await reopened
      expect(lost).toEqual([['a0']])
      await heard(events, 'resynchronise')
      expect(await account.exchange.order('o1', 'BTC/USDT')).toMatchObject({
        kind: 'answered',
        value: { clientOrderId: 'o1', status: 'open' },
      })
      expect(await account.exchange.order('o2', 'BTC/USDT')).toEqual({ kind: 'answered', value: null })
      expect(log.lines.map(({ event }) => event)).toContain('account-worker.failed')
    },
  )

  test('has something rejected where nobody can catch it goes on, with its streams opened anew', async () => {
    const venue = await startSimulator('binance')
    const { events } = await openAccount(venue)
    events.splice(0)
    breakWorker(links[0], 'reject')
    await heard(events, 'resynchronise')
    expect(links).toHaveLength(1)
  })
})

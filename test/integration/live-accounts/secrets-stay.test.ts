import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AccountLink } from '../../../src-main/adapters/account-pool/protocol.ts'
import { systemClock } from '../../../src-main/adapters/clock/system-clock.ts'
import { Keychain } from '../../../src-main/adapters/keychain/keychain.ts'
import { type FileLog, openFileLog } from '../../../src-main/adapters/log/file-log.ts'
import { workerLink } from '../../../src-main/adapters/threads/worker-link.ts'
import { price, quantity } from '../../../src-main/domain/money/decimal.ts'
import type { Engine } from '../../../src-main/engine/engine.ts'
import { composeTrading } from '../../../src-main/shell/compose.ts'
import { accountViews } from '../../../src-main/shell/views/account-view.ts'
import type { AccountWorkerData } from '../../../src-main/workers/account.worker.ts'
import type { MarketWorkerData } from '../../../src-main/workers/market.worker.ts'
import { ccxtFolder } from '../../support/ccxt-class.ts'
import {
  type ExchangeSimulator,
  startExchangeSimulator,
} from '../../support/exchange-simulator/start-exchange-simulator.ts'
import { filesWith, processWords } from '../../support/find-text.ts'
import { demoFolder } from '../../support/in-process-market.ts'
import { MemoryVault } from '../../support/memory-vault.ts'
import { wantedOrder } from '../../support/orders.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { countingIds } from '../../support/test-engine.ts'

const workers = join(import.meta.dirname, '../../../src-main/workers')
const keys = ['First', 'Second'].map((name) => ({
  apiKey: `${name}ApiKeyOfTheTrader`,
  secret: `${name}SecretOfTheTrader`,
  passphrase: `${name}PassphraseOfTheTrader`,
}))
const balancesOf = {
  binance: 'GET /api/v3/account',
  bybit: 'GET /v5/account/wallet-balance',
  okx: 'GET /api/v5/account/balance',
} as const
const secrets = keys.flatMap((key) => Object.values(key))

let opened: TestStore
let simulator: ExchangeSimulator
let engine: Engine
let vault: MemoryVault
let log: FileLog
/** What crossed between main and the account worker, from the worker's side, and its first data. */
let crossed: unknown[]
beforeEach(() => {
  opened = openTestStore()
  vault = new MemoryVault()
  log = openFileLog(opened.folder)
  crossed = []
})
afterEach(async () => {
  await simulator.close()
  opened.close()
})

const startEngine = () => {
  const startAccounts = (): AccountLink => {
    const data: AccountWorkerData = { exchangeFolder: ccxtFolder, seed: 1 }
    crossed.push(data)
    const link: AccountLink = workerLink(join(workers, 'account.worker.ts'), data)
    link.onReport((report) => crossed.push(report))
    return link
  }
  return composeTrading({
    store: opened.store,
    log,
    clock: systemClock,
    ids: countingIds(),
    seed: 1,
    startMarket: (startAt) => {
      const data: MarketWorkerData = {
        demo: { folder: demoFolder, startAt, speed: 60, seed: 1 },
        exchangeFolder: ccxtFolder,
        candlesFile: join(opened.folder, 'market.db'),
      }
      return workerLink(join(workers, 'market.worker.ts'), data)
    },
    startAccounts,
    secrets: new Keychain({ open: async () => vault, clock: systemClock }),
    isRuntimeSupported: false,
  })
}

test.each(['binance', 'bybit', 'okx'] as const)(
  'after a key of %s was tried, added, traded with, refused, changed and removed, nothing of it is anywhere',
  async (exchange) => {
    simulator = await startExchangeSimulator({
      exchange,
      symbols: ['BTC/USDT'],
      seed: 1,
      accounts: keys.map((key) => ({ id: 'trader', ...key })),
    })
    const { restUrl, wsUrl } = simulator
    const named = { id: exchange, name: exchange, kind: 'exchange', exchangeId: exchange } as const
    const venue = { ...named, network: 'live', restUrl, wsUrl } as const
    engine = startEngine()
    await engine.start()
    const [first, second] = keys.map(({ apiKey, secret, passphrase }) => ({
      credentials: { apiKey, secret, password: passphrase },
      isChecked: false,
    }))
    if (first === undefined || second === undefined) throw new Error('no keys')
    expect(await engine.keys.test(venue, first.credentials)).toMatchObject({ ok: true })
    const added = await engine.keys.add(venue, 'Main', first)
    if (!added.ok) throw new Error(added.error.code)
    // Its exchange came with it.
    expect(engine.venues.configOf(exchange)).toEqual(venue)
    const id = added.value
    const state = () => engine.books.account(id).state.kind
    await expect.poll(state, { timeout: 20_000 }).toBe('open')
    const { exchange: trading } = engine.books.account(id)
    const bid = wantedOrder({ type: 'limit', quantity: quantity('0.01'), limitPrice: price('1000') })
    expect(await trading.submit(bid)).toMatchObject({ kind: 'accepted' })
    // The exchange quotes what it was sent, as they do.
    const words = `refused: ${Object.values(keys[0] ?? {}).join(' ')}`
    const body = JSON.stringify({ code: '51000', retCode: 10001, retMsg: words, msg: words, data: [] })
    const effect = { kind: 'reply', status: 400, body } as const
    // The engine may ask for them at the same moment.
    simulator.control.fault({ on: 'request', when: 'before', match: balancesOf[exchange], effect, times: 0 })
    const refused = await trading.balances()
    expect(refused).toMatchObject({ kind: 'failed' })
    simulator.control.clearFaults()
    expect(await trading.cancel('o1', 'BTC/USDT')).toMatchObject({ kind: 'answered' })
    expect(await engine.keys.rotate(id, venue, second)).toMatchObject({ ok: true })
    await expect.poll(state, { timeout: 20_000 }).toBe('open')
    const shown = JSON.stringify([
      accountViews(engine.books),
      opened.store.journal.page({ limit: 100, before: null }, null),
      refused,
      crossed,
    ])
    expect(await engine.keys.remove(id)).toMatchObject({ ok: true })
    await engine.stop()
    log.close()

    expect(vault.entries.size).toBe(0)
    expect(shown).toContain('••••ader')
    expect(shown).toContain('… …')
    const environment = JSON.stringify(process.env) + processWords(process.pid)
    for (const secret of secrets) {
      expect(shown).not.toContain(secret)
      expect(environment).not.toContain(secret)
    }
    expect(filesWith(opened.folder, ['account.connected'])).not.toEqual([])
    expect(filesWith(opened.folder, secrets)).toEqual([])
  },
)

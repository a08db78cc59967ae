import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Engine } from '../../../src-main/engine/engine.ts'
import { accountViews } from '../../../src-main/shell/views/account-view.ts'
import { liveAccountViews } from '../../../src-main/shell/views/live-view.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { localVenue, startLiveEngine } from '../../support/live-engine.ts'
import { MemoryVault } from '../../support/memory-vault.ts'
import { ScriptedAccounts } from '../../support/scripted-accounts.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'

const offered = (apiKey: string) => ({
  credentials: { apiKey, secret: 'hush', password: null },
  isChecked: false,
})
const asVenue = { restUrl: null, wsUrl: null }
const proxy = { restUrl: 'https://proxy.example', wsUrl: null }

let opened: TestStore
let clock: FakeClock
let accounts: ScriptedAccounts
let vault: MemoryVault
let engine: Engine
const start = async (options: Partial<Parameters<typeof startLiveEngine>[0]> = {}) => {
  const started = await startLiveEngine({ store: opened.store, clock, accounts, vault, ...options })
  engine = started.engine
}
const settle = () => clock.advance(0)

beforeEach(() => {
  opened = openTestStore()
  clock = new FakeClock()
  accounts = new ScriptedAccounts()
  vault = new MemoryVault()
})
afterEach(async () => {
  await engine.stop()
  opened.close()
})

test('an account with addresses of its own is tried, opened, and opened again there, and its exchange goes on where it is', async () => {
  await start()
  const added = await engine.keys.add({ ...localVenue, ...proxy }, 'Mine', offered('AKEY1234'))
  await settle()
  expect(accounts.reached).toEqual([proxy.restUrl, proxy.restUrl])
  expect(engine.venues.configOf('binance')).toEqual(localVenue)
  expect(accountViews(engine.books)).toMatchObject([{ addresses: proxy }])
  await engine.stop()
  accounts = new ScriptedAccounts()
  await start({ ids: 'b-' })
  expect(accounts.reached).toEqual([proxy.restUrl])
  const id = added.ok ? added.value : ''
  expect(await engine.keys.rotate(id, asVenue, offered('BKEY5678'))).toMatchObject({ ok: true })
  await settle()
  expect(accounts.reached.slice(1)).toEqual([localVenue.restUrl, localVenue.restUrl])
  expect(opened.store.accounts.all()[0]?.key?.addresses).toBeUndefined()
})

test('an account with addresses of its own has real money unless they are on this computer, wherever its prices come from', async () => {
  const venue = { ...localVenue, ...asVenue }
  await start({ venue })
  const badge = () => liveAccountViews(engine).map((account) => account.badge)
  const here = { restUrl: 'http://127.0.0.1:1', wsUrl: 'ws://127.0.0.1:1' }
  const added = await engine.keys.add({ ...venue, ...here }, 'Mine', offered('AKEY1234'))
  expect(badge()).toEqual(['simulator'])
  const id = added.ok ? added.value : ''
  await engine.keys.rotate(id, { ...here, wsUrl: null }, offered('AKEY1234'))
  expect(badge()).toEqual(['live'])
})

test('an account with addresses of its own is refused by a runtime without security updates, though its exchange is on this computer', async () => {
  await start({ isRuntimeSupported: false })
  const elsewhere = { ...localVenue, ...proxy }
  expect(await engine.keys.add(elsewhere, 'x', offered('AKEY1234'))).toEqual({
    ok: false,
    error: { code: 'RUNTIME_UNSUPPORTED' },
  })
  expect([accounts.reached, vault.entries.size]).toEqual([[], 0])
})

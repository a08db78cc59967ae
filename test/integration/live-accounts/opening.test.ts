import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Engine } from '../../../src-main/engine/engine.ts'
import type { AccountClosure } from '../../../src-main/engine/state/account-state.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { localVenue, startLiveEngine } from '../../support/live-engine.ts'
import { MemoryVault } from '../../support/memory-vault.ts'
import { acceptedKey, ScriptedAccounts, tradingRights } from '../../support/scripted-accounts.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'

const credentials = { apiKey: 'AKEY1234', secret: 's', password: null }

let opened: TestStore
let clock: FakeClock
let accounts: ScriptedAccounts
let vault: MemoryVault
let engine: Engine
let id: string
const start = async (options: Partial<Parameters<typeof startLiveEngine>[0]> = {}) => {
  const started = await startLiveEngine({ store: opened.store, clock, accounts, vault, ...options })
  engine = started.engine
}
const state = () => engine.books.account(id).state
const isConfirmed = () => !engine.books.unconfirmed.has(id)
const alerts = () => opened.store.alerts.recent(50).map(({ text }) => text.code)

/** An app that has run with one key before. */
beforeEach(async () => {
  opened = openTestStore()
  clock = new FakeClock()
  accounts = new ScriptedAccounts()
  vault = new MemoryVault()
  await start()
  const added = await engine.keys.add(localVenue, 'Mine', { credentials, isChecked: false })
  if (!added.ok) throw new Error(added.error.code)
  id = added.value
  await clock.advance(0)
  await engine.stop()
  accounts = new ScriptedAccounts()
})
afterEach(async () => {
  await engine.stop()
  opened.close()
})

const troubles: readonly (readonly [AccountClosure, () => void, () => void, number])[] = [
  [
    'keychain-unavailable',
    () => {
      vault.failure = new Error('Cannot autolaunch D-Bus')
    },
    () => {
      vault.failure = null
    },
    15_000,
  ],
  [
    'key-missing',
    () => vault.entries.clear(),
    () => vault.entries.set(id, JSON.stringify(credentials)),
    60_000,
  ],
  [
    'key-refused',
    () => accounts.says.set('AKEY1234', { kind: 'refused', cause: '-2015' }),
    () => accounts.says.clear(),
    300_000,
  ],
  [
    'exchange-unreachable',
    () => accounts.says.set('AKEY1234', { kind: 'failed', cause: 'fetch failed' }),
    () => accounts.says.clear(),
    2_000,
  ],
]

test.each(troubles)(
  'an account that cannot be opened, %s, says so, is bought nothing on, and is tried again',
  async (reason, breakIt, repair, retryMs) => {
    breakIt()
    await start({ ids: 'b-' })
    expect(state()).toMatchObject({ kind: 'closed', reason, retryAt: clock.now() + retryMs })
    expect(isConfirmed()).toBe(false)
    await clock.advance(retryMs - 1)
    expect(state().kind).toBe('closed')
    repair()
    await clock.advance(1)
    expect(state()).toMatchObject({ kind: 'open' })
    await clock.advance(60_000)
    expect(isConfirmed()).toBe(true)
  },
)

test('tries grow longer apart, and say it once', async () => {
  accounts.says.set('AKEY1234', { kind: 'refused', cause: 'no' })
  await start({ ids: 'b-' })
  await clock.advance(3_600_000)
  expect(accounts.opened).toHaveLength(13)
  expect(alerts().filter((code) => code === 'alert.key-refused')).toHaveLength(1)
  accounts.says.set('AKEY1234', { kind: 'failed', cause: 'fetch failed' })
  await clock.advance(300_000)
  const before = accounts.opened.length
  await clock.advance(107_000)
  expect(accounts.opened.length - before).toBeGreaterThanOrEqual(4)
  const steady = accounts.opened.length
  await clock.advance(600_000)
  expect(accounts.opened.length - steady).toBe(10)
})

test('an exchange that does not answer for over a minute is told once, and settled when it does', async () => {
  accounts.says.set('AKEY1234', { kind: 'failed', cause: 'fetch failed' })
  await start({ ids: 'b-' })
  const unreachable = () =>
    opened.store.alerts.recent(50).filter(({ text }) => text.code === 'alert.exchange-unreachable')
  await clock.advance(50_000)
  expect(unreachable()).toEqual([])
  await clock.advance(300_000)
  expect(unreachable()).toMatchObject([{ severity: 'warning', mode: 'live', resolvedAt: null }])
  accounts.says.clear()
  await clock.advance(60_000)
  expect(unreachable()).toMatchObject([{ resolvedAt: expect.any(Number) }])
})

test('a key that may withdraw by now is not used any more, until it is changed', async () => {
  accounts.says.set('AKEY1234', acceptedKey({ ...tradingRights, withdraw: true }))
  await start({ ids: 'b-' })
  expect(state()).toMatchObject({ kind: 'closed', reason: 'key-too-powerful', retryAt: null })
  expect(accounts.open.size).toBe(0)
  expect(alerts()).toContain('alert.key-too-powerful')
  await clock.advance(3_600_000)
  expect(accounts.opened).toHaveLength(1)
  const other = { ...credentials, apiKey: 'BKEY5678' }
  expect(await engine.keys.rotate(id, localVenue, { credentials: other, isChecked: false })).toMatchObject({
    ok: true,
  })
  await clock.advance(0)
  expect(state().kind).toBe('open')
})

test('a runtime without security updates opens no account that is not on this computer', async () => {
  const elsewhere = { ...localVenue, restUrl: 'https://api.binance.com', wsUrl: 'ws://127.0.0.1:1' }
  await start({ ids: 'b-', venue: elsewhere, isRuntimeSupported: false })
  expect(state()).toMatchObject({ kind: 'closed', reason: 'runtime-unsupported', retryAt: null })
  expect(accounts.opened).toEqual([])
})

test('an account that is lost with its worker is opened anew, and nothing is bought before it was reconciled', async () => {
  await start({ ids: 'b-' })
  await clock.advance(60_000)
  expect(isConfirmed()).toBe(true)
  accounts.says.set('AKEY1234', { kind: 'failed', cause: 'fetch failed' })
  accounts.lose()
  expect(isConfirmed()).toBe(false)
  await clock.advance(0)
  expect(state()).toMatchObject({ kind: 'closed', reason: 'exchange-unreachable' })
  accounts.says.clear()
  await clock.advance(2_000)
  expect(state().kind).toBe('open')
  await clock.advance(60_000)
  expect(isConfirmed()).toBe(true)
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { quantity } from '../../../src-main/domain/money/decimal.ts'
import type { Engine } from '../../../src-main/engine/engine.ts'
import type { Credentials } from '../../../src-main/engine/ports/secrets.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { nowhereUrl } from '../../support/in-process-market.ts'
import { localVenue, startLiveEngine } from '../../support/live-engine.ts'
import { MemoryVault } from '../../support/memory-vault.ts'
import { acceptedKey, ScriptedAccounts, tradingRights } from '../../support/scripted-accounts.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { demoBot } from '../../support/test-engine.ts'

const keyNamed = (apiKey: string): Credentials => ({ apiKey, secret: `secret of ${apiKey}`, password: null })
const offered = (apiKey: string, isChecked = false) => ({ credentials: keyNamed(apiKey), isChecked })

const asVenue = { restUrl: null, wsUrl: null }

let opened: TestStore
let clock: FakeClock
let accounts: ScriptedAccounts
let vault: MemoryVault
let engine: Engine
const start = async (options: Partial<Parameters<typeof startLiveEngine>[0]> = {}) => {
  const started = await startLiveEngine({ store: opened.store, clock, accounts, vault, ...options })
  engine = started.engine
  return started
}
const settle = () => clock.advance(0)
const add = async (apiKey: string, isChecked = false): Promise<string> => {
  const added = await engine.keys.add(localVenue, 'Mine', offered(apiKey, isChecked))
  if (!added.ok) throw new Error(added.error.code)
  await settle()
  return added.value
}
const nothingKept = () => {
  expect(vault.entries.size).toBe(0)
  expect(opened.store.accounts.all()).toEqual([])
  expect(engine.books.accounts.size).toBe(0)
}
const refusalOf = async (asked: Promise<{ ok: boolean }>) => {
  const answer = await asked
  return Object(answer).error
}

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

describe('a key that is added', () => {
  test('is in the keychain alone, and its account is open with what is known of it', async () => {
    const { log } = await start()
    const id = await add('AKEY1234')
    expect(JSON.parse(vault.entries.get(id) ?? '')).toEqual(keyNamed('AKEY1234'))
    const account = engine.books.account(id)
    expect(account.state).toMatchObject({ kind: 'open' })
    expect(account.key).toEqual({
      lastFour: '1234',
      addedAt: clock.now(),
      usedAt: clock.now(),
      owner: 'u-1',
      permissions: tradingRights,
    })
    expect(opened.store.accounts.all()).toEqual([
      {
        id,
        venueId: 'binance',
        mode: 'live',
        name: 'Mine',
        start: [],
        createdAt: clock.now(),
        key: account.key,
      },
    ])
    const written = JSON.stringify([opened.store.journal.page({ limit: 50, before: null }, null), log.lines])
    expect(written).toContain('••••1234')
    expect(written).not.toMatch(/AKEY|secret of/)
  })

  test('opens its account again at the next start', async () => {
    await start()
    const id = await add('AKEY1234')
    await engine.stop()
    accounts = new ScriptedAccounts()
    await start({ ids: 'b-' })
    expect(accounts.opened).toEqual([keyNamed('AKEY1234')])
    expect(engine.books.account(id).state.kind).toBe('open')
  })

  test('is one of several at an exchange', async () => {
    await start()
    accounts.says.set('BKEY5678', acceptedKey(tradingRights, 'u-2'))
    const ids = [await add('AKEY1234'), await add('BKEY5678')]
    expect(ids.map((id) => engine.books.account(id).state.kind)).toEqual(['open', 'open'])
    expect([...vault.entries.keys()]).toEqual(ids)
  })

  test('that may only read is welcome', async () => {
    await start()
    accounts.says.set('READONLY', acceptedKey({ ...tradingRights, trade: false }))
    const id = await add('READONLY')
    expect(engine.books.account(id).key?.permissions?.trade).toBe(false)
  })

  test('whose permissions the exchange does not tell is taken once the user has looked', async () => {
    await start()
    accounts.says.set('UNKNOWN1', acceptedKey(null))
    expect(await refusalOf(engine.keys.add(localVenue, 'x', offered('UNKNOWN1')))).toEqual({
      code: 'KEY_UNCHECKED',
    })
    nothingKept()
    const id = await add('UNKNOWN1', true)
    expect(engine.books.account(id).key?.permissions).toBeNull()
  })
})

describe('a key is refused, and nothing of it kept,', () => {
  test.each(['withdraw', 'transfer'] as const)('when it may %s, whatever the user says', async (right) => {
    await start()
    accounts.says.set('POWERFUL', acceptedKey({ ...tradingRights, [right]: true }))
    expect(await refusalOf(engine.keys.add(localVenue, 'x', offered('POWERFUL', true)))).toEqual({
      code: 'KEY_TOO_POWERFUL',
    })
    nothingKept()
    expect(accounts.opened).toEqual([])
  })

  test.each([
    ['KEY_REFUSED', { kind: 'refused', cause: '-2015: Invalid API-key' }],
    ['VENUE_UNREACHABLE', { kind: 'failed', cause: 'fetch failed' }],
  ] as const)('as %s', async (code, said) => {
    await start()
    accounts.says.set('AKEY1234', said)
    expect(await refusalOf(engine.keys.add(localVenue, 'x', offered('AKEY1234')))).toEqual({
      code,
      cause: said.cause,
    })
    nothingKept()
  })

  test('when there is no keychain', async () => {
    await start()
    vault.failure = new Error('Cannot autolaunch D-Bus without X11 $DISPLAY')
    expect(await refusalOf(engine.keys.add(localVenue, 'x', offered('AKEY1234')))).toMatchObject({
      code: 'KEYCHAIN_UNAVAILABLE',
      problem: 'service-missing',
    })
    vault.failure = null
    nothingKept()
  })

  test('when the database cannot take its account', async () => {
    await start()
    opened.store.accounts.insert = () => {
      throw new Error('disk full')
    }
    await expect(engine.keys.add(localVenue, 'x', offered('AKEY1234'))).rejects.toThrow('disk full')
    expect(vault.entries.size).toBe(0)
  })

  test('when the runtime gets no security updates, unless the exchange is on this computer', async () => {
    const elsewhere = { ...localVenue, ...asVenue }
    await start({ venue: elsewhere, isRuntimeSupported: false })
    expect(await refusalOf(engine.keys.add(elsewhere, 'x', offered('AKEY1234')))).toEqual({
      code: 'RUNTIME_UNSUPPORTED',
    })
    nothingKept()
    // Not even asked about.
    expect(accounts.checked).toEqual([])
    await engine.stop()
    await start({ isRuntimeSupported: false, ids: 'b-' })
    await add('AKEY1234')
  })

  test('when its account is here already, by the number of the account or by the key', async () => {
    await start()
    await add('AKEY1234')
    expect(await refusalOf(engine.keys.add(localVenue, 'x', offered('BKEY5678')))).toEqual({
      code: 'ACCOUNT_EXISTS',
    })
    accounts.says.set('CKEY0000', acceptedKey(tradingRights, null))
    await add('CKEY0000')
    expect(await refusalOf(engine.keys.add(localVenue, 'x', offered('CKEY0000')))).toEqual({
      code: 'ACCOUNT_EXISTS',
    })
    expect(vault.entries.size).toBe(2)
  })

  test('when its exchange is not connected and cannot be', async () => {
    await start()
    const okx = { ...localVenue, id: 'okx', name: 'OKX', exchangeId: 'okx', restUrl: nowhereUrl }
    expect(await refusalOf(engine.keys.add(okx, 'x', offered('AKEY1234')))).toMatchObject({
      code: 'VENUE_UNREACHABLE',
    })
    expect(accounts.checked).toEqual([keyNamed('AKEY1234')])
    nothingKept()
    expect(engine.venues.configOf('okx')).toBeUndefined()
  })
})

describe('an account’s key', () => {
  test('is changed for another of the same account, which opens it at once', async () => {
    await start()
    const id = await add('AKEY1234')
    expect(await engine.keys.rotate(id, asVenue, offered('BKEY5678'))).toMatchObject({ ok: true })
    await settle()
    expect(accounts.opened.map(({ apiKey }) => apiKey)).toEqual(['AKEY1234', 'BKEY5678'])
    expect(engine.books.account(id)).toMatchObject({ state: { kind: 'open' }, key: { lastFour: '5678' } })
    expect([...vault.entries.values()].join()).not.toContain('AKEY1234')
    expect(opened.store.accounts.all()[0]?.key?.lastFour).toBe('5678')
  })

  test.each([
    ['KEY_OF_ANOTHER', acceptedKey(tradingRights, 'u-2')],
    ['KEY_TOO_POWERFUL', acceptedKey({ ...tradingRights, withdraw: true })],
    ['KEY_REFUSED', { kind: 'refused', cause: 'no' }],
  ] as const)('stays when the other is refused as %s', async (code, said) => {
    await start()
    const id = await add('AKEY1234')
    accounts.says.set('BKEY5678', said)
    expect(await refusalOf(engine.keys.rotate(id, asVenue, offered('BKEY5678', true)))).toMatchObject({
      code,
    })
    expect(vault.entries.get(id)).toContain('AKEY1234')
    expect(engine.books.account(id)).toMatchObject({ state: { kind: 'open' }, key: { lastFour: '1234' } })
  })

  test('is removed with its account; the journal keeps what happened', async () => {
    await start()
    const id = await add('AKEY1234')
    expect(engine.venues.disconnect('binance')).toEqual({ ok: false, error: { code: 'VENUE_IN_USE' } })
    expect(await engine.keys.remove(id)).toMatchObject({ ok: true })
    nothingKept()
    expect(accounts.open.size).toBe(0)
    const events = opened.store.journal.page({ limit: 50, before: null }, null).map(({ event }) => event)
    expect(events).toEqual(expect.arrayContaining(['account.added', 'account.removed']))
    expect(engine.venues.disconnect('binance')).toMatchObject({ ok: true })
  })

  test('is not removed while a bot uses it, nor while the keychain cannot forget it', async () => {
    accounts.balances = [{ asset: 'USDT', total: quantity('20000'), free: quantity('20000') }]
    await start()
    const id = await add('AKEY1234')
    vault.failure = new Error('locked')
    expect(await refusalOf(engine.keys.remove(id))).toMatchObject({ code: 'KEYCHAIN_UNAVAILABLE' })
    vault.failure = null
    const settings = { ...demoBot('Live', 'BTC/USDT'), venueId: 'binance' }
    const bot = await engine.command(({ bots }) =>
      bots.create(settings, {
        accountId: id,
        terms: { quarterFirst: true, resumes: false, clonedFrom: 'b1', alsoThrough: [] },
      }),
    )
    expect(bot).toMatchObject({ ok: true })
    expect(await refusalOf(engine.keys.remove(id))).toEqual({ code: 'ACCOUNT_IN_USE' })
    expect(vault.entries.has(id)).toBe(true)
    expect(engine.books.account(id).state.kind).toBe('open')
  })
})

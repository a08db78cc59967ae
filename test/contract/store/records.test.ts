import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cash } from '../../../src-main/domain/money/decimal.ts'
import type { KillWish } from '../../../src-main/engine/ports/kill-store.ts'
import type { Account } from '../../../src-main/engine/ports/store.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import {
  addAccountAndBot,
  drivers,
  sampleAccount,
  sampleBot,
  sampleEntry,
} from '../../support/store/samples.ts'

describe.each(drivers)('settings, accounts, bots, journal, alerts and latches with %s', (driver) => {
  let opened: TestStore
  beforeEach(() => {
    opened = openTestStore(driver)
  })
  afterEach(() => opened.close())

  test('settings are null until set and keep the newest value', () => {
    const { settings } = opened.store
    expect(settings.get('theme')).toBeNull()
    settings.set('theme', 'dark')
    settings.set('theme', 'light ☀')
    settings.set('empty', '')
    expect([settings.get('theme'), settings.get('empty')]).toEqual(['light ☀', ''])
  })

  test('accounts come back as they were, in their order, and an id is taken once', () => {
    const { accounts } = opened.store
    const other = { ...sampleAccount, id: 'a-first-by-name', mode: 'live', start: [] } as const
    accounts.insert(sampleAccount)
    accounts.insert(other)
    expect(accounts.all()).toEqual([sampleAccount, other])
    expect(() => accounts.insert({ ...sampleAccount, start: [cash('1', 'USDT')] })).toThrow('UNIQUE')
    expect(accounts.all()).toEqual([sampleAccount, other])
  })

  test('an account’s name and key may change; one that is removed is not listed any more, nor its key kept', () => {
    const { accounts } = opened.store
    const permissions = { read: true, trade: false, withdraw: false, transfer: false, addressLimited: true }
    const key = { lastFour: '1234', addedAt: 1, usedAt: null, owner: null, permissions }
    const live: Account = { ...sampleAccount, id: 'live', mode: 'live', start: [], name: 'Mine', key }
    accounts.insert(sampleAccount)
    accounts.insert(live)
    expect(accounts.all()).toEqual([sampleAccount, live])
    const changed: Account = {
      ...live,
      name: 'Mine, too',
      key: {
        ...key,
        usedAt: 2,
        owner: 'u',
        permissions: null,
        addresses: { restUrl: 'https://proxy.example', wsUrl: null },
      },
    }
    accounts.update(changed)
    expect(accounts.all()).toEqual([sampleAccount, changed])
    accounts.remove('live')
    expect(accounts.all()).toEqual([sampleAccount])
    expect(() => accounts.insert(live)).toThrow('UNIQUE')
  })

  test('what an account took in beside fills comes back to the last decimal, by account and in order', () => {
    const { accounts, adjustments } = opened.store
    accounts.insert(sampleAccount)
    const first = {
      accountId: sampleAccount.id,
      amount: cash('-0.000000000000000001', 'BTC'),
      kind: 'baseline',
      reason: '',
      marketTime: 1,
      seenAt: 2,
    } as const
    const second = { ...first, amount: cash('5', 'USDT'), kind: 'accepted', reason: 'a deposit' } as const
    adjustments.insert(first)
    adjustments.insert(second)
    expect(adjustments.ofAccount(sampleAccount.id)).toEqual([first, second])
    expect(adjustments.ofAccount('other')).toEqual([])
  })

  test('saving a bot replaces it in its place', () => {
    const { bots } = opened.store
    addAccountAndBot(opened.store)
    const second = { ...sampleBot, id: 'a-second', failure: 'it broke', wish: 'entries-paused' } as const
    bots.save(second)
    const renamed = {
      ...sampleBot,
      settings: { ...sampleBot.settings, name: 'New' },
      wish: 'stopped',
    } as const
    bots.save(renamed)
    expect(bots.all()).toEqual([renamed, second])
    expect(bots.names().size).toBe(0)
  })

  test('a removed bot leaves its name behind and does not come back by being saved', () => {
    const { bots } = opened.store
    addAccountAndBot(opened.store)
    bots.remove(sampleBot.id)
    bots.remove('nobody')
    bots.save(sampleBot)
    expect(bots.all()).toEqual([])
    expect([...bots.names()]).toEqual([[sampleBot.id, sampleBot.settings.name]])
  })

  test('the journal is paged newest first, of one bot or of all', () => {
    const { journal } = opened.store
    for (let n = 0; n < 7; n += 1) {
      journal.insert({ ...sampleEntry, botId: n % 2 === 0 ? 'bot-1' : null, facts: { n }, marketTime: n })
    }
    const numbers = (limit: number, before: number | null, bot: string | null) =>
      journal.page({ limit, before }, bot).map((entry) => entry.facts.n)
    expect(numbers(3, null, null)).toEqual([6, 5, 4])
    const third = journal.page({ limit: 3, before: null }, null).at(-1)
    expect(numbers(3, third?.id ?? 0, null)).toEqual([3, 2, 1])
    expect(numbers(10, null, 'bot-1')).toEqual([6, 4, 2, 0])
    expect(numbers(10, null, 'bot-2')).toEqual([])
    expect(numbers(10, 1, null)).toEqual([])
    expect([journal.count(null), journal.count('bot-1'), journal.count('bot-2')]).toEqual([7, 4, 0])
    expect(journal.page({ limit: 1, before: null }, null)).toEqual([
      { ...sampleEntry, id: 7, facts: { n: 6 }, marketTime: 6 },
    ])
  })

  test('a fact that is no finite number is kept as a word and does not spoil its row', () => {
    const { journal } = opened.store
    journal.insert({ ...sampleEntry, facts: { a: Number.NaN, b: Number.POSITIVE_INFINITY, c: 0.1 } })
    expect(journal.page({ limit: 1, before: null }, null)[0]?.facts).toEqual({
      a: 'NaN',
      b: 'Infinity',
      c: 0.1,
    })
  })

  test('latches are remembered by mode', () => {
    const { kill } = opened.store
    expect(kill.all()).toEqual([])
    kill.set({ mode: 'paper', engaged: true, since: 17, source: 'shortcut' })
    kill.set({ mode: 'live', engaged: true, since: 18, source: 'tray' })
    kill.set({ mode: 'paper', engaged: false, since: null, source: null })
    expect(kill.all()).toEqual([
      { mode: 'live', engaged: true, since: 18, source: 'tray' },
      { mode: 'paper', engaged: false, since: null, source: null },
    ])
  })

  test('steps and wishes of the kill switch are kept until their mode is forgotten', () => {
    const { kill } = opened.store
    const wish: KillWish = {
      id: 'close-positions p1',
      mode: 'live',
      step: 'close-positions',
      targetId: 'p1',
      accountId: 'a1',
      botId: 'b1',
      symbol: 'BTC/USDT',
      side: 'sell',
      quantity: '0.5',
      state: 'waiting',
      reason: null,
      saleId: null,
      attempts: 0,
      askedAt: 1,
      changedAt: 1,
    }
    const later: KillWish = {
      ...wish,
      state: 'failed',
      reason: { code: 'kill.sale-refused', facts: { code: 'OTHER' } },
      saleId: 'o1',
      attempts: 2,
      changedAt: 5,
    }
    const paper: KillWish = { ...wish, id: 'cancel-orders o2', mode: 'paper', step: 'cancel-orders' }
    for (const each of [wish, paper, later]) kill.saveWish(each)
    kill.saveStep({ mode: 'live', step: 'close-positions', askedAt: 1 })
    kill.saveStep({ mode: 'live', step: 'close-positions', askedAt: 4 })
    kill.saveStep({ mode: 'paper', step: 'cancel-orders', askedAt: 2 })
    expect(kill.wishes()).toEqual([later, paper])
    kill.forget('live')
    expect(kill.wishes()).toEqual([paper])
    expect(kill.steps()).toEqual([{ mode: 'paper', step: 'cancel-orders', askedAt: 2 }])
  })

  test('tells its version', () => {
    expect(opened.store.engineVersion()).toMatch(/^3\.\d+\.\d+$/)
  })

  test('tells its size', () => {
    const before = opened.store.sizeBytes()
    expect(before).toBeGreaterThan(10_000)
    opened.store.settings.set('long', 'x'.repeat(1_000_000))
    expect(opened.store.sizeBytes()).toBeGreaterThan(before + 1_000_000)
  })
})

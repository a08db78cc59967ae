import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/adapters/store/driver.ts'
import { Transactions } from '../../../src-main/adapters/store/transactions.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import {
  addAccountAndBot,
  booked,
  drivers,
  sampleDecision,
  sampleEntry,
  sampleOrder,
} from '../../support/store/samples.ts'

describe.each(drivers)('transactions with %s', (driver) => {
  let opened: TestStore
  beforeEach(() => {
    opened = openTestStore(driver)
  })
  afterEach(() => opened.close())

  test('returns what the work returns and keeps what it wrote', () => {
    const { store } = opened
    const work = () => {
      store.settings.set('a', '1')
      return 'done'
    }
    expect(store.transaction(work)).toBe('done')
    expect(store.settings.get('a')).toBe('1')
  })

  test('undoes everything when the work throws, throws the same error on, and works afterwards', () => {
    const { store } = opened
    const failure = new Error('stop')
    const work = () => {
      store.settings.set('a', '1')
      addAccountAndBot(store)
      throw failure
    }
    expect(() => store.transaction(work)).toThrow(failure)
    expect(store.settings.get('a')).toBeNull()
    expect(store.accounts.all()).toEqual([])
    store.transaction(() => store.settings.set('b', '2'))
    expect(store.settings.get('b')).toBe('2')
  })

  test('a nested transaction joins: the outer one undoes it too', () => {
    const { store } = opened
    const outer = () =>
      store.transaction(() => {
        store.transaction(() => store.settings.set('inner', '1'))
        throw new Error('outer')
      })
    expect(outer).toThrow('outer')
    expect(store.settings.get('inner')).toBeNull()
  })

  test('a nested throw undoes the whole even when it is caught in between', () => {
    const { store } = opened
    const outer = () =>
      store.transaction(() => {
        store.settings.set('outer', '1')
        try {
          store.transaction(() => {
            store.settings.set('inner', '1')
            throw new Error('inner')
          })
        } catch {}
      })
    expect(outer).toThrow('a part of this transaction failed')
    expect(store.settings.get('outer')).toBeNull()
    expect(store.settings.get('inner')).toBeNull()
    expect(store.transaction(() => 'next')).toBe('next')
  })

  test('what is noted is kept or undone as a whole, alone and as part of a transaction', () => {
    const { store } = opened
    const work = () => {
      store.settings.set('a', '1')
      return 'done'
    }
    expect(store.note(work)).toBe('done')
    expect(store.settings.get('a')).toBe('1')
    const failing = () => {
      store.settings.set('a', '2')
      throw new Error('stop')
    }
    expect(() => store.note(failing)).toThrow('stop')
    expect(() =>
      store.transaction(() => {
        store.note(() => store.settings.set('a', '3'))
        throw new Error('outer')
      }),
    ).toThrow('outer')
    expect(store.settings.get('a')).toBe('1')
  })

  test('refuses work that would go on after the commit', () => {
    const { store } = opened
    expect(() => store.transaction(async () => store.settings.set('a', '1'))).toThrow('promise')
    expect(store.settings.get('a')).toBeNull()
  })

  test('counts are right again after a rollback', () => {
    const { store } = opened
    addAccountAndBot(store)
    const counts = () => [
      store.orders.count(),
      store.fills.count(),
      store.decisions.count(null),
      store.decisions.count('bot-1'),
      store.journal.count(null),
      store.journal.count('bot-1'),
    ]
    const write = (id: string) => {
      const order = { ...sampleOrder, clientOrderId: id }
      store.orders.insert(order)
      store.fills.insert(booked(order, { tradeId: id }))
      store.decisions.insert(sampleDecision)
      store.journal.insert(sampleEntry)
    }
    expect(counts()).toEqual([0, 0, 0, 0, 0, 0])
    store.transaction(() => write('a'))
    expect(counts()).toEqual([1, 1, 1, 1, 1, 1])
    const failing = () =>
      store.transaction(() => {
        write('b')
        expect(counts()).toEqual([2, 2, 2, 2, 2, 2])
        throw new Error('stop')
      })
    expect(failing).toThrow('stop')
    expect(counts()).toEqual([1, 1, 1, 1, 1, 1])
  })

  test('references are checked at the end of the transaction, so their order within it is free', () => {
    const { store } = opened
    store.transaction(() => {
      store.orders.insert(sampleOrder)
      addAccountAndBot(store)
    })
    expect(store.orders.count()).toBe(1)
    expect(() => store.orders.insert({ ...sampleOrder, clientOrderId: 'x', botId: 'nobody' })).toThrow(
      'FOREIGN KEY',
    )
    expect(store.orders.byId('x')).toBeNull()
  })

  test('only what is noted is written without a flush of the disk', () => {
    const database = openDatabase(join(opened.folder, 'flushes.db'), { driver })
    database.exec('PRAGMA synchronous = FULL')
    let flushes = 0
    const transactions = new Transactions(database, () => {
      expect(database.inTransaction).toBe(false)
      flushes += 1
    })
    // SQLite's numbers: 2 flushes at every commit, 1 does not.
    const mode = () => Number(database.pragma('synchronous'))
    expect([mode(), transactions.flush(mode), transactions.note(mode), mode()]).toEqual([2, 2, 1, 2])
    const failing = () => {
      throw new Error('stop')
    }
    expect(() => transactions.note(failing)).toThrow('stop')
    expect(mode()).toBe(2)
    expect(transactions.flush(() => transactions.note(mode))).toBe(2)
    expect(flushes).toBe(0)
    // A part that must be on disk has the whole flushed, once; one that failed owes nothing to the next.
    expect(transactions.note(() => transactions.flush(mode) + transactions.flush(mode))).toBe(2)
    expect(flushes).toBe(1)
    expect(() => transactions.note(() => transactions.flush(failing))).toThrow('stop')
    transactions.note(mode)
    expect(flushes).toBe(1)
    database.close()
  })
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Store } from '../../src-main/engine/ports/store.ts'
import { exactSums } from '../support/exact-sums.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { countingIds, demoBot, startWhileTimePasses, unguarded } from '../support/test-engine.ts'

let opened: TestStore
beforeEach(() => {
  opened = openTestStore()
})
afterEach(() => opened.close())

/** The store until the process "dies": after so many transactions nothing reaches the disk any more. */
const dyingAfter = (store: Store, transactions: number): { store: Store; kill: () => void } => {
  let depth = 0
  let begun = 0
  const write = <T>(begin: (work: () => T) => T, work: () => T): T => {
    if (depth > 0) return work()
    begun += 1
    if (begun > transactions) throw new Error('the process is dead')
    depth += 1
    try {
      return begin(work)
    } finally {
      depth -= 1
    }
  }
  const dying: Store = {
    ...store,
    transaction: (work) => write(store.transaction, work),
    note: (work) => write(store.note, work),
  }
  return {
    store: dying,
    kill: () => {
      begun = transactions
    },
  }
}

const crashing = (name: string, symbol: string) => ({
  ...demoBot(name, symbol, { ...unguarded, coolDownSeconds: '0', allocation: '4000' }),
  parameters: { fast: '2', slow: '3' },
})
const bots = [crashing('Crash A', 'BTC/USDT'), crashing('Crash B', 'DASH/USDT')]

/** Trades until the store dies, then starts anew on what reached the disk. */
const crashAndRecover = async (transactions: number) => {
  const clock = new FakeClock(Date.UTC(2026, 0, 1) + transactions * 3_600_000)
  const dying = dyingAfter(opened.store, transactions)
  const first = await startWhileTimePasses(dying.store, clock, {
    ids: countingIds(`r${transactions}a-`),
  }).catch(() => null)
  await first?.engine.command((e) => e.startBots(bots)).catch(() => {})
  await clock.advance(9_000)
  dying.kill()
  const pendingAtDeath = opened.store.orders.pending().length
  // The dead process's timers die with it: the next one has a clock of its own.
  const { engine } = await startWhileTimePasses(opened.store, new FakeClock(clock.now()), {
    ids: countingIds(`r${transactions}b-`),
  })
  const { blocked } = engine.books
  await engine.stop()
  return { pendingAtDeath, blocked }
}

test('a death between any two writes leaves books that agree with the exchange to the last decimal', async () => {
  let settled = 0
  for (let transactions = 1; transactions <= 60; transactions += 1) {
    const { blocked, pendingAtDeath } = await crashAndRecover(transactions)
    expect({ transactions, blocked }).toEqual({ transactions, blocked: null })
    settled += pendingAtDeath
    const [account] = opened.store.accounts.all()
    if (account === undefined) continue
    const fills = opened.store.fills.ofAccount(account.id)
    const expected = exactSums(account.start, fills)
    for (const [asset, balance] of opened.store.paper.balances(account.id)) {
      expect([transactions, asset, balance.total.toString()]).toEqual([
        transactions,
        asset,
        expected.get(asset) ?? '0',
      ])
    }
  }
  expect(opened.store.fills.count()).toBeGreaterThan(20)
  // Some deaths fell between an intent and its end: those are what the start had to settle.
  expect(settled).toBeGreaterThan(5)
})

import type { Store } from '../../../src-main/engine/ports/store.ts'

/** Names of what writes. */
const writing = /^(insert|save|remove|set|add|update|join|put|resolve|markSeen)/

/**
 * The store, how often it was written to, where what joins another counts with that, and how often flushed without being
 * waited for. `alone`: what was written outside of all that, each flushed by itself while the thread waits.
 */
export const countedStore = (store: Store) => {
  const counts = { transactions: 0, notes: 0, flushes: 0 }
  const alone: string[] = []
  let depth = 0
  const count = <T>(kind: 'transactions' | 'notes', begin: (work: () => T) => T, work: () => T): T => {
    if (depth === 0) counts[kind] += 1
    depth += 1
    try {
      return begin(work)
    } finally {
      depth -= 1
    }
  }
  const watched = <P extends object>(part: P): P =>
    new Proxy(part, {
      get(target, name) {
        if (depth === 0 && writing.test(String(name))) alone.push(String(name))
        return Reflect.get(target, name)
      },
    })
  const counted: Store = {
    ...store,
    stops: watched(store.stops),
    positions: watched(store.positions),
    orders: watched(store.orders),
    fills: watched(store.fills),
    journal: watched(store.journal),
    risk: watched(store.risk),
    equity: watched(store.equity),
    paper: watched(store.paper),
    transaction: (work) => count('transactions', store.transaction, work),
    note: (work) => count('notes', store.note, work),
    whenFlushed: (then) => {
      counts.flushes += 1
      store.whenFlushed(then)
    },
  }
  return {
    store: counted,
    counts,
    alone,
    clear: () => {
      Object.assign(counts, { transactions: 0, notes: 0, flushes: 0 })
      alone.length = 0
    },
  }
}

import type { Store } from '../../../src-main/engine/ports/store.ts'

/** The store, how often it was written to, where what joins another counts with that, and how often flushed without being waited for. */
export const countedStore = (store: Store) => {
  const counts = { transactions: 0, notes: 0, flushes: 0 }
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
  const counted: Store = {
    ...store,
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
    clear: () => Object.assign(counts, { transactions: 0, notes: 0, flushes: 0 }),
  }
}

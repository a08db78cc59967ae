import type { Store } from '../../../src-main/engine/ports/store.ts'

export interface StoreWatch {
  /** Before each statement and after each commit; may end everything by throwing or by killing the process. */
  onUse(): void
  /** All that was written is on disk. */
  onFlushed?(): void
  /** Instead of the store's own. */
  whenFlushed?: Store['whenFlushed']
}

/** The store of a life that ends between two writes. */
export const mortalStore = (
  store: Store,
  { onUse, onFlushed = () => {}, whenFlushed = store.whenFlushed }: StoreWatch,
): Store => {
  let depth = 0
  const transact = <T>(begin: (work: () => T) => T, work: () => T, flushes: boolean): T => {
    depth += 1
    let done: T
    try {
      done = begin(work)
    } finally {
      depth -= 1
    }
    if (depth > 0) return done
    if (flushes) onFlushed()
    onUse()
    return done
  }
  const watched = <P extends object>(part: P): P =>
    new Proxy(part, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        return (...parameters: readonly unknown[]) => {
          onUse()
          const done: unknown = Reflect.apply(value, target, parameters)
          if (depth === 0) onFlushed()
          return done
        }
      },
    })
  return new Proxy(store, {
    get(target, name) {
      if (name === 'transaction') return <T>(work: () => T) => transact(target.transaction, work, true)
      if (name === 'note') return <T>(work: () => T) => transact(target.note, work, false)
      if (name === 'whenFlushed') return whenFlushed
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'object' && value !== null ? watched(value) : value
    },
  })
}

import type { Store } from '../../../src-main/engine/ports/store.ts'

/**
 * The store of a life that ends between two writes: `onUse` is called before each statement and after each commit, and
 * may end everything by throwing or by killing the process.
 */
export const mortalStore = (store: Store, onUse: () => void): Store => {
  let depth = 0
  const transact = <T>(begin: (work: () => T) => T, work: () => T): T => {
    depth += 1
    let done: T
    try {
      done = begin(work)
    } finally {
      depth -= 1
    }
    if (depth === 0) onUse()
    return done
  }
  const watched = <P extends object>(part: P): P =>
    new Proxy(part, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        return (...parameters: readonly unknown[]) => {
          onUse()
          return Reflect.apply(value, target, parameters)
        }
      },
    })
  return new Proxy(store, {
    get(target, name) {
      if (name === 'transaction') return <T>(work: () => T) => transact(target.transaction, work)
      if (name === 'note') return <T>(work: () => T) => transact(target.note, work)
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'object' && value !== null ? watched(value) : value
    },
  })
}

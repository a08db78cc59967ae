import type { AccountLink, AccountReport } from '../../src-main/adapters/account-pool/protocol.ts'
import { AccountShard } from '../../src-main/workers/account/account-shard.ts'
import { memoryLog } from './test-engine.ts'

type Door = Omit<ConstructorParameters<typeof AccountShard>[0], 'report' | 'log'>

/** An account worker without a thread: messages are copied as they are between threads, and arrive later. */
export const inProcessAccounts = (door: Door): AccountLink => {
  const listeners: ((report: AccountReport) => void)[] = []
  const shard = new AccountShard({
    ...door,
    log: memoryLog(),
    report: (report) => {
      const copy = structuredClone(report)
      queueMicrotask(() => {
        for (const listener of listeners) listener(copy)
      })
    },
  })
  const send: AccountLink['send'] = (command) => {
    const copy = structuredClone(command)
    queueMicrotask(() => shard.handle(copy))
  }
  return {
    send,
    onReport: (listener) => listeners.push(listener),
    onFailure: () => {},
    close: async () => send({ kind: 'close' }),
  }
}

import { expect, test } from 'vitest'
import { noCash } from '../../../src-main/domain/money/decimal.ts'
import type { EnginePorts } from '../../../src-main/engine/engine-ports.ts'
import type { Exchange, SubmitOutcome } from '../../../src-main/engine/ports/exchange.ts'
import type { Store } from '../../../src-main/engine/ports/store.ts'
import type { FaultKind } from '../../support/faults/judge.ts'
import type { Tamper } from '../../support/faults/life.ts'
import { runSeed } from '../../support/faults/run-seed.ts'

const seeds = 60

const changed = <T extends object>(target: T, change: Partial<T>): T =>
  new Proxy(target, {
    get(of, name) {
      if (name in change) return Reflect.get(change, name)
      const value: unknown = Reflect.get(of, name)
      return typeof value === 'function' ? value.bind(of) : value
    },
  })

const withExchange =
  (change: (exchange: Exchange) => Partial<Exchange>): Tamper =>
  (ports) => ({
    ...ports,
    openExchange: (...parameters: Parameters<EnginePorts['openExchange']>) => {
      const opened = ports.openExchange(...parameters)
      return { ...opened, exchange: changed(opened.exchange, change(opened.exchange)) }
    },
  })

const withStore =
  (change: (store: Store) => Partial<Store>): Tamper =>
  (ports) => ({ ...ports, store: changed(ports.store, change(ports.store)) })

/** Kinds of what the judge finds over some seeds, until it has found the expected one. */
const foundIn = async (tamper: Tamper, expected: FaultKind): Promise<ReadonlySet<FaultKind>> => {
  const kinds = new Set<FaultKind>()
  for (let seed = 1; seed <= seeds && !kinds.has(expected); seed += 1) {
    const { findings } = await runSeed(seed, tamper)
    for (const { kind } of findings) kinds.add(kind)
  }
  return kinds
}

const sentAgain = (rename: (id: string) => string): Tamper =>
  withExchange((exchange) => ({
    submit: async (order) => {
      const outcome = await exchange.submit(order)
      if (outcome.kind !== 'unknown') return outcome
      return exchange.submit({ ...order, clientOrderId: rename(order.clientOrderId) })
    },
  }))

/** The engine finds what it has missed among the account's fills: one that is broken twice does not. */
const nothingMissed: Pick<Exchange, 'recentFills'> = {
  recentFills: async () => ({ kind: 'answered', value: [] }),
}

const timeoutsRejected: Tamper = withExchange((exchange) => ({
  ...nothingMissed,
  submit: async (order): Promise<SubmitOutcome> => {
    const outcome = await exchange.submit(order)
    return outcome.kind === 'unknown'
      ? { kind: 'rejected', rejection: 'OTHER', message: outcome.cause }
      : outcome
  },
}))

const failuresDenied: Tamper = withExchange((exchange) => ({
  ...nothingMissed,
  order: async (...about) => {
    const answer = await exchange.order(...about)
    return answer.kind === 'failed' ? { kind: 'answered', value: null } : answer
  },
}))

const cases: readonly (readonly [string, FaultKind, Tamper])[] = [
  ['sends again what timed out', 'duplicate orders', sentAgain((id) => id)],
  ['sends again under another id', 'orphan orders', sentAgain((id) => `${id}-again`)],
  ['takes a timeout for a rejection', 'lost fills', timeoutsRejected],
  ['buys on while an order is unknown', 'entries in doubt', timeoutsRejected],
  ['takes a failed question for "no such order"', 'position mismatches', failuresDenied],
  [
    'forgets to write fills',
    'lost fills',
    withStore((store) => ({ fills: changed(store.fills, { insert: () => true }) })),
  ],
  [
    'flushes nothing that it writes',
    'orphan orders',
    withStore((store) => ({
      transaction: (work) => store.note(work),
      whenFlushed: (then) => then(null),
    })),
  ],
  [
    'forgets to write decisions',
    'unexplained orders',
    withStore((store) => ({ decisions: changed(store.decisions, { insert: () => 0 }) })),
  ],
  [
    'counts fills without their fees',
    'balance errors',
    withExchange((exchange) => ({
      subscribe: (listener) =>
        exchange.subscribe((event) => {
          if (event.kind !== 'filled') return listener(event)
          return listener({ ...event, fill: { ...event.fill, fee: noCash(event.fill.fee.currency) } })
        }),
    })),
  ],
]

test.each(cases)('the judge finds an engine that %s: %s', async (_what, expected, tamper) => {
  expect(await foundIn(tamper, expected)).toContain(expected)
})

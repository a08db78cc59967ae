import { beforeEach, describe, expect, test } from 'vitest'
import type { Change } from '../../../src-main/engine/changes.ts'
import { PendingBodies } from '../../../src-main/shell/ipc/pending-bodies.ts'
import type { Topic } from '../../../src-preload/contract/feed.ts'
import { closedCandle, day, formingCandle } from '../../support/candles.ts'
import { FakeBodies } from '../../support/fake-bodies.ts'

const chart = { venueId: 'demo', symbol: 'BTC/USDT', timeframe: '1m' } as const
const everything: readonly Topic[] = [
  { topic: 'bots' },
  { topic: 'positions' },
  { topic: 'orders' },
  { topic: 'balances' },
  { topic: 'fills' },
  { topic: 'equity', accountId: 'paper-demo', currency: 'USDT' },
  { topic: 'decisions', botId: 'b1' },
  { topic: 'candles', ...chart },
]
const fill = (id: string) => ({ kind: 'fill', booked: id as never }) as const
const decision = (botId: string, id: number): Change => ({
  kind: 'decision',
  decision: { botId, id } as Extract<Change, { kind: 'decision' }>['decision'],
})
const equity = (currency: string): Change => ({
  kind: 'equity',
  sample: { currency } as Extract<Change, { kind: 'equity' }>['sample'],
})
const candle = (of: ReturnType<typeof formingCandle> | ReturnType<typeof closedCandle>): Change => ({
  kind: 'candle',
  ...chart,
  candle: of,
})

let bodies: FakeBodies
let pending: PendingBodies
beforeEach(() => {
  bodies = new FakeBodies()
  pending = new PendingBodies(bodies.asTopicBodies)
})
const note = (changes: readonly Change[], topics = everything) => {
  for (const change of changes) pending.note(change, topics)
}

describe('what has changed since the window was told', () => {
  test('is told once, however often it changed', () => {
    note([
      { kind: 'bot', id: 'b1' },
      { kind: 'bot', id: 'b2' },
      { kind: 'bot', id: 'b1' },
      { kind: 'order', id: 'o1' },
    ])
    expect(pending.take(1_000)).toEqual([
      { kind: 'bots', changed: ['b1', 'b2'], removed: [] },
      { kind: 'orders', changed: ['o1'], removed: [] },
    ])
    expect(pending.take(2_000)).toEqual([])
  })

  test.each(['engine', 'risk'] as const)('names bots that come to be halted: %s', (kind) => {
    bodies.halted = ['b7']
    note([{ kind: 'bot', id: 'b1' }])
    expect(pending.take(1_000)).toEqual([{ kind: 'bots', changed: ['b1'], removed: [] }])
    note([{ kind }], [{ topic: 'orders' }])
    expect(pending.take(2_000)).toEqual([])
    note([{ kind }], [{ topic: 'bots' }])
    expect(pending.take(3_000)).toEqual([{ kind: 'bots', changed: ['b7'], removed: [] }])
  })

  test('waits in tables for a quarter of a second, and not longer', () => {
    note([{ kind: 'bot', id: 'b1' }])
    expect(pending.take(1_000)).toHaveLength(1)
    note([{ kind: 'bot', id: 'b1' }])
    expect(pending.take(1_249)).toEqual([])
    expect(pending.take(1_250)).toHaveLength(1)
  })

  test('is nothing on topics that no screen wants', () => {
    note(
      [{ kind: 'bot', id: 'b1' }, fill('f1'), decision('b1', 1), equity('USDT'), candle(closedCandle(day))],
      [],
    )
    note(
      [
        { kind: 'order', id: 'o1' },
        { kind: 'balances', accountId: 'a' },
      ],
      [{ topic: 'fills' }],
    )
    expect(pending.take(1_000)).toEqual([])
  })

  test('of other bots, currencies and charts is not told', () => {
    const other = { ...chart, kind: 'candle', timeframe: '5m', candle: closedCandle(day) } as const
    note([decision('b2', 1), equity('USD'), other])
    expect(pending.take(1_000)).toEqual([])
  })

  test('in a candle is its newest state; closed ones are all there, oldest first', () => {
    note([
      candle(formingCandle(day, { close: 100.1 })),
      candle(formingCandle(day, { close: 100.2 })),
      candle(closedCandle(day, { close: 100.3 })),
      candle(formingCandle(day + 60_000, { close: 100.4 })),
    ])
    const [body, ...others] = pending.take(0)
    expect(others).toEqual([])
    expect(body).toMatchObject({ kind: 'candles', ...chart })
    const rows = body?.kind === 'candles' ? body.changed : []
    expect(rows.map(([time, , , , close]) => [(time - day) / 60_000, close])).toEqual([
      [0, 100.3],
      [1, 100.4],
    ])
  })

  test('in lists that only grow comes in order and is bounded: the newest stay', () => {
    note(Array.from({ length: 501 }, (_, index) => fill(`f${index}`)))
    const [body] = pending.take(0)
    const added: readonly unknown[] = body?.kind === 'fills' ? body.added : []
    expect(added).toHaveLength(500)
    expect([added[0], added.at(-1)]).toEqual(['f1', 'f500'])
    note(Array.from({ length: 501 }, (_, index) => decision('b1', index)))
    const [told] = pending.take(0)
    expect(told?.kind === 'decisions' ? told.added.map(({ id }) => id).slice(0, 2) : []).toEqual([1, 2])
  })

  test('is forgotten when the window is hidden', () => {
    note([{ kind: 'bot', id: 'b1' }, fill('f1'), candle(closedCandle(day))])
    pending.clear()
    expect(pending.take(10_000)).toEqual([])
    note([{ kind: 'bot', id: 'b2' }])
    expect(pending.take(10_001)).toHaveLength(1)
  })
})

test('a price moves the positions on its pair and their bots', () => {
  bodies.held.push({ id: 'p1', botId: 'b1' })
  note([{ kind: 'mark', venueId: 'demo', symbol: 'BTC/USDT' }])
  expect(pending.take(1_000)).toEqual([
    { kind: 'bots', changed: ['b1'], removed: [] },
    { kind: 'positions', changed: ['p1'], removed: [] },
  ])
  note([{ kind: 'mark', venueId: 'demo', symbol: 'BTC/USDT' }], [{ topic: 'fills' }])
  expect(pending.take(2_000)).toEqual([])
})

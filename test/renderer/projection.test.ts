import { describe, expect, it } from 'vitest'
import {
  applyBody,
  applySnapshot,
  bounds,
  emptyProjection,
  seriesKey,
} from '../../src-renderer/state/projection.ts'
import { bot, decision, engineView, fill } from './support/views.ts'

describe('projection', () => {
  it('tells "not told yet" from "told that there is none"', () => {
    expect(emptyProjection.bots).toBeNull()
    expect(applyBody(emptyProjection, { kind: 'bots', changed: [], removed: [] }).bots?.size).toBe(0)
  })

  it('changes and removes rows by id and keeps the others in their place', () => {
    const three = { kind: 'bots', changed: [bot('a'), bot('b'), bot('c')], removed: [] } as const
    const before = applyBody(emptyProjection, { ...three, changed: [...three.changed], removed: [] })
    const after = applyBody(before, { kind: 'bots', changed: [bot('b', { name: 'B' })], removed: ['a'] })
    expect([...(after.bots?.values() ?? [])].map((row) => row.name)).toEqual(['B', 'c'])
    expect(before.bots?.get('b')?.name).toBe('b')
  })

  it('replaces everything with a snapshot', () => {
    const old = applyBody(emptyProjection, { kind: 'fills', added: [fill('old', 1)] })
    expect(old.fills).toHaveLength(1)
    const next = applySnapshot({ seq: 4, at: 0, bodies: [{ kind: 'engine', engine: engineView() }] })
    expect(next.fills).toBeNull()
    expect(next.engine?.state).toBe('running')
  })

  it('keeps fills newest first, once each, and bounded', () => {
    const first = applyBody(emptyProjection, { kind: 'fills', added: [fill('a', 1), fill('b', 2)] })
    const again = applyBody(first, { kind: 'fills', added: [fill('c', 3), fill('b', 2)] })
    expect(again.fills?.map((row) => row.id)).toEqual(['c', 'b', 'a'])
    const many = Array.from({ length: bounds.fills + 5 }, (_, index) => fill(`f${index}`, index))
    expect(applyBody(emptyProjection, { kind: 'fills', added: many }).fills).toHaveLength(bounds.fills)
  })

  it('orders decisions by their number, not by arrival', () => {
    const body = { kind: 'decisions', botId: 'b', added: [decision(1), decision(3), decision(2)] } as const
    const state = applyBody(emptyProjection, { ...body, added: [...body.added] })
    expect(state.decisions.b?.map((row) => row.id)).toEqual([3, 2, 1])
  })

  it('replaces the candle that still forms and appends the next', () => {
    const series = { kind: 'candles', venueId: 'v', symbol: 'BTC/USDT', timeframe: '5m' } as const
    const one = applyBody(emptyProjection, {
      ...series,
      changed: [
        [0, 1, 2, 1, 2, 5],
        [300, 2, 2, 2, 2, 1],
      ],
    })
    const two = applyBody(one, {
      ...series,
      changed: [
        [300, 2, 4, 2, 3, 2],
        [600, 3, 3, 3, 3, 1],
      ],
    })
    expect(two.candles[seriesKey(series)]?.map((row) => row[4])).toEqual([2, 3, 3])
  })

  it('lets an equity point of the same time replace the last', () => {
    const point = (time: number, equity: string) => ({ time, equity, benchmark: null })
    const body = (added: ReturnType<typeof point>[]) =>
      ({ kind: 'equity', accountId: 'a', currency: 'USDT', added }) as const
    const one = applyBody(emptyProjection, body([point(1, '10'), point(2, '11')]))
    const two = applyBody(one, body([point(2, '12'), point(3, '13')]))
    expect(two.equity['a USDT']?.map((each) => each.equity)).toEqual(['10', '12', '13'])
  })
})

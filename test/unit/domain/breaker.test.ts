import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  admits,
  type Breaker,
  type BreakerRule,
  closed,
  onEntry,
  onGoodProbe,
  onNoProbe,
  onRecovery,
  onTime,
  policies,
  resetOf,
  type Trip,
  trip,
} from '../../../src-main/domain/risk/breaker.ts'

const cause: Trip = { at: 1_000, seenAt: 2_000, value: '5', limit: '5', unit: 'count' }
const minute = 60_000
const openAt = (resetsAt: number | null): Breaker => trip(closed, cause, resetsAt)

describe('a circuit breaker', () => {
  test('admits entries while closed and none while open', () => {
    expect(admits(closed)).toBe(true)
    expect(admits(openAt(5_000))).toBe(false)
    expect(() => onEntry(openAt(5_000), 'p1')).toThrow('open')
  })

  test('keeps the cause of its first trip', () => {
    const open = openAt(5_000)
    expect(trip(open, { ...cause, value: '9' }, 9_000)).toBe(open)
  })

  test('lets one probe through after its cool-down, not a moment before', () => {
    const resetsAt = resetOf('loss-streak', cause.at, 0)
    expect(resetsAt).toBe(cause.at + 120 * minute)
    const open = openAt(resetsAt)
    expect(onTime(open, 'loss-streak', (resetsAt ?? 0) - 1)).toBe(open)
    const half = onTime(open, 'loss-streak', resetsAt ?? 0)
    expect([half.state, admits(half)]).toEqual(['half-open', true])
    const probing = onEntry(half, 'p1')
    expect(admits(probing)).toBe(false)
    expect(() => onEntry(probing, 'p2')).toThrow('half-open')
  })

  test('closes after enough good probes, each its own', () => {
    let breaker = onTime(openAt(5_000), 'slippage', 5_000)
    for (const id of ['p1', 'p2', 'p3']) {
      expect(breaker.state).toBe('half-open')
      breaker = onEntry(breaker, id)
      expect(onGoodProbe(breaker, 'slippage', 'stranger')).toBe(breaker)
      breaker = onGoodProbe(breaker, 'slippage', id)
    }
    expect(breaker).toEqual(closed)
  })

  test('opens anew at a bad probe, and lets the next try when one came to nothing', () => {
    const probing = onEntry(onTime(openAt(5_000), 'loss-streak', 5_000), 'p1')
    const anew = trip(probing, { ...cause, value: '6' }, 9_000)
    expect(anew).toEqual({ state: 'open', trip: { ...cause, value: '6' }, resetsAt: 9_000 })
    expect(onNoProbe(probing, 'p2')).toBe(probing)
    expect(admits(onNoProbe(probing, 'p1'))).toBe(true)
  })

  test('of a day ends with the day, of a drawdown never by itself, of data with their return', () => {
    expect(resetOf('daily-loss', 1_000, 77_000)).toBe(77_000)
    expect(onTime(openAt(77_000), 'daily-loss', 77_000)).toEqual(closed)
    const fallen = openAt(resetOf('drawdown', 1_000, 77_000))
    expect(onTime(fallen, 'drawdown', Number.MAX_SAFE_INTEGER)).toBe(fallen)
    expect(onRecovery(fallen, 'drawdown')).toBe(fallen)
    const stale = openAt(resetOf('stale-data', 1_000, 77_000))
    expect(onTime(stale, 'stale-data', Number.MAX_SAFE_INTEGER)).toBe(stale)
    expect(onRecovery(stale, 'stale-data')).toEqual(closed)
  })

  test('never lets two probes through at once, nor any entry while open, whatever happens', () => {
    const rule = fc.constantFrom(...(Object.keys(policies) as BreakerRule[]))
    const event = fc.record({
      kind: fc.constantFrom('trip', 'recover', 'time', 'enter', 'good', 'nothing'),
      id: fc.constantFrom('a', 'b', 'c'),
    })
    let probes = 0
    fc.assert(
      fc.property(rule, fc.array(event, { maxLength: 40 }), (of, events) => {
        let breaker: Breaker = closed
        let now = 0
        const underWay = new Set<string>()
        for (const each of events) {
          now += 10 * minute
          const before = breaker
          if (each.kind === 'trip')
            breaker = trip(breaker, { ...cause, at: now }, resetOf(of, now, now + minute))
          else if (each.kind === 'time') breaker = onTime(breaker, of, now)
          else if (each.kind === 'recover') breaker = onRecovery(breaker, of)
          else if (each.kind === 'enter') {
            if (!admits(breaker)) continue
            breaker = onEntry(breaker, each.id)
            if (before.state === 'half-open') underWay.add(each.id)
          } else {
            breaker = each.kind === 'good' ? onGoodProbe(breaker, of, each.id) : onNoProbe(breaker, each.id)
            if (breaker !== before) underWay.delete(each.id)
          }
          if (breaker.state !== 'half-open') underWay.clear()
          probes = Math.max(probes, underWay.size)
          expect(underWay.size).toBeLessThanOrEqual(1)
          if (breaker.state === 'open') expect(admits(breaker)).toBe(false)
        }
      }),
      { numRuns: 2_000 },
    )
    expect(probes).toBe(1)
  })
})

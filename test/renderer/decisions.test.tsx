import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { DecisionList } from '../../src-renderer/features/bots/DecisionList.tsx'
import { groupDecisions, matchesFilter } from '../../src-renderer/state/decision-groups.ts'
import { decision } from './support/views.ts'

const counts = (ids: readonly number[], actions: readonly ('held' | 'entered' | 'waited')[]) =>
  groupDecisions(ids.map((id, index) => decision(id, { action: actions[index] ?? 'held' }))).map(
    (group) => group.count,
  )

afterEach(cleanup)

describe('decision groups', () => {
  it('collapses neighbours that say the same, the newest standing alone', () => {
    expect(counts([5, 4, 3, 2, 1], ['held', 'held', 'held', 'held', 'held'])).toEqual([1, 4])
  })

  it('never collapses what moved money, nor across it', () => {
    expect(counts([6, 5, 4, 3, 2, 1], ['held', 'held', 'entered', 'entered', 'waited', 'waited'])).toEqual([
      1, 1, 1, 1, 2,
    ])
  })

  it('keeps different reasons and pairs apart', () => {
    const rows = [
      decision(4),
      decision(3, { action: 'waited', reason: { code: 'decision.order-pending' } }),
      decision(2, { action: 'waited', reason: { code: 'decision.stale-data' } }),
      decision(1, { action: 'waited', reason: { code: 'decision.stale-data' }, symbol: 'ETH/USDT' }),
    ]
    expect(groupDecisions(rows)).toHaveLength(4)
  })

  it('counts a missed condition as skipped, a trade as an entry', () => {
    expect(matchesFilter(decision(1, { action: 'waited' }), 'skipped')).toBe(true)
    expect(matchesFilter(decision(1, { action: 'held' }), 'skipped')).toBe(false)
    expect(matchesFilter(decision(1, { action: 'exited' }), 'entries')).toBe(true)
  })

  it('shows the count in words', () => {
    const decisions = [4, 3, 2, 1].map((id) => decision(id))
    render(<DecisionList decisions={decisions} filter="all" withSymbol={false} shownAtMost={10} />)
    expect(screen.getByText('Held long, 3 times')).toBeDefined()
    expect(screen.getAllByRole('listitem')).toHaveLength(2)
  })

  it('shows the confidence as a number, and none where a decision carries none', () => {
    const decisions = [
      decision(2, { action: 'waited', confidence: 72 }),
      decision(1, { action: 'entered', confidence: null }),
    ]
    render(<DecisionList decisions={decisions} filter="all" withSymbol={false} shownAtMost={10} />)
    const [newest, earlier] = screen.getAllByRole('button')
    expect(newest?.textContent).toContain('Confidence72%')
    expect(earlier?.textContent).not.toContain('Confidence')
  })
})

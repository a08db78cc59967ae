import type { DecisionView } from '../../src-preload/contract/views.ts'

export const decisionFilters = ['all', 'entries', 'skipped'] as const
export type DecisionFilter = (typeof decisionFilters)[number]

export interface DecisionGroup {
  readonly latest: DecisionView
  readonly oldest: DecisionView
  readonly count: number
}

const isTrade = (decision: DecisionView): boolean =>
  decision.action === 'entered' || decision.action === 'exited'

/** "Skipped" is everything that might have been an entry and was not: a refused one and an unmet condition. */
export const matchesFilter = (decision: DecisionView, filter: DecisionFilter): boolean => {
  switch (filter) {
    case 'all':
      return true
    case 'entries':
      return isTrade(decision)
    case 'skipped':
      return decision.action === 'skipped' || decision.action === 'waited'
  }
}

const repeats = (newer: DecisionView, older: DecisionView): boolean =>
  !isTrade(newer) &&
  newer.action === older.action &&
  newer.symbol === older.symbol &&
  newer.reason.code === older.reason.code

/**
 * Neighbours that say the same become one line with a count. What moved money stands alone, and so does the
 * newest decision: it is the answer to "what is the bot doing now".
 */
export const groupDecisions = (newestFirst: readonly DecisionView[]): readonly DecisionGroup[] => {
  const groups: { latest: DecisionView; oldest: DecisionView; count: number }[] = []
  newestFirst.forEach((decision, index) => {
    const last = groups.at(-1)
    if (last !== undefined && index > 1 && repeats(last.oldest, decision)) {
      last.oldest = decision
      last.count += 1
    } else groups.push({ latest: decision, oldest: decision, count: 1 })
  })
  return groups
}

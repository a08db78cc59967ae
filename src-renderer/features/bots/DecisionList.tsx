import { Lightbulb } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import type { DecisionView } from '../../../src-preload/contract/views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { type DecisionFilter, groupDecisions, matchesFilter } from '../../state/decision-groups.ts'
import { markDecisionRead } from '../../state/view-store.ts'
import { Empty } from '../../ui/States.tsx'
import { DecisionItem } from './DecisionItem.tsx'

interface DecisionListProps {
  readonly decisions: readonly DecisionView[]
  readonly filter: DecisionFilter
  readonly withSymbol: boolean
  readonly shownAtMost: number
}

export const DecisionList = ({ decisions, filter, withSymbol, shownAtMost }: DecisionListProps) => {
  const { t } = useI18n()
  const groups = useMemo(
    () =>
      groupDecisions(decisions.filter((decision) => matchesFilter(decision, filter))).slice(0, shownAtMost),
    [decisions, filter, shownAtMost],
  )
  const any = decisions.length > 0
  useEffect(() => {
    if (any) markDecisionRead()
  }, [any])
  if (groups.length === 0) {
    return <Empty icon={<Lightbulb />} why={any ? t('decision.noneOfKind') : t('decision.empty')} />
  }
  return (
    <ol aria-label={t('bot.decisions')} className="min-h-0 flex-1 overflow-y-auto">
      {groups.map((group, index) => (
        <DecisionItem
          // The oldest of a group stays while it grows; the newest would make it a new line each time.
          key={group.oldest.id}
          group={group}
          newest={index === 0 && group.latest === decisions[0]}
          withSymbol={withSymbol}
        />
      ))}
    </ol>
  )
}

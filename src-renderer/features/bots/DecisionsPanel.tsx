import { useState } from 'react'
import { Link } from 'react-router'
import type { BotView } from '../../../src-preload/contract/views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { type DecisionFilter, decisionFilters } from '../../state/decision-groups.ts'
import { useEngine } from '../../state/engine-store.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { LoadingRows } from '../../ui/States.tsx'
import { DecisionList } from './DecisionList.tsx'
import { NextEvaluation } from './NextEvaluation.tsx'

interface DecisionFilterProps {
  readonly filter: DecisionFilter
  readonly setFilter: (filter: DecisionFilter) => void
}

export const DecisionFilterSegments = ({ filter, setFilter }: DecisionFilterProps) => {
  const { t } = useI18n()
  const labels = {
    all: t('decision.all'),
    entries: t('decision.entries'),
    skipped: t('decision.skippedOnly'),
  }
  return (
    <Segments
      label={t('decision.filter')}
      value={filter}
      onChange={setFilter}
      choices={decisionFilters.map((value) => ({ value, label: labels[value] }))}
    />
  )
}

export const DecisionsPanel = ({ bot }: { bot: BotView }) => {
  const { t } = useI18n()
  const [filter, setFilter] = useState<DecisionFilter>('all')
  const decisions = useEngine((state) => state.decisions[bot.id])
  return (
    <Panel label={t('bot.decisions')}>
      <NextEvaluation bot={bot} />
      <div className="flex h-10 shrink-0 items-center justify-between border-b border-line px-3">
        <h2 className="font-semibold">{t('bot.decisions')}</h2>
        <DecisionFilterSegments filter={filter} setFilter={setFilter} />
      </div>
      {decisions === undefined ? (
        <LoadingRows rows={6} height={44} />
      ) : (
        <DecisionList
          decisions={decisions}
          filter={filter}
          withSymbol={bot.symbols.length > 1}
          shownAtMost={40}
        />
      )}
      <div className="flex h-8 shrink-0 items-center justify-end border-t border-line px-3">
        <Link to={`/bots/${bot.id}/decisions`} className="text-small text-accent hover:underline">
          {t('decision.openTab')}
        </Link>
      </div>
    </Panel>
  )
}

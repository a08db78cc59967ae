import { CircleDashed, OctagonX, ShieldCheck } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import type { BreakerView } from '../../../src-preload/contract/risk-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { breakerFacts } from '../../state/breaker-facts.ts'
import { useEngine } from '../../state/engine-store.ts'
import { Button } from '../../ui/Button.tsx'
import { ModePill } from '../../ui/Pill.tsx'
import { Empty, LoadingRows } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { ResetDialog } from './ResetDialog.tsx'

const Subject = ({ breaker, wanted }: { breaker: BreakerView; wanted: boolean }) => {
  const { t } = useI18n()
  const { scope, subject, botId, mode } = breaker
  const place = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (wanted) place.current?.scrollIntoView({ block: 'center' })
  }, [wanted])
  return (
    <span ref={place} className="flex items-center gap-1.5">
      {mode !== null && <ModePill mode={mode} small />}
      {botId === null ? (
        <span className="font-medium">{subject}</span>
      ) : (
        <Link to={`/bots/${botId}`} className="font-medium hover:underline">
          {subject}
        </Link>
      )}
      <span className="text-small text-muted">{t(`breakerScope.${scope}`)}</span>
    </span>
  )
}

/** Icon and word: a state is never a colour alone. */
const BreakerState = ({ state }: { state: BreakerView['state'] }) => {
  const { t } = useI18n()
  return (
    <span className="inline-flex items-center gap-1.5 font-medium text-warning">
      {state === 'open' ? <OctagonX aria-hidden size={14} /> : <CircleDashed aria-hidden size={14} />}
      {t(`breakerState.${state}`)}
    </span>
  )
}

interface BreakersTableProps {
  readonly breakers: readonly BreakerView[]
  readonly wanted: string | null
}

const Breakers = ({ breakers, wanted }: BreakersTableProps) => {
  const { t, format, wordFacts } = useI18n()
  const [asked, setAsked] = useState<BreakerView | null>(null)
  const amount = (row: BreakerView, name: 'value' | 'limit') => {
    const text = String(wordFacts(breakerFacts(row))[name])
    return row.currency === null ? text : `${text} ${row.currency}`
  }
  const resets = (row: BreakerView) =>
    row.resetsAt === null
      ? t(row.state === 'half-open' ? 'risk.resets.probe' : `risk.resets.${row.ends}`)
      : format.dateTimeSeconds(row.resetsAt)
  const columns: readonly Column<BreakerView>[] = [
    {
      key: 'subject',
      head: t('risk.subject'),
      cell: (row) => <Subject breaker={row} wanted={row.id === wanted} />,
    },
    { key: 'rule', head: t('risk.cause'), cell: (row) => t(`breakerRule.${row.rule}`) },
    { key: 'state', head: t('risk.state'), cell: (row) => <BreakerState state={row.state} /> },
    {
      key: 'value',
      head: t('risk.value'),
      align: 'right',
      cell: (row) => amount(row, 'value'),
    },
    { key: 'limit', head: t('risk.limit'), align: 'right', cell: (row) => amount(row, 'limit') },
    { key: 'tripped', head: t('risk.tripped'), cell: (row) => format.dateTimeSeconds(row.trippedAt) },
    { key: 'resets', head: t('risk.resets'), cell: resets },
    {
      key: 'reset',
      head: <span className="sr-only">{t('risk.reset')}</span>,
      align: 'right',
      pinned: true,
      cell: (row) => (
        <Button size="row" onClick={() => setAsked(row)}>
          {t('risk.reset')}
        </Button>
      ),
    },
  ]
  return (
    <>
      <Table
        name={stableNames.breakers}
        columns={columns}
        rows={breakers}
        rowKey={(row) => row.id}
        marked={(row) => row.id === wanted}
      />
      {asked !== null && <ResetDialog key={asked.id} breaker={asked} close={() => setAsked(null)} />}
    </>
  )
}

/** All circuit breakers that halt entries now. @param wanted the one that an alert led to */
export const BreakersTable = ({ wanted }: { wanted: string | null }) => {
  const { t } = useI18n()
  const breakers = useEngine((state) => state.breakers)
  if (breakers === null) return <LoadingRows rows={2} />
  if (breakers.length === 0) return <Empty icon={<ShieldCheck />} why={t('risk.breakersEmpty')} />
  return <Breakers breakers={breakers} wanted={wanted} />
}

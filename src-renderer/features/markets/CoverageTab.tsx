import { DatabaseZap, Plug } from 'lucide-react'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { VenueView } from '../../../src-preload/contract/venue-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useErrorText } from '../../state/commands.ts'
import { bySeriesName, coverageState } from '../../state/coverage.ts'
import { useEngine } from '../../state/engine-store.ts'
import { coverageEveryMs, useCoverage } from '../../state/use-coverage.ts'
import { useNow } from '../../state/use-now.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Select } from '../../ui/Select.tsx'
import { Empty, ErrorState, LoadingRows } from '../../ui/States.tsx'
import { CoverageTable } from './CoverageTable.tsx'

/** An answer this old is no longer what holds. */
const oldMs = 3 * coverageEveryMs

const Series = ({ venue }: { venue: VenueView }) => {
  const { t, format } = useI18n()
  const errorText = useErrorText()
  const now = useNow()
  const { series, answeredAt, failure, retry } = useCoverage(venue.id)
  const rows = useMemo(() => [...(series ?? [])].sort(bySeriesName), [series])
  if (series === null) {
    if (failure === null) return <LoadingRows rows={8} />
    const what = t('coverage.failed', { venue: venue.name })
    return <ErrorState what={what} detail={errorText(failure)} retry={retry} />
  }
  if (rows.length === 0) {
    return <Empty icon={<DatabaseZap />} why={t('coverage.empty', { venue: venue.name })} />
  }
  const late = rows.filter((row) => coverageState(row, venue, now).kind !== 'complete').length
  const age = t('age.ago', { span: format.duration(now - answeredAt) })
  const old = now - answeredAt > oldMs
  return (
    <>
      {old && (
        <Notice className="mx-3 mb-2">
          {[t('coverage.old', { age }), ...(failure === null ? [] : [errorText(failure)])].join(' ')}
        </Notice>
      )}
      <CoverageTable venue={venue} series={rows} now={now} />
      <p className="border-t border-line px-3 py-1.5 text-small text-muted">
        {[
          t('coverage.total', { count: rows.length }),
          late === 0 ? t('coverage.allComplete') : t('coverage.notComplete', { count: late }),
          t('coverage.asked', { age }),
        ].join(' · ')}
      </p>
    </>
  )
}

/** Which candles are held of an exchange, and where they came from. */
export const CoverageTab = () => {
  const { t } = useI18n()
  const venues = useEngine((state) => state.engine?.venues) ?? []
  const [query, setQuery] = useSearchParams()
  const venue = venues.find(({ id }) => id === query.get('venue')) ?? venues[0]
  if (venue === undefined) {
    return (
      <Panel label={t('coverage.title')} className="flex-1">
        <Empty icon={<Plug />} why={t('coverage.noVenue')} />
      </Panel>
    )
  }
  return (
    <Panel label={t('coverage.title')} className="flex-1">
      <header className="flex min-h-11 shrink-0 items-center gap-3 px-3">
        <Select
          label={t('markets.venue')}
          value={venue.id}
          choices={venues.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => setQuery({ venue: id }, { replace: true })}
        />
        <p className="min-w-0 truncate text-muted" title={t('coverage.about')}>
          {t('coverage.about')}
        </p>
      </header>
      <Series venue={venue} />
    </Panel>
  )
}

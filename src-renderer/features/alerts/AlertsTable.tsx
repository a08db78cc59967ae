import { BellRing } from 'lucide-react'
import { useCallback } from 'react'
import { useNavigate } from 'react-router'
import type { AlertView } from '../../../src-preload/contract/alert-view.ts'
import type { RequestInput } from '../../../src-preload/contract/requests.ts'
import { ask } from '../../bridge/bridge.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useCommand } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'
import { useMutes } from '../../state/use-mutes.ts'
import { useNow } from '../../state/use-now.ts'
import { usePages } from '../../state/use-pages.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/class-names.ts'
import { ModePill } from '../../ui/Pill.tsx'
import { Empty, ErrorState, LoadingRows } from '../../ui/States.tsx'
import { type Column, under } from '../../ui/Table.tsx'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { SeverityWord } from './Severity.tsx'

export type AlertFilter = RequestInput<'alerts.list'>['filter']
type Row = AlertView & { readonly row: number }

const pageSize = 100
const empty = { all: 'alerts.empty', new: 'alerts.emptyNew', open: 'alerts.emptyOpen' } as const

const AlertState = ({ alert }: { alert: AlertView }) => {
  const { t, format } = useI18n()
  const now = useNow()
  if (alert.resolvedAt !== null) {
    const age = t('age.ago', { span: format.duration(now - alert.resolvedAt) })
    return <span className="text-muted">{`✓ ${t('alerts.resolved', { age })}`}</span>
  }
  return (
    <span className={alert.seen ? 'text-muted' : 'font-medium text-accent'}>
      {t(alert.seen ? 'alerts.seen' : 'alerts.new')}
      {alert.lasts && ` · ${t('alerts.lasts')}`}
    </span>
  )
}

const AlertActions = ({ alert }: { alert: AlertView }) => {
  const { t } = useI18n()
  const navigate = useNavigate()
  const { send } = useCommand()
  const mutes = useMutes()
  const { target } = alert
  const goTo = (route: string) => {
    void send('alerts.seen', { ids: [alert.id] })
    void navigate(route)
  }
  return (
    <span className="flex justify-end gap-1.5">
      {mutes.isMuted(alert) ? (
        <Button size="row" look="ghost" onClick={() => mutes.unmute(alert.text.code, alert.source.id)}>
          {t('alerts.unmute')}
        </Button>
      ) : (
        mutes.canMute(alert) && (
          <Button size="row" look="ghost" onClick={() => mutes.mute(alert)}>
            {t('alerts.mute')}
          </Button>
        )
      )}
      {target !== null && (
        <Button size="row" onClick={() => goTo(target)}>
          {t('alerts.goTo')}
        </Button>
      )}
    </span>
  )
}

const useColumns = (): readonly Column<Row>[] => {
  const { t, say, format } = useI18n()
  return [
    under(
      {
        key: 'severity',
        head: t('alerts.severity'),
        cell: (row) => <SeverityWord severity={row.severity} />,
      },
      (row) => (
        <span className="flex items-center gap-1.5">
          {row.source.name ?? t('alerts.app')}
          {row.mode !== null && <ModePill mode={row.mode} small />}
        </span>
      ),
      `${t('alerts.severity')} · ${t('alerts.source')}`,
    ),
    {
      key: 'time',
      head: t('alerts.time'),
      cell: (row) => <span className="text-muted">{format.dateTimeSeconds(row.raisedAt)}</span>,
    },
    {
      key: 'text',
      head: t('alerts.text'),
      className: 'w-full max-w-0 min-w-60',
      cell: (row) => (
        <span
          title={say(row.text)}
          className={cx('selectable line-clamp-2 whitespace-normal', row.seen ? 'text-muted' : 'font-medium')}
        >
          {say(row.text)}
        </span>
      ),
    },
    { key: 'state', head: t('alerts.state'), cell: (row) => <AlertState alert={row} /> },
    {
      key: 'actions',
      head: <span className="sr-only">{t('alerts.actions')}</span>,
      align: 'right',
      pinned: true,
      cell: (row) => <AlertActions alert={row} />,
    },
  ]
}

export const AlertsTable = ({ filter }: { filter: AlertFilter }) => {
  const { t } = useI18n()
  const columns = useColumns()
  // Whatever is raised, seen or settled changes one of the newest, or how many are new.
  const freshness = useEngine((state) =>
    state.alerts.map(({ id, seen, resolvedAt }) => `${id}${seen}${resolvedAt ?? ''}`).join(),
  )
  const fetchPage = useCallback(
    async (before: number | null) => {
      const reply = await ask('alerts.list', { filter, before, limit: pageSize })
      return reply.ok
        ? { ok: true as const, data: { rows: reply.data.alerts, total: reply.data.total } }
        : reply
    },
    [filter],
  )
  const pages = usePages<Row>(fetchPage, (row) => row.row, freshness)
  if (pages.failure !== null && pages.rows === null) {
    return <ErrorState what={t('state.loadFailed')} detail={pages.failure} retry={pages.reload} />
  }
  if (pages.rows === null) return <LoadingRows rows={6} />
  if (pages.rows.length === 0) return <Empty icon={<BellRing />} why={t(empty[filter])} />
  return (
    <>
      <VirtualTable
        tall
        name={stableNames.alerts}
        columns={columns}
        rows={pages.rows}
        total={pages.total}
        rowKey={(row) => row.id}
        loadMore={pages.loadMore}
      />
      <p className="border-t border-line px-3 py-1.5 text-small text-muted">
        {t('alerts.total', { count: pages.total })}
      </p>
    </>
  )
}

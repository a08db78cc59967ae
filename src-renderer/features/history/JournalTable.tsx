import { NotebookText } from 'lucide-react'
import { useCallback } from 'react'
import type { JournalView } from '../../../src-preload/contract/views.ts'
import { ask } from '../../bridge/bridge.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { type TextKey, tables } from '../../i18n/translate.ts'
import { useEngine } from '../../state/engine-store.ts'
import { usePages } from '../../state/use-pages.ts'
import { OrderTrace } from '../../ui/OrderTrace.tsx'
import { Empty, ErrorState, LoadingRows } from '../../ui/States.tsx'
import type { Column } from '../../ui/Table.tsx'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { useFactText } from './use-fact-text.ts'

const pageSize = 100

/** A sentence where the event has one; otherwise its facts. */
const Facts = ({ row }: { row: JournalView }) => {
  const { loose, wordFacts } = useI18n()
  const factText = useFactText()
  const key = `journal.${row.event}`
  const text = key in tables.en ? loose(key as TextKey, wordFacts(row.facts)) : factText(row.facts)
  return (
    <span title={text} className="selectable block min-w-44 truncate">
      {text}
    </span>
  )
}

const useColumns = (): readonly Column<JournalView>[] => {
  const { t, loose, format } = useI18n()
  /** The list of events is open: one without a text shows its own name. */
  const eventText = (event: string) =>
    `event.${event}` in tables.en ? loose(`event.${event}` as TextKey) : event
  return [
    {
      key: 'time',
      head: t('history.seenAt'),
      cell: (row) => <span className="text-muted">{format.dateTimeSeconds(row.seenAt)}</span>,
    },
    {
      key: 'market',
      head: t('common.market'),
      cell: (row) => (
        <span className="text-muted">
          {row.marketTime === null ? '–' : format.dateTimeSeconds(row.marketTime)}
        </span>
      ),
    },
    { key: 'actor', head: t('history.actor'), cell: (row) => t(`actor.${row.actor}`) },
    {
      key: 'event',
      head: t('history.event'),
      cell: (row) => <span className="font-medium">{eventText(row.event)}</span>,
    },
    { key: 'bot', head: t('history.bot'), cell: (row) => row.botName ?? '–' },
    { key: 'order', head: t('history.order'), cell: (row) => <OrderTrace orderId={row.orderId} /> },
    {
      key: 'facts',
      head: t('history.facts'),
      className: 'w-full max-w-0',
      cell: (row) => <Facts row={row} />,
    },
  ]
}

interface JournalTableProps {
  readonly botId: string | null
  /** Shows this order alone, from its decision on. */
  readonly orderId: string | null
}

export const JournalTable = ({ botId, orderId }: JournalTableProps) => {
  const { t } = useI18n()
  const columns = useColumns()
  // Something worth an entry nearly always changes a bot or raises an alert.
  const freshness = useEngine(
    (state) =>
      `${state.alerts.length} ${[...(state.bots?.values() ?? [])].map((bot) => `${bot.stateSince} ${bot.closedPositions} ${bot.openPositions}`).join()}`,
  )
  const fetchPage = useCallback(
    async (before: number | null) => {
      const of = orderId === null ? {} : { orderId }
      const reply = await ask('history.journal', { botId, before, limit: pageSize, ...of })
      return reply.ok
        ? { ok: true as const, data: { rows: reply.data.entries, total: reply.data.total } }
        : reply
    },
    [botId, orderId],
  )
  const pages = usePages<JournalView>(fetchPage, (row) => row.id, freshness)
  if (pages.failure !== null && pages.rows === null) {
    return <ErrorState what={t('state.loadFailed')} detail={pages.failure} retry={pages.reload} />
  }
  if (pages.rows === null) return <LoadingRows rows={8} />
  if (pages.rows.length === 0) return <Empty icon={<NotebookText />} why={t('history.journalEmpty')} />
  return (
    <>
      <VirtualTable
        name={stableNames.journal}
        columns={columns}
        rows={pages.rows}
        total={pages.total}
        rowKey={(row) => String(row.id)}
        loadMore={pages.loadMore}
      />
      <p className="border-t border-line px-3 py-1.5 text-small text-muted">
        {t('history.journalTotal', { count: pages.total })}
      </p>
    </>
  )
}

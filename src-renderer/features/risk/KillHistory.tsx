import { useEffect, useState } from 'react'
import type { JournalView } from '../../../src-preload/contract/views.ts'
import { ask } from '../../bridge/bridge.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useErrorText } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'
import { Panel } from '../../ui/Panel.tsx'
import { ErrorState, LoadingRows } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'

/** Asked for anew whenever the kill switch is engaged or lifted. */
const useKillHistory = () => {
  const errorText = useErrorText()
  const [entries, setEntries] = useState<readonly JournalView[] | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [turn, setTurn] = useState(0)
  const state = useEngine(({ engine }) => engine?.kill.map(({ mode, since }) => `${mode} ${since}`).join())
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked does not depend on why it is asked again
  useEffect(() => {
    let left = false
    void ask('risk.killHistory', {}).then((reply) => {
      if (left) return
      setFailure(reply.ok ? null : errorText(reply.error))
      if (reply.ok) setEntries(reply.data.entries)
    })
    return () => {
      left = true
    }
  }, [state, turn])
  return { entries, failure, retry: () => setTurn(turn + 1) }
}

/** Who halted all entries when, and why they went on. */
export const KillHistory = () => {
  const { t, wordFacts, format } = useI18n()
  const { entries, failure, retry } = useKillHistory()
  const fact = (row: JournalView, name: string) => String(wordFacts(row.facts)[name] ?? '–')
  const columns: readonly Column<JournalView>[] = [
    { key: 'time', head: t('history.seenAt'), cell: (row) => format.dateTimeSeconds(row.seenAt) },
    { key: 'mode', head: t('positions.mode'), cell: (row) => fact(row, 'mode') },
    {
      key: 'event',
      head: t('history.event'),
      cell: (row) => (
        <span className="font-medium">
          {t(row.event === 'kill.engaged' ? 'event.kill.engaged' : 'event.kill.lifted')}
        </span>
      ),
    },
    {
      key: 'why',
      head: t('risk.kill.why'),
      className: 'w-full',
      cell: (row) => fact(row, row.event === 'kill.engaged' ? 'source' : 'reason'),
    },
  ]
  const title = t('risk.kill')
  return (
    <Panel title={title}>
      {failure !== null && <ErrorState what={t('state.loadFailed')} detail={failure} retry={retry} />}
      {failure === null && entries === null && <LoadingRows rows={2} />}
      {entries?.length === 0 && <p className="px-3 pb-3 text-muted">{t('risk.kill.empty')}</p>}
      {entries !== null && entries.length > 0 && (
        <Table name={title} columns={columns} rows={entries} rowKey={({ id }) => String(id)} />
      )}
    </Panel>
  )
}

import { DatabaseBackup, FolderOpen, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { RequestOutput } from '../../../src-preload/contract/requests.ts'
import { ask } from '../../bridge/bridge.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'
import { tell } from '../../state/tell.tsx'
import { Button } from '../../ui/Button.tsx'
import { QuestionDialog } from '../../ui/Dialog.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Empty, ErrorState, LoadingRows } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'

type Info = RequestOutput<'recovery.info'>
type Backup = Info['backups'][number]

const RestoreDialog = ({ backup, close }: { backup: Backup | null; close: () => void }) => {
  const { t, format } = useI18n()
  const cancel = useRef<HTMLButtonElement>(null)
  const { send, pending } = useCommand()
  if (backup === null) return null
  const restore = async () => {
    if ((await send('recovery.restore', { file: backup.file })) === null) return
    tell(({ t }) => t('recovery.restored'))
    close()
  }
  return (
    <QuestionDialog
      open
      close={close}
      title={t('recovery.restoreTitle', { time: format.dateTime(backup.at) })}
      initialFocus={cancel}
      footer={
        <>
          <Button ref={cancel} onClick={close}>
            {t('action.cancel')}
          </Button>
          <Button look="primary" disabled={pending !== null} onClick={() => void restore()}>
            {t('recovery.restoreDo')}
          </Button>
        </>
      }
    >
      <p className="text-muted">{t('recovery.restoreWhat')}</p>
    </QuestionDialog>
  )
}

const Backups = ({ backups, choose }: { backups: readonly Backup[]; choose: (backup: Backup) => void }) => {
  const { t, format } = useI18n()
  const columns: readonly Column<Backup>[] = [
    {
      key: 'when',
      head: t('recovery.when'),
      cell: (row) => <span className="font-medium">{format.dateTime(row.at)}</span>,
    },
    {
      key: 'file',
      head: t('recovery.file'),
      cell: (row) => <span className="selectable font-mono text-meta text-muted">{row.file}</span>,
    },
    { key: 'size', head: t('recovery.size'), align: 'right', cell: (row) => format.bytes(row.bytes) },
    {
      key: 'restore',
      head: <span className="sr-only">{t('recovery.restore')}</span>,
      align: 'right',
      cell: (row) => (
        <Button size="row" onClick={() => choose(row)}>
          {t('recovery.restore')}
        </Button>
      ),
    },
  ]
  if (backups.length === 0) return <Empty icon={<DatabaseBackup />} why={t('recovery.noBackups')} />
  return <Table name={t('recovery.backups')} columns={columns} rows={backups} rowKey={(row) => row.file} />
}

/** What is wrong, that nothing was touched, and the ways out. */
export const RecoveryScreen = () => {
  const { t, say } = useI18n()
  const { send } = useCommand()
  const blockedBy = useEngine((state) => state.engine?.blockedBy ?? null)
  const [info, setInfo] = useState<Info | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [chosen, setChosen] = useState<Backup | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: an attempt asks again
  useEffect(() => {
    void ask('recovery.info', {}).then((reply) => {
      setFailure(reply.ok ? null : reply.error.message)
      if (reply.ok) setInfo(reply.data)
    })
  }, [attempt])
  const problem = blockedBy ?? info?.problem ?? null
  return (
    <div className="mx-auto flex min-h-full max-w-[760px] flex-col justify-center gap-4 p-6">
      <div className="flex items-start gap-3">
        <TriangleAlert className="mt-1 size-6 shrink-0 text-warning" />
        <div>
          <h1 className="text-[22px] leading-8 font-semibold">{t('recovery.title')}</h1>
          {problem !== null && <p className="selectable text-[14px] font-medium">{say(problem)}</p>}
          <p className="mt-1 text-muted">{t('recovery.untouched')}</p>
          <p className="mt-1">{t('recovery.live')}</p>
        </div>
      </div>
      <Panel
        title={t('recovery.backups')}
        aside={
          <Button
            size="row"
            icon={<FolderOpen size={14} />}
            onClick={() => void send('recovery.openFolder', {})}
          >
            {t('recovery.openFolder')}
          </Button>
        }
      >
        {failure !== null ? (
          <ErrorState
            what={t('state.loadFailed')}
            detail={failure}
            retry={() => setAttempt((count) => count + 1)}
          />
        ) : info === null ? (
          <LoadingRows rows={3} />
        ) : (
          <Backups backups={info.backups} choose={setChosen} />
        )}
      </Panel>
      <RestoreDialog backup={chosen} close={() => setChosen(null)} />
    </div>
  )
}

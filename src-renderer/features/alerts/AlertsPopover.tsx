import { Bell } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { AlertView } from '../../../src-preload/contract/alert-view.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'
import { useNow } from '../../state/use-now.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { Empty } from '../../ui/States.tsx'
import { SeverityIcon } from './Severity.tsx'

/** The newest; the inbox has them all. */
const shownAtMost = 8

const AlertRow = ({ alert, now, go }: { alert: AlertView; now: number; go: (alert: AlertView) => void }) => {
  const { t, say, format } = useI18n()
  return (
    <li className="flex gap-2.5 border-b border-line px-3 py-2 last:border-b-0">
      <span className="mt-0.5">
        <SeverityIcon severity={alert.severity} />
      </span>
      <div className="min-w-0 flex-1">
        <p className={alert.seen ? 'text-muted' : 'font-medium'}>{say(alert.text)}</p>
        <p className="text-meta text-faint">
          {t('age.ago', { span: format.duration(now - alert.raisedAt) })}
          {!alert.seen && <span className="ml-2 text-accent">{t('alerts.new')}</span>}
        </p>
      </div>
      {alert.target !== null && (
        <Button size="row" onClick={() => go(alert)}>
          {t('alerts.open')}
        </Button>
      )}
    </li>
  )
}

export const AlertsPopover = () => {
  const { t } = useI18n()
  const [open, setOpen] = useState(false)
  const navigate = useNavigate()
  const { send } = useCommand()
  const now = useNow()
  const alerts = useEngine((state) => state.alerts)
  const unseen = alerts.filter((alert) => !alert.seen)
  const newestFirst = [...alerts].sort((left, right) => right.raisedAt - left.raisedAt).slice(0, shownAtMost)
  const go = (alert: AlertView) => {
    setOpen(false)
    void send('alerts.seen', { ids: [alert.id] })
    if (alert.target !== null) void navigate(alert.target)
  }
  const showAll = () => {
    setOpen(false)
    void navigate('/alerts')
  }
  return (
    <Popover
      title={t('alerts.title')}
      open={open}
      setOpen={setOpen}
      width={400}
      aside={
        unseen.length > 0 && (
          <Button look="ghost" size="row" onClick={() => void send('alerts.allSeen', {})}>
            {t('alerts.markSeen')}
          </Button>
        )
      }
      trigger={
        <IconButton
          label={unseen.length === 0 ? t('alerts.title') : t('alerts.unseen', { count: unseen.length })}
          className="relative"
        >
          <Bell size={17} />
          {unseen.length > 0 && (
            <span
              aria-hidden
              className="absolute -top-0.5 -right-1 min-w-4 rounded-full bg-warning px-1 text-[10px] leading-4 font-bold text-app"
            >
              {unseen.length > 99 ? '99+' : unseen.length}
            </span>
          )}
        </IconButton>
      }
    >
      {newestFirst.length === 0 ? (
        <Empty icon={<Bell />} why={t('alerts.empty')} />
      ) : (
        <>
          <ul className="min-h-0 overflow-y-auto">
            {newestFirst.map((alert) => (
              <AlertRow key={alert.id} alert={alert} now={now} go={go} />
            ))}
          </ul>
          <div className="border-t border-line p-2 text-right">
            <Button size="row" onClick={showAll}>
              {t('alerts.all')}
            </Button>
          </div>
        </>
      )}
    </Popover>
  )
}

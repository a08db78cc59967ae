import type { ReactNode } from 'react'
import type { SentenceCode } from '../../../src-preload/contract/codes.ts'
import type { NotificationSettings as Settings } from '../../../src-preload/contract/notification-settings.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { type TextKey, tables } from '../../i18n/translate.ts'
import { useCommand } from '../../state/commands.ts'
import { useEngine, useTopics } from '../../state/engine-store.ts'
import { useAppInfo } from '../../state/use-app-info.ts'
import { useMutes } from '../../state/use-mutes.ts'
import { useNow } from '../../state/use-now.ts'
import { Button } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Select } from '../../ui/Select.tsx'

const hourMs = 3_600_000
const usualQuiet = { from: '22:00', until: '07:00' }

const Line = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-1.5 border-b border-line px-3 py-1.5 last:border-b-0">
    <span className="w-36 shrink-0 text-muted">{label}</span>
    <div className="flex min-w-0 flex-wrap items-center gap-3">{children}</div>
  </div>
)

const OnOff = ({ label, on, set }: { label: string; on: boolean; set: (on: boolean) => void }) => {
  const { t } = useI18n()
  return (
    <Select
      label={label}
      value={on ? 'on' : 'off'}
      choices={[
        { value: 'on', label: t('switch.on') },
        { value: 'off', label: t('switch.off') },
      ]}
      onChange={(value) => set(value === 'on')}
    />
  )
}

const Desktop = () => {
  const { t } = useI18n()
  const app = useAppInfo()
  if (app === null) return null
  return app.notifications ? (
    <span>{`✓ ${t('notify.available')}`}</span>
  ) : (
    <span className="text-warning">{`⚠ ${t('notify.unavailable')}`}</span>
  )
}

interface PartProps {
  readonly settings: Settings
  readonly set: (change: Partial<Settings>) => void
}

const Muting = ({ settings: { mutedUntil }, set }: PartProps) => {
  const { t, format } = useI18n()
  const now = useNow()
  if (mutedUntil === null || mutedUntil <= now) {
    return (
      <>
        <span className="text-muted">{t('notify.notMuted')}</span>
        <Button size="row" onClick={() => set({ mutedUntil: Date.now() + hourMs })}>
          {t('notify.muteHour')}
        </Button>
      </>
    )
  }
  return (
    <>
      <span>{t('notify.mutedUntil', { time: format.dateTime(mutedUntil) })}</span>
      <Button size="row" onClick={() => set({ mutedUntil: null })}>
        {t('notify.unmute')}
      </Button>
    </>
  )
}

const QuietHours = ({ settings: { quietHours }, set }: PartProps) => {
  const { t } = useI18n()
  const field = (part: 'from' | 'until', label: string) =>
    quietHours !== null && (
      <label className="flex items-center gap-1.5">
        <span className="text-muted">{label}</span>
        <input
          type="time"
          required
          value={quietHours[part]}
          className="h-7 rounded-control border border-control-line bg-panel px-2"
          onChange={({ target: { value } }) =>
            value !== '' && set({ quietHours: { ...quietHours, [part]: value } })
          }
        />
      </label>
    )
  return (
    <>
      <OnOff
        label={t('notify.quiet')}
        on={quietHours !== null}
        set={(on) => set({ quietHours: on ? usualQuiet : null })}
      />
      {field('from', t('notify.quietFrom'))}
      {field('until', t('notify.quietUntil'))}
      <span className="text-small text-muted">{t('notify.quietHint')}</span>
    </>
  )
}

const MutedKinds = () => {
  const { t, loose } = useI18n()
  const { muted, unmute } = useMutes()
  const bots = useEngine((state) => state.bots)
  const venues = useEngine((state) => state.engine?.venues)
  if (muted.length === 0) return <span className="text-muted">{t('notify.noMutedKinds')}</span>
  const kindOf = (code: SentenceCode) =>
    `alertKind.${code}` in tables.en ? loose(`alertKind.${code}` as TextKey) : code
  const nameOf = (id: string | null) =>
    id === null
      ? t('alerts.app')
      : (bots?.get(id)?.name ?? venues?.find((each) => each.id === id)?.name ?? id)
  return (
    <ul className="flex flex-col gap-1">
      {muted.map(({ code, sourceId }) => (
        <li key={`${code} ${sourceId}`} className="flex items-center gap-3">
          <span>{t('notify.mutedKind', { kind: kindOf(code), source: nameOf(sourceId) })}</span>
          <Button size="row" onClick={() => unmute(code, sourceId)}>
            {t('alerts.unmute')}
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** What of the alerts reaches toasts and the desktop. */
export const NotificationSettings = () => {
  const { t } = useI18n()
  const { send } = useCommand()
  const settings = useEngine((state) => state.settings?.notifications)
  // The names of bots for what is muted.
  useTopics([{ topic: 'bots' }])
  if (settings === undefined) return null
  const set = (change: Partial<Settings>) =>
    void send('settings.update', { notifications: { ...settings, ...change } })
  return (
    <Panel title={t('settings.section.notifications')}>
      <p className="px-3 pb-2 text-small text-muted">{t('notify.about')}</p>
      <Line label={t('notify.desktop')}>
        <Desktop />
      </Line>
      <Line label={t('notify.mute')}>
        <Muting settings={settings} set={set} />
      </Line>
      <Line label={t('notify.quiet')}>
        <QuietHours settings={settings} set={set} />
      </Line>
      <Line label={t('notify.sound')}>
        <OnOff label={t('notify.sound')} on={settings.sound} set={(sound) => set({ sound })} />
      </Line>
      <Line label={t('notify.mutedKinds')}>
        <MutedKinds />
      </Line>
    </Panel>
  )
}

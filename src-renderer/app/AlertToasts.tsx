import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { toast } from 'sonner'
import type { AlertView } from '../../src-preload/contract/alert-view.ts'
import type { Sentence } from '../../src-preload/contract/values.ts'
import { ask } from '../bridge/bridge.ts'
import { useI18n } from '../i18n/i18n.tsx'
import type { TextKey } from '../i18n/translate.ts'
import { useEngine } from '../state/engine-store.ts'
import { useMutes } from '../state/use-mutes.ts'
import { InfoPace } from './info-pace.ts'

/** What explains itself where it was done: the kill switch in its sheet and banner, a bot's state on its page. */
const toldElsewhere: ReadonlySet<string> = new Set([
  'alert.kill-engaged',
  'alert.bot-started',
  'alert.bot-paused',
  'alert.bot-stopped',
])

/** What is critical stays; a warning stands in the inbox, and must not cover for long what it warns of. */
const durationsMs = { info: 7_000, warning: 20_000, critical: Number.POSITIVE_INFINITY } as const

/** Words that follow the language while they stand there. */
const Said = ({ text }: { text: Sentence }) => useI18n().say(text)
const Word = ({ name }: { name: Extract<TextKey, 'alerts.open'> }) => useI18n().t(name)
const More = ({ count }: { count: number }) => useI18n().t('alerts.more', { count })

export const AlertToasts = () => {
  const navigate = useNavigate()
  const alerts = useEngine((state) => state.alerts)
  const ready = useEngine((state) => state.engine !== null)
  const mutedUntil = useEngine((state) => state.settings?.notifications.mutedUntil ?? null)
  const { isMuted, canMute } = useMutes()
  const known = useRef<Set<string> | null>(null)

  const open = (route: string) => () => void navigate(route)
  const show = ({ id, text, severity, target }: AlertView, more = 0) => {
    // What was counted is found among all of them.
    const route = more === 0 ? target : '/alerts'
    const onClick = (to: string) => () => {
      open(to)()
      void ask('alerts.seen', { ids: [id] })
    }
    toast(<Said text={text} />, {
      id,
      duration: durationsMs[severity],
      closeButton: severity !== 'info',
      ...(more === 0 ? {} : { description: <More count={more} /> }),
      ...(route === null ? {} : { action: { label: <Word name="alerts.open" />, onClick: onClick(route) } }),
    })
  }
  const latestShow = useRef(show)
  latestShow.current = show
  const [pace] = useState(() => new InfoPace<AlertView>((alert, more) => latestShow.current(alert, more)))
  useEffect(() => () => pace.end(), [pace])
  const keptBack = (alert: AlertView) =>
    isMuted(alert) || (canMute(alert) && mutedUntil !== null && Date.now() < mutedUntil)

  useEffect(() => {
    if (!ready) return
    // What was there before this window looked is not news.
    const before = known.current ?? new Set(alerts.map((alert) => alert.id))
    known.current = new Set([...before, ...alerts.map((alert) => alert.id)])
    // The newest comes last, as they happened.
    for (const alert of alerts.toReversed()) {
      // What has ended, or was seen elsewhere, does not stay in the way.
      if (before.has(alert.id) && (alert.seen || alert.resolvedAt !== null)) {
        toast.dismiss(alert.id)
        pace.forget(alert.id)
      }
      if (before.has(alert.id) || alert.seen || toldElsewhere.has(alert.text.code)) continue
      if (keptBack(alert)) continue
      const first = alert.text.code === 'alert.first-trade'
      if (alert.severity === 'info' && !first) pace.take(alert)
      else show(alert)
    }
  })
  return null
}

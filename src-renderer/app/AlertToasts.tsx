import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { toast } from 'sonner'
import type { AlertView } from '../../src-preload/contract/alert-view.ts'
import type { Sentence } from '../../src-preload/contract/values.ts'
import { ask } from '../bridge/bridge.ts'
import { useI18n } from '../i18n/i18n.tsx'
import type { TextKey } from '../i18n/translate.ts'
import { useEngine } from '../state/engine-store.ts'
import { useMutes } from '../state/use-mutes.ts'

/** At most one piece of plain information in this time; the rest waits in the inbox and is counted. */
const quietMs = 10_000
const moreId = 'more-alerts'

/** What explains itself where it was done: the kill switch in its sheet and banner, a bot's state on its page. */
const toldElsewhere: ReadonlySet<string> = new Set([
  'alert.kill-engaged',
  'alert.bot-started',
  'alert.bot-paused',
  'alert.bot-stopped',
])

/** Words that follow the language while they stand there. */
const Said = ({ text }: { text: Sentence }) => useI18n().say(text)
const Word = ({ name }: { name: Extract<TextKey, 'alerts.open'> }) => useI18n().t(name)
const More = ({ count }: { count: number }) => useI18n().t('alerts.more', { count })

/** Tells plain information once in a while, and how much of it came meanwhile when that is over. */
class InfoPace {
  #next = 0
  #more = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  /** True when it may be told now. */
  admits(onMore: (count: number) => void): boolean {
    const now = Date.now()
    if (now >= this.#next) {
      this.#next = now + quietMs
      return true
    }
    this.#more += 1
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#next = Date.now() + quietMs
      onMore(this.#more)
      this.#more = 0
    }, this.#next - now)
    return false
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }
}

export const AlertToasts = () => {
  const navigate = useNavigate()
  const alerts = useEngine((state) => state.alerts)
  const ready = useEngine((state) => state.engine !== null)
  const mutedUntil = useEngine((state) => state.settings?.notifications.mutedUntil ?? null)
  const { isMuted, canMute } = useMutes()
  const known = useRef<Set<string> | null>(null)
  const pace = useRef(new InfoPace())
  useEffect(() => {
    const mine = pace.current
    return () => mine.end()
  }, [])

  const open = (route: string) => () => void navigate(route)
  const show = ({ id, text, severity, target }: AlertView) =>
    toast(<Said text={text} />, {
      id,
      duration: severity === 'info' ? 7000 : Number.POSITIVE_INFINITY,
      closeButton: severity !== 'info',
      ...(target === null
        ? {}
        : {
            action: {
              label: <Word name="alerts.open" />,
              onClick: () => {
                open(target)()
                void ask('alerts.seen', { ids: [id] })
              },
            },
          }),
    })
  const showMore = (count: number) =>
    toast(<More count={count} />, {
      id: moreId,
      duration: 7000,
      action: { label: <Word name="alerts.open" />, onClick: open('/alerts') },
    })
  const keptBack = (alert: AlertView) =>
    isMuted(alert) || (canMute(alert) && mutedUntil !== null && Date.now() < mutedUntil)

  useEffect(() => {
    if (!ready) return
    // What was there before this window looked is not news.
    const before = known.current ?? new Set(alerts.map((alert) => alert.id))
    known.current = new Set([...before, ...alerts.map((alert) => alert.id)])
    for (const alert of alerts) {
      // What has ended, or was seen elsewhere, does not stay in the way.
      if (before.has(alert.id) && (alert.seen || alert.resolvedAt !== null)) toast.dismiss(alert.id)
      if (before.has(alert.id) || alert.seen || toldElsewhere.has(alert.text.code)) continue
      if (keptBack(alert)) continue
      const first = alert.text.code === 'alert.first-trade'
      if (alert.severity === 'info' && !first && !pace.current.admits(showMore)) continue
      show(alert)
    }
  })
  return null
}

import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { toast } from 'sonner'
import { ask } from '../bridge/bridge.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { useEngine } from '../state/engine-store.ts'

/** At most one piece of plain information in this time; the rest waits in the alerts list. */
const quietMs = 10_000

export const AlertToasts = () => {
  const { t, say } = useI18n()
  const navigate = useNavigate()
  const alerts = useEngine((state) => state.alerts)
  const ready = useEngine((state) => state.engine !== null)
  const known = useRef<Set<string> | null>(null)
  const lastInfo = useRef(0)
  useEffect(() => {
    if (!ready) return
    // What was there before this window looked is not news.
    const before = known.current ?? new Set(alerts.map((alert) => alert.id))
    known.current = new Set([...before, ...alerts.map((alert) => alert.id)])
    for (const alert of alerts) {
      // The kill switch explains itself in its sheet and its banner.
      if (before.has(alert.id) || alert.seen || alert.text.code === 'alert.kill-engaged') continue
      const first = alert.text.code === 'alert.first-trade'
      if (alert.severity === 'info' && !first) {
        if (Date.now() - lastInfo.current < quietMs) continue
        lastInfo.current = Date.now()
      }
      const { target } = alert
      toast(say(alert.text), {
        id: alert.id,
        duration: alert.severity === 'info' ? 7000 : Number.POSITIVE_INFINITY,
        closeButton: alert.severity !== 'info',
        ...(target === null
          ? {}
          : {
              action: {
                label: t('alerts.open'),
                onClick: () => {
                  void navigate(target)
                  void ask('alerts.seen', { ids: [alert.id] })
                },
              },
            }),
      })
    }
  }, [alerts, ready, say, t, navigate])
  return null
}

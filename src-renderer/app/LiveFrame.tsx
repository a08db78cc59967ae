import { useEffect } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { useEngine } from '../state/engine-store.ts'

/** Round the whole window and in its title while any live bot runs, whatever is on show. */
export const LiveFrame = () => {
  const { t } = useI18n()
  const isTrading = useEngine((state) => state.engine?.live.isTrading ?? false)
  useEffect(() => {
    document.title = isTrading ? t('live.windowTitle') : 'Auronex'
  }, [isTrading, t])
  if (!isTrading) return null
  return <div aria-hidden className="pointer-events-none fixed inset-0 z-[60] border-[3px] border-danger" />
}

import { Radio, TriangleAlert } from 'lucide-react'
import { useI18n } from '../i18n/i18n.tsx'
import { useCommand } from '../state/commands.ts'
import { useEngine } from '../state/engine-store.ts'
import { useNow } from '../state/use-now.ts'
import { Button } from '../ui/Button.tsx'
import { Banner } from './Banner.tsx'

/** The last seconds before a bot trades real money, and why one did not. */
export const LiveBanners = () => {
  const { t, loose } = useI18n()
  const now = useNow()
  const live = useEngine((state) => state.engine?.live)
  const { send, pending } = useCommand()
  if (live === undefined) return null
  const { arming, refused } = live
  // What the window takes for now is up to a second old.
  const left = arming === null ? 0 : Math.ceil((arming.startsAt - now) / 1000)
  const seconds = Math.min(5, Math.max(0, left))
  return (
    <>
      {arming !== null && (
        <Banner
          icon={<Radio className="size-4 shrink-0 text-danger-text" />}
          text={t('live.arming', { bot: arming.botName, seconds })}
          action={
            <Button size="row" disabled={pending !== null} onClick={() => void send('live.cancel', {})}>
              {t('action.cancel')}
            </Button>
          }
        />
      )}
      {refused !== null && (
        <Banner
          icon={<TriangleAlert className="size-4 shrink-0 text-warning" />}
          text={t('live.refused', { bot: refused.botName, why: loose(`error.${refused.code}`) })}
        />
      )}
    </>
  )
}

import { Link } from 'react-router'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'
import { missingForLive } from '../../state/selectors.ts'
import { tell } from '../../state/tell.tsx'
import { Button } from '../../ui/Button.tsx'

/** Off at once; on only by main's own question. Before there is a live account it says what is missing. */
export const LiveSwitch = () => {
  const { t } = useI18n()
  const live = useEngine((state) => state.engine?.live)
  const { send, pending } = useCommand()
  if (live === undefined) return null
  const missing = live.isOn ? null : missingForLive(live)
  if (missing !== null) {
    return (
      <div className="flex min-h-10 items-center justify-between gap-3 px-3 pb-2.5">
        <span className="text-muted">{t(missing)}</span>
        <Link to="/settings/keys" className="shrink-0 text-accent hover:underline">
          {t('live.openKeys')}
        </Link>
      </div>
    )
  }
  const turnOff = async () => {
    if ((await send('live.turnOff', {})) !== null) tell(({ t }) => t('live.turnedOff'))
  }
  return (
    <div className="flex min-h-10 items-center justify-between gap-3 px-3">
      <span>{t(live.isOn ? 'live.isOn' : 'live.isOff')}</span>
      <Button
        look={live.isOn ? 'plain' : 'danger'}
        disabled={pending !== null}
        onClick={() => void (live.isOn ? turnOff() : send('live.turnOn', {}))}
      >
        {t(live.isOn ? 'live.turnOff' : 'live.turnOn')}
      </Button>
    </div>
  )
}

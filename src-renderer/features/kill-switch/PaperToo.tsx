import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'

/** Only once there is a live account: before, a press halts paper as it is. */
export const PaperToo = () => {
  const { t } = useI18n()
  const ticked = useEngine((state) => state.settings?.killPaperToo ?? false)
  const hasLive = useEngine((state) => state.engine?.hasLiveAccount ?? false)
  const { send } = useCommand()
  if (!hasLive) return null
  return (
    <div className="border-t border-line py-3">
      <label className="flex items-center gap-2 font-medium">
        <input
          type="checkbox"
          className="size-4 accent-accent-fill"
          checked={ticked}
          onChange={(event) => void send('settings.update', { killPaperToo: event.target.checked })}
        />
        {t('kill.paperToo')}
      </label>
      <p className="mt-1 text-small text-muted">{t('kill.paperTooWhat')}</p>
    </div>
  )
}

import { OctagonX } from 'lucide-react'
import { useI18n } from '../i18n/i18n.tsx'
import { stableNames } from '../i18n/stable-names.ts'
import { useKillSwitch } from '../state/commands.ts'
import { useEngine } from '../state/engine-store.ts'
import { killEngaged } from '../state/selectors.ts'
import { openKillSheet } from '../state/view-store.ts'
import { Button } from '../ui/Button.tsx'
import { cx } from '../ui/class-names.ts'
import { Keys } from '../ui/Keys.tsx'

/** Always in sight and always one press; once engaged, a press shows what holds. */
export const KillButton = () => {
  const { t } = useI18n()
  const engaged = useEngine((state) => killEngaged(state.engine, state.settings?.killPaperToo ?? false))
  const blocked = useEngine((state) => state.engine?.state === 'blocked')
  const engage = useKillSwitch()
  return (
    <Button
      look={engaged ? 'kill-engaged' : 'kill'}
      name={stableNames.killSwitch}
      aria-pressed={engaged}
      disabled={blocked}
      title={blocked ? t('top.blocked') : undefined}
      className="h-8 px-3 font-semibold"
      icon={<OctagonX size={16} className={engaged ? '' : 'text-danger-text'} />}
      onClick={() => (engaged ? openKillSheet(null) : void engage('window'))}
    >
      {engaged ? t('kill.engaged') : t('kill.button')}
      <Keys
        keys="Mod+Shift+X"
        className={cx(
          'ml-1 hidden min-[1100px]:inline',
          engaged ? 'border-on-fill/50 text-on-fill' : 'border-danger',
        )}
      />
    </Button>
  )
}

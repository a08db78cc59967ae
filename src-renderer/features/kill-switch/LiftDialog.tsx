import { killSwitchWord } from '../../../src-preload/contract/codes.ts'
import type { Mode } from '../../../src-preload/contract/values.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { tell } from '../../state/tell.tsx'
import { closeKillSheet } from '../../state/view-store.ts'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'

interface LiftProps {
  readonly mode: Mode
  readonly close: () => void
}

/** Entries may go on. */
export const LiftDialog = ({ mode, close }: LiftProps) => {
  const { t, language } = useI18n()
  const { send, pending } = useCommand()
  const word = killSwitchWord[language]
  const lift = async (reason: string, confirmation: string) => {
    if ((await send('kill.lift', { mode, reason, confirmation })) === null) return
    tell((i18n) => i18n.t('kill.lifted'))
    close()
    closeKillSheet()
  }
  return (
    <ReasonDialog
      title={`${t('kill.liftTitle')} (${t(`mode.${mode}.word`)})`}
      description={t('kill.liftWhat')}
      reason={{ label: t('kill.reason'), hint: t('kill.reasonHint') }}
      word={{ word, label: t('kill.word', { word }), hint: t('kill.wordHint') }}
      action={t('kill.liftDo')}
      isBusy={pending !== null}
      confirm={(reason, typed) => void lift(reason, typed)}
      close={close}
    />
  )
}

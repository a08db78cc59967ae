import type { BreakerView } from '../../../src-preload/contract/risk-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { breakerFacts } from '../../state/breaker-facts.ts'
import { useCommand } from '../../state/commands.ts'
import { tell } from '../../state/tell.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'

interface ResetProps {
  readonly breaker: BreakerView
  readonly close: () => void
}

/** Lets entries through again. */
export const ResetDialog = ({ breaker, close }: ResetProps) => {
  const { t, wordFacts } = useI18n()
  const { send, pending } = useCommand()
  const { id, subject, ends, rule } = breaker
  const { value = '', limit = '' } = wordFacts(breakerFacts(breaker))
  const reset = async (reason: string) => {
    if ((await send('risk.resetBreaker', { id, reason })) === null) return
    tell((i18n) => i18n.t('risk.reset.done', { subject, rule: i18n.t(`breakerRule.${rule}`) }))
    close()
  }
  return (
    <ReasonDialog
      title={t('risk.reset.title', { subject, rule: t(`breakerRule.${rule}`) })}
      description={t('risk.reset.what', { value, limit })}
      reason={{ label: t('risk.reset.reason'), hint: t('risk.reset.reasonHint') }}
      action={t('risk.reset.do')}
      isBusy={pending !== null}
      confirm={(reason) => void reset(reason)}
      close={close}
    >
      <p className="pb-2 text-small text-muted">{t(`breakerNext.${ends}`)}</p>
    </ReasonDialog>
  )
}

import type { DifferenceView } from '../../../src-preload/contract/reconciliation-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { tell } from '../../state/tell.tsx'
import { useAccountName } from '../../state/use-account-name.ts'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'

/** What the user can accept. */
type Acceptable = Exclude<DifferenceView, { kind: 'breach' }>

interface AcceptProps {
  readonly accountId: string
  readonly difference: Acceptable
  readonly close: () => void
}

/** Our books take the exchange's figure. */
export const AcceptDialog = ({ accountId, difference, close }: AcceptProps) => {
  const { t, format } = useI18n()
  const { send, pending } = useCommand()
  const { asset } = difference
  const account = useAccountName()(accountId)
  // Of what was sold too much the balances agree.
  const missing = difference.kind === 'balance' ? difference.missing : '0'
  const what =
    difference.kind === 'balance'
      ? t('reconcile.acceptWhat', {
          account,
          amount: format.quantity(difference.theirs),
          asset,
        })
      : t('reconcile.oversoldWhat', {
          account,
          quantity: format.quantity(difference.quantity),
          asset,
        })
  const accept = async (reason: string) => {
    if ((await send('reconciliation.accept', { accountId, asset, missing, reason })) === null) return
    tell((i18n) => i18n.t('reconcile.accepted', { asset }))
    close()
  }
  return (
    <ReasonDialog
      title={t('reconcile.acceptTitle', { asset })}
      description={what}
      reason={{ label: t('reconcile.reason'), hint: t('reconcile.reasonHint') }}
      action={t('reconcile.accept')}
      isBusy={pending !== null}
      confirm={(reason) => void accept(reason)}
      close={close}
    />
  )
}

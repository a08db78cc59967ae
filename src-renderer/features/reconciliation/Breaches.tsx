import { useState } from 'react'
import type {
  DifferenceView,
  ReconciliationView,
} from '../../../src-preload/contract/reconciliation-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { tell } from '../../state/tell.tsx'
import { Button } from '../../ui/Button.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { exactly } from './exactly.ts'

type Breach = Extract<DifferenceView, { kind: 'breach' }>

/** What accepting it comes to. */
const outcomes = {
  'position-quantity': 'breachWhat.position',
  'position-cost': 'breachWhat.position',
  'position-openFees': 'breachWhat.position',
  'position-realized': 'breachWhat.position',
  'position-fees': 'breachWhat.position',
  'position-oversold': 'breachWhat.oversold',
  'order-filled': 'breachWhat.order',
  'order-overfilled': 'breachWhat.overfilled',
  'duplicate-trade': 'breachWhat.trades',
} as const satisfies Record<Breach['code'], string>

interface AcceptBreachProps {
  readonly accountId: string
  readonly breach: Breach
  readonly close: () => void
}

/** Our books take the word of their fills. */
const AcceptBreachDialog = ({ accountId, breach, close }: AcceptBreachProps) => {
  const { t, format } = useI18n()
  const { send, pending } = useCommand()
  const { code, subject, symbol, booked, counted } = breach
  const figures = { symbol, booked: exactly(format, booked), counted: exactly(format, counted) }
  const accept = async (reason: string) => {
    const input = { accountId, code, subject, counted, reason }
    if ((await send('reconciliation.acceptBreach', input)) === null) return
    tell((i18n) => i18n.t('reconcile.breachAccepted', { symbol }))
    close()
  }
  return (
    <ReasonDialog
      title={t('reconcile.breachTitle', { symbol })}
      description={t(outcomes[code], figures)}
      reason={{ label: t('reconcile.reason'), hint: t('reconcile.reasonHint') }}
      action={t('reconcile.accept')}
      isBusy={pending !== null}
      confirm={(reason) => void accept(reason)}
      close={close}
    />
  )
}

/** Where our own books contradict themselves. */
export const Breaches = ({ account }: { readonly account: ReconciliationView }) => {
  const { t } = useI18n()
  const [accepting, setAccepting] = useState<Breach | null>(null)
  const rows = account.differences.filter((each) => each.kind === 'breach')
  if (rows.length === 0) return null
  return (
    <>
      <ul className="flex flex-col gap-1">
        {rows.map((row) => (
          <li key={`${row.code} ${row.subject}`} className="flex items-center justify-between gap-2">
            <span>
              {t(`breach.${row.code}`, { symbol: row.symbol })}{' '}
              <span className="font-mono text-meta text-muted">{row.subject}</span>
            </span>
            <Button size="row" onClick={() => setAccepting(row)}>
              {t('reconcile.accept')}…
            </Button>
          </li>
        ))}
      </ul>
      {accepting !== null && (
        <AcceptBreachDialog
          accountId={account.accountId}
          breach={accepting}
          close={() => setAccepting(null)}
        />
      )}
    </>
  )
}

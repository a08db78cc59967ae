import { useState } from 'react'
import { useNavigate } from 'react-router'
import type {
  DifferenceView,
  ReconciliationView,
} from '../../../src-preload/contract/reconciliation-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useCommand } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'
import { useAccountName } from '../../state/use-account-name.ts'
import { resolve, useView } from '../../state/view-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Sheet } from '../../ui/Dialog.tsx'
import { ModePill } from '../../ui/Pill.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { AcceptDialog } from './AcceptDialog.tsx'
import { Breaches } from './Breaches.tsx'
import { exactly } from './exactly.ts'

type BalanceDifference = Extract<DifferenceView, { kind: 'balance' }>
type Oversold = Extract<DifferenceView, { kind: 'oversold' }>

const Balances = ({ account }: { readonly account: ReconciliationView }) => {
  const { t, format } = useI18n()
  const [accepting, setAccepting] = useState<BalanceDifference | null>(null)
  const exact = (text: string) => exactly(format, text)
  const rows = account.differences.filter((each) => each.kind === 'balance')
  if (rows.length === 0) return null
  const columns: readonly Column<BalanceDifference>[] = [
    { key: 'asset', head: t('balances.asset'), cell: (row) => <strong>{row.asset}</strong> },
    { key: 'ours', head: t('reconcile.ours'), align: 'right', cell: (row) => exact(row.ours) },
    {
      key: 'theirs',
      head: t('reconcile.theirs'),
      align: 'right',
      cell: (row) => exact(row.theirs),
    },
    {
      key: 'missing',
      head: t('reconcile.difference'),
      align: 'right',
      cell: (row) => `${row.missing.startsWith('-') ? '' : '+'}${exact(row.missing)}`,
    },
    {
      key: 'accept',
      head: <span className="sr-only">{t('reconcile.accept')}</span>,
      align: 'right',
      cell: (row) => (
        <Button size="row" onClick={() => setAccepting(row)}>
          {t('reconcile.accept')}…
        </Button>
      ),
    },
  ]
  return (
    <>
      <Table name={stableNames.differences} columns={columns} rows={rows} rowKey={(row) => row.asset} />
      {accepting !== null && (
        <AcceptDialog accountId={account.accountId} difference={accepting} close={() => setAccepting(null)} />
      )}
    </>
  )
}

const SoldTooMuch = ({ account }: { readonly account: ReconciliationView }) => {
  const { t, format } = useI18n()
  const [accepting, setAccepting] = useState<Oversold | null>(null)
  const rows = account.differences.filter((each) => each.kind === 'oversold')
  if (rows.length === 0) return null
  return (
    <>
      <ul className="flex flex-col gap-1">
        {rows.map((row) => (
          <li key={row.asset} className="flex items-center justify-between gap-2">
            {t('reconcile.oversold', { quantity: format.quantity(row.quantity), asset: row.asset })}
            <Button size="row" onClick={() => setAccepting(row)}>
              {t('reconcile.accept')}…
            </Button>
          </li>
        ))}
      </ul>
      {accepting !== null && (
        <AcceptDialog accountId={account.accountId} difference={accepting} close={() => setAccepting(null)} />
      )}
    </>
  )
}

const Trades = ({ account }: { readonly account: ReconciliationView }) => {
  const { t, format } = useI18n()
  if (account.foreignFills.length === 0) return null
  return (
    <section className="flex flex-col gap-1">
      <h3 className="font-semibold">{t('reconcile.foreignTrades')}</h3>
      <ul>
        {account.foreignFills.map((fill) => (
          <li key={`${fill.symbol} ${fill.tradeId} ${fill.side}`}>
            {t(`side.${fill.side}`)} {format.quantity(fill.quantity)} {fill.symbol} ·{' '}
            {format.price(fill.price)}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Ours, the exchange's and the difference, and what can be done about it. Entries on the account wait meanwhile. */
export const ResolutionSheet = () => {
  const { t } = useI18n()
  const navigate = useNavigate()
  const accountId = useView((view) => view.resolving)
  const accountName = useAccountName()
  const accounts = useEngine((state) => state.reconciliation)
  const { send, pending } = useCommand()
  const account = accounts?.find((each) => each.accountId === accountId)
  const close = () => resolve(null)
  const goTo = (path: string) => {
    close()
    void navigate(path)
  }
  return (
    <Sheet
      wide
      open={account !== undefined}
      close={close}
      title={t('reconcile.title')}
      description={t('reconcile.what', { account: accountName(accountId ?? '') })}
      footer={
        account === undefined ? undefined : (
          <>
            <Button onClick={() => goTo('/positions')}>{t('reconcile.foreign')}</Button>
            <Button
              look="primary"
              disabled={pending !== null}
              onClick={() => void send('reconciliation.ask', { accountId: account.accountId })}
            >
              {t('reconcile.askAgain')}
            </Button>
          </>
        )
      }
    >
      {account !== undefined && (
        <div className="flex flex-col gap-3">
          <span className="flex">
            <ModePill mode={account.mode} />
          </span>
          {account.differences.length === 0 && <p>{t('reconcile.well')}</p>}
          <Balances account={account} />
          <SoldTooMuch account={account} />
          <Breaches account={account} />
          <Trades account={account} />
        </div>
      )}
    </Sheet>
  )
}

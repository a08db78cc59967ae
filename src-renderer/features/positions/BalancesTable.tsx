import { Wallet } from 'lucide-react'
import type { BalanceView } from '../../../src-preload/contract/views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useEngine } from '../../state/engine-store.ts'
import { useAccountName } from '../../state/use-account-name.ts'
import { ModePill } from '../../ui/Pill.tsx'
import { Empty, LoadingRows } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'

export const BalancesTable = () => {
  const { t, format } = useI18n()
  const accountName = useAccountName()
  const balances = useEngine((state) => state.balances)
  if (balances === null) return <LoadingRows rows={3} />
  if (balances.length === 0) return <Empty icon={<Wallet />} why={t('positions.balancesEmpty')} />
  const columns: readonly Column<BalanceView>[] = [
    {
      key: 'asset',
      head: t('balances.asset'),
      cell: (row) => <span className="font-semibold">{row.asset}</span>,
    },
    { key: 'mode', head: t('positions.mode'), cell: (row) => <ModePill mode={row.mode} small /> },
    {
      key: 'account',
      head: t('balances.account'),
      cell: (row) => <span className="text-muted">{accountName(row.accountId)}</span>,
    },
    { key: 'total', head: t('balances.total'), align: 'right', cell: (row) => format.quantity(row.total) },
    { key: 'free', head: t('balances.free'), align: 'right', cell: (row) => format.quantity(row.free) },
    {
      key: 'orders',
      head: t('balances.inOrders'),
      align: 'right',
      cell: (row) => format.quantity(row.inOrders),
    },
  ]
  return (
    <Table
      name={stableNames.balances}
      columns={columns}
      rows={balances}
      rowKey={(row) => `${row.mode} ${row.accountId} ${row.asset}`}
    />
  )
}

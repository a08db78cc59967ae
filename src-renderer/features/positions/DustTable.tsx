import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useEngine } from '../../state/engine-store.ts'
import { useAccountName } from '../../state/use-account-name.ts'
import { Panel } from '../../ui/Panel.tsx'
import { type Column, Table } from '../../ui/Table.tsx'

interface Row {
  readonly accountId: string
  readonly symbol: string
  readonly asset: string
  readonly quantity: string
}

/** Remainders below the exchange's minimum; nothing while there are none. */
export const DustTable = () => {
  const { t, format } = useI18n()
  const accountName = useAccountName()
  const accounts = useEngine((state) => state.reconciliation)
  const rows = (accounts ?? []).flatMap(({ accountId, dust }) => dust.map((each) => ({ accountId, ...each })))
  if (rows.length === 0) return null
  const columns: readonly Column<Row>[] = [
    { key: 'asset', head: t('balances.asset'), cell: (row) => <strong>{row.asset}</strong> },
    { key: 'symbol', head: t('positions.pair'), cell: (row) => row.symbol },
    {
      key: 'account',
      head: t('balances.account'),
      cell: (row) => <span className="text-muted">{accountName(row.accountId)}</span>,
    },
    {
      key: 'quantity',
      head: t('positions.size'),
      align: 'right',
      cell: (row) => format.quantity(row.quantity),
    },
  ]
  return (
    <Panel title={t('dust.title')} count={t('dust.what')}>
      <Table
        name={stableNames.dust}
        columns={columns}
        rows={rows}
        rowKey={(row) => `${row.accountId} ${row.symbol}`}
      />
    </Panel>
  )
}

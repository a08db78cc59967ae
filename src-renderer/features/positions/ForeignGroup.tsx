import { useState } from 'react'
import type { ReconciliationView } from '../../../src-preload/contract/reconciliation-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useCommand } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'
import { useAccountName } from '../../state/use-account-name.ts'
import { Button } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Select } from '../../ui/Select.tsx'
import { type Column, Table } from '../../ui/Table.tsx'

type Kind = 'order' | 'holding'

interface Row {
  readonly accountId: string
  readonly kind: Kind
  readonly name: string
  readonly what: string
  readonly quantity: string
  readonly ignored: boolean
}

/** Adopting takes a bot of the same account that trades it. */
const Adopt = ({ row }: { readonly row: Row }) => {
  const { t } = useI18n()
  const { send, pending } = useCommand()
  const bots = useEngine((state) => state.bots)
  const accounts = useEngine((state) => state.reconciliation)
  const account = accounts?.find(({ accountId }) => accountId === row.accountId)
  const able = [...(bots?.values() ?? [])].filter(
    (bot) =>
      bot.venueId === account?.venueId &&
      bot.mode === account.mode &&
      bot.symbols.some((each) =>
        row.kind === 'order' ? row.what === each : each.startsWith(`${row.name}/`),
      ),
  )
  const [chosen, setChosen] = useState<string | null>(null)
  const botId = chosen ?? able[0]?.id
  if (botId === undefined) return <span className="text-muted">{t('foreign.noBot')}</span>
  const { accountId, kind, name } = row
  return (
    <span className="inline-flex items-center gap-1.5">
      <Select
        label={t('foreign.bot')}
        value={botId}
        choices={able.map((bot) => ({ value: bot.id, label: bot.name }))}
        onChange={setChosen}
      />
      <Button
        size="row"
        disabled={pending !== null}
        onClick={() => void send('foreign.adopt', { accountId, kind, name, botId })}
      >
        {t('foreign.adopt')}
      </Button>
    </span>
  )
}

const rowsOf = (account: ReconciliationView, kind: Kind): readonly Row[] =>
  kind === 'order'
    ? account.foreignOrders.map((order) => ({
        accountId: account.accountId,
        kind,
        name: order.exchangeOrderId,
        what: order.symbol,
        quantity: order.quantity,
        ignored: order.ignored,
      }))
    : account.foreignHoldings.map((holding) => ({
        accountId: account.accountId,
        kind,
        name: holding.asset,
        what: holding.asset,
        quantity: holding.quantity,
        ignored: holding.ignored,
      }))

/** What lies on our accounts and is not ours, in a group of its own; nothing while there is nothing. */
export const ForeignGroup = ({ kind }: { readonly kind: Kind }) => {
  const { t, format } = useI18n()
  const { send, pending } = useCommand()
  const accountName = useAccountName()
  const accounts = useEngine((state) => state.reconciliation)
  const rows = (accounts ?? []).flatMap((account) => rowsOf(account, kind))
  if (rows.length === 0) return null
  const columns: readonly Column<Row>[] = [
    { key: 'what', head: t(kind === 'order' ? 'positions.pair' : 'balances.asset'), cell: (row) => row.what },
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
    {
      key: 'adopt',
      head: t('foreign.adopt'),
      cell: (row) => (row.ignored ? t('foreign.ignored') : <Adopt row={row} />),
    },
    {
      key: 'ignore',
      head: <span className="sr-only">{t('foreign.ignore')}</span>,
      pinned: true,
      align: 'right',
      cell: ({ accountId, name, ignored }) => (
        <Button
          size="row"
          disabled={pending !== null}
          onClick={() => void send('foreign.ignore', { accountId, kind, name, ignored: !ignored })}
        >
          {t(ignored ? 'foreign.show' : 'foreign.ignore')}
        </Button>
      ),
    },
  ]
  const name = kind === 'order' ? stableNames.foreignOrders : stableNames.foreignHoldings
  return (
    <Panel title={t(kind === 'order' ? 'foreign.orders' : 'foreign.holdings')} count={t('foreign.what')}>
      <Table name={name} columns={columns} rows={rows} rowKey={(row) => `${row.accountId} ${row.name}`} />
    </Panel>
  )
}

import { ListOrdered, X } from 'lucide-react'
import type { OrderView } from '../../src-preload/contract/views.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { stableNames } from '../i18n/stable-names.ts'
import { useCommand } from '../state/commands.ts'
import { useEngine } from '../state/engine-store.ts'
import { marketTimeOf } from '../state/selectors.ts'
import { IconButton } from './Button.tsx'
import { SideText } from './Change.tsx'
import { OrderTrace } from './OrderTrace.tsx'
import { Empty, LoadingRows } from './States.tsx'
import { type Column, Table } from './Table.tsx'

const cancellable: ReadonlySet<OrderView['state']> = new Set(['open', 'partially-filled'])

export const OrdersTable = ({ orders, empty }: { orders: readonly OrderView[] | null; empty: string }) => {
  const { t, say, format } = useI18n()
  const { send } = useCommand()
  const engine = useEngine((state) => state.engine)
  if (orders === null) return <LoadingRows rows={4} />
  if (orders.length === 0) return <Empty icon={<ListOrdered />} why={empty} />
  const columns: readonly Column<OrderView>[] = [
    {
      key: 'bot',
      head: t('positions.bot'),
      cell: (row) => <span className="font-medium">{row.botName}</span>,
    },
    {
      key: 'mode',
      head: t('positions.mode'),
      cell: (row) => <span className="text-muted">{t(`mode.${row.mode}.word`)}</span>,
    },
    { key: 'pair', head: t('positions.pair'), cell: (row) => row.symbol },
    { key: 'side', head: t('positions.side'), cell: (row) => <SideText side={row.side} /> },
    {
      key: 'type',
      head: t('orders.type'),
      cell: (row) => (
        <>
          {t(`orders.${row.type}`)} <span className="text-muted">{t(`orders.${row.purpose}`)}</span>
        </>
      ),
    },
    {
      key: 'price',
      head: t('orders.price'),
      align: 'right',
      cell: (row) => (row.limitPrice === null ? '–' : format.price(row.limitPrice)),
    },
    {
      key: 'trigger',
      head: t('orders.trigger'),
      align: 'right',
      cell: (row) => (row.triggerPrice === null ? '–' : format.price(row.triggerPrice)),
    },
    {
      key: 'filled',
      head: t('orders.filled'),
      align: 'right',
      cell: (row) => `${format.quantity(row.filledQuantity)} / ${format.quantity(row.quantity)}`,
    },
    {
      key: 'age',
      head: t('orders.age'),
      align: 'right',
      cell: (row) => (
        <span className="text-muted">
          {format.duration((marketTimeOf(engine, row.venueId) ?? row.createdAt) - row.createdAt)}
        </span>
      ),
    },
    {
      key: 'state',
      head: t('orders.state'),
      cell: (row) => (
        <span className={row.state === 'unknown' ? 'text-warning' : undefined}>
          {row.state === 'unknown' && '⚠ '}
          {t(`orderState.${row.state}`)}
        </span>
      ),
    },
    { key: 'order', head: t('history.order'), cell: (row) => <OrderTrace orderId={row.id} /> },
    {
      key: 'reason',
      head: t('orders.reason'),
      cell: (row) => <span className="text-muted">{say(row.reason)}</span>,
    },
    {
      key: 'cancel',
      head: <span className="sr-only">{t('orders.cancel')}</span>,
      pinned: true,
      align: 'right',
      cell: (row) =>
        // What protects a position is kept in place for as long as it is open.
        row.purpose !== 'protection' &&
        cancellable.has(row.state) && (
          <IconButton
            label={t('orders.cancel')}
            className="size-6"
            onClick={() => void send('orders.cancel', { id: row.id })}
          >
            <X size={14} />
          </IconButton>
        ),
    },
  ]
  return <Table name={stableNames.openOrders} columns={columns} rows={orders} rowKey={(row) => row.id} />
}

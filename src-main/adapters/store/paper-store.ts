import { text } from '../../domain/money/decimal.ts'
import { orderTypes, sides } from '../../domain/orders/order-words.ts'
import type { Balance } from '../../engine/ports/exchange.ts'
import type { PaperOrder, PaperStore } from '../../engine/ports/store.ts'
import { insertInto, upsertInto } from './columns.ts'
import type { Database, Row } from './driver.ts'
import { fillColumns, fillOf, fillToRow } from './fills.ts'
import { RowReader } from './row-reader.ts'
import type { Transactions } from './transactions.ts'

const orderColumns = [
  'account_id',
  'client_order_id',
  'exchange_order_id',
  'symbol',
  'side',
  'type',
  'quantity',
  'limit_price',
  'trigger_price',
  'triggered',
  'filled',
  'status',
  'held',
]

const toBalance = (row: Row): Balance => {
  const reader = new RowReader('paper_balances', row)
  return { asset: reader.text('asset'), total: reader.quantity('total'), free: reader.quantity('free') }
}

const toPaperOrder = (row: Row): PaperOrder => {
  const reader = new RowReader('paper_orders', row)
  return {
    accountId: reader.text('account_id'),
    clientOrderId: reader.text('client_order_id'),
    exchangeOrderId: reader.text('exchange_order_id'),
    symbol: reader.text('symbol'),
    side: reader.oneOf('side', sides),
    type: reader.oneOf('type', orderTypes),
    quantity: reader.quantity('quantity'),
    limitPrice: reader.textOrNull('limit_price') === null ? null : reader.price('limit_price'),
    triggerPrice: reader.textOrNull('trigger_price') === null ? null : reader.price('trigger_price'),
    triggered: reader.flag('triggered'),
    filled: reader.quantity('filled'),
    status: reader.oneOf('status', {
      open: true,
      filled: true,
      cancelled: true,
      expired: true,
      rejected: true,
    }),
    held: reader.quantity('held'),
  }
}

const openPaperOrders = (
  database: Database,
  transactions: Transactions,
): Pick<PaperStore, 'saveOrder' | 'order' | 'openOrders'> => {
  const save = database.prepare(upsertInto('paper_orders', ['account_id', 'client_order_id'], orderColumns))
  const one = database.prepare(
    'SELECT * FROM paper_orders WHERE account_id = @account AND client_order_id = @id',
  )
  const open = database.prepare(
    "SELECT * FROM paper_orders WHERE account_id = @account AND status = 'open' ORDER BY row",
  )
  const openOn = database.prepare(
    `SELECT * FROM paper_orders WHERE account_id = @account AND symbol = @symbol AND status = 'open'
     ORDER BY row`,
  )
  /** As the rows are, by pair: every trade asks for them, and few change anything. */
  const known = new Map<string, Map<string, PaperOrder>>()
  transactions.onRollback(() => known.clear())
  const knownOn = (account: string, symbol: string): Map<string, PaperOrder> => {
    const key = `${account} ${symbol}`
    const orders =
      known.get(key) ??
      new Map(
        openOn
          .all({ account, symbol })
          .map(toPaperOrder)
          .map((order) => [order.clientOrderId, order]),
      )
    known.set(key, orders)
    return orders
  }
  return {
    saveOrder(order) {
      const onPair = knownOn(order.accountId, order.symbol)
      if (order.status === 'open') onPair.set(order.clientOrderId, order)
      else onPair.delete(order.clientOrderId)
      save.run({
        account_id: order.accountId,
        client_order_id: order.clientOrderId,
        exchange_order_id: order.exchangeOrderId,
        symbol: order.symbol,
        side: order.side,
        type: order.type,
        quantity: text(order.quantity),
        limit_price: order.limitPrice === null ? null : text(order.limitPrice),
        trigger_price: order.triggerPrice === null ? null : text(order.triggerPrice),
        triggered: Number(order.triggered),
        filled: text(order.filled),
        status: order.status,
        held: text(order.held),
      })
    },
    order(account, id) {
      const row = one.get({ account, id })
      return row === undefined ? null : toPaperOrder(row)
    },
    openOrders: (account, symbol) =>
      symbol === null ? open.all({ account }).map(toPaperOrder) : [...knownOn(account, symbol).values()],
  }
}

export const openPaperStore = (database: Database, transactions: Transactions): PaperStore => {
  const balances = database.prepare('SELECT * FROM paper_balances WHERE account_id = @account ORDER BY asset')
  /** As the rows are: every order asks for them. */
  const known = new Map<string, ReadonlyMap<string, Balance>>()
  transactions.onRollback(() => known.clear())
  const setBalance = database.prepare(
    upsertInto('paper_balances', ['account_id', 'asset'], ['account_id', 'asset', 'total', 'free']),
  )
  const insertFill = database.prepare(insertInto('paper_fills', fillColumns))
  const fills = database.prepare(
    'SELECT * FROM paper_fills WHERE account_id = @account AND client_order_id = @id ORDER BY row',
  )
  const fillsSince = database.prepare(
    `SELECT paper_fills.*, exchange_order_id, symbol, side FROM paper_fills
     JOIN paper_orders USING (account_id, client_order_id)
     WHERE account_id = @account AND market_time >= @since ORDER BY paper_fills.row`,
  )
  const count = database.prepare(
    `INSERT INTO paper_sequences (account_id, value) VALUES (@account, 1)
     ON CONFLICT (account_id) DO UPDATE SET value = value + 1`,
  )
  const counted = database.prepare('SELECT value FROM paper_sequences WHERE account_id = @account')
  return {
    balances(account) {
      const rows = () => balances.all({ account }).map(toBalance)
      const all = known.get(account) ?? new Map(rows().map((balance) => [balance.asset, balance]))
      known.set(account, all)
      return all
    },
    setBalance(account, balance) {
      const before = known.get(account)
      if (before?.has(balance.asset)) known.set(account, new Map(before).set(balance.asset, balance))
      else known.delete(account)
      setBalance.run({
        account_id: account,
        asset: balance.asset,
        total: text(balance.total),
        free: text(balance.free),
      })
    },
    ...openPaperOrders(database, transactions),
    insertFill(account, fill) {
      insertFill.run(fillToRow(account, fill))
    },
    fills: (account, id) =>
      fills.all({ account, id }).map((row) => fillOf(new RowReader('paper_fills', row))),
    fillsSince: (account, since) =>
      fillsSince.all({ account, since }).map((row) => {
        const reader = new RowReader('paper_fills', row)
        return {
          ...fillOf(reader),
          exchangeOrderId: reader.text('exchange_order_id'),
          symbol: reader.text('symbol'),
          side: reader.oneOf('side', sides),
        }
      }),
    nextSequence: (account) =>
      transactions.run(() => {
        count.run({ account })
        return Number(counted.get({ account })?.value)
      }),
  }
}

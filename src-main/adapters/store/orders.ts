import { type Price, text } from '../../domain/money/decimal.ts'
import { isFinal, type Order, type OrderState, stateOf } from '../../domain/orders/order.ts'
import { orderTypes, purposes, rejectionCodes, sides, timesInForce } from '../../domain/orders/order-words.ts'
import type { Store, Transition } from '../../engine/ports/store.ts'
import { CachedCount } from './cached-count.ts'
import { insertInto } from './columns.ts'
import type { Database, Row, Value } from './driver.ts'
import { parseSentence, parseTexts, toJson } from './json.ts'
import { RowReader } from './row-reader.ts'
import { modes } from './settings-and-accounts.ts'
import type { Transactions } from './transactions.ts'

const fixedColumns = [
  'client_order_id',
  'bot_id',
  'account_id',
  'mode',
  'symbol',
  'side',
  'type',
  'limit_price',
  'time_in_force',
  'post_only',
  'reduce_only',
  'expected_price',
  'purpose',
  'position_id',
  'reason',
  'market_time',
  'created_at',
] as const
const changingColumns = [
  'quantity',
  'trigger_price',
  'exchange_order_id',
  'filled',
  'trade_ids',
  'sent',
  'outcome_unknown',
  'acknowledged',
  'ended',
  'rejection',
  'final',
] as const

const fixedPart = (order: Order): Readonly<Record<(typeof fixedColumns)[number], Value>> => ({
  client_order_id: order.clientOrderId,
  bot_id: order.botId,
  account_id: order.accountId,
  mode: order.mode,
  symbol: order.symbol,
  side: order.side,
  type: order.type,
  limit_price: order.limitPrice === null ? null : text(order.limitPrice),
  time_in_force: order.timeInForce,
  post_only: Number(order.postOnly),
  reduce_only: Number(order.reduceOnly),
  expected_price: text(order.expected),
  purpose: order.purpose,
  position_id: order.positionId,
  reason: toJson(order.reason),
  market_time: order.marketTime,
  created_at: order.createdAt,
})

const changingPart = (order: Order): Readonly<Record<(typeof changingColumns)[number], Value>> => ({
  quantity: text(order.quantity),
  trigger_price: order.triggerPrice === null ? null : text(order.triggerPrice),
  exchange_order_id: order.exchangeOrderId,
  filled: text(order.filled),
  trade_ids: toJson(order.tradeIds),
  sent: Number(order.facts.sent),
  outcome_unknown: Number(order.facts.outcomeUnknown),
  acknowledged: Number(order.facts.acknowledged),
  ended: order.facts.ended,
  rejection: order.facts.rejection,
  final: Number(isFinal(stateOf(order))),
})

const states: Readonly<Record<OrderState, true>> = {
  intended: true,
  submitting: true,
  unknown: true,
  open: true,
  'partially-filled': true,
  filled: true,
  cancelled: true,
  expired: true,
  rejected: true,
}

const factsOf = (reader: RowReader): Order['facts'] => ({
  sent: reader.flag('sent'),
  outcomeUnknown: reader.flag('outcome_unknown'),
  acknowledged: reader.flag('acknowledged'),
  ended:
    reader.textOrNull('ended') === null
      ? null
      : reader.oneOf('ended', { cancelled: true, expired: true, rejected: true }),
  rejection: reader.textOrNull('rejection') === null ? null : reader.oneOf('rejection', rejectionCodes),
})

const priceOrNull = (reader: RowReader, column: string): Price | null =>
  reader.textOrNull(column) === null ? null : reader.price(column)

export const toOrder = (row: Row): Order => {
  const reader = new RowReader('orders', row)
  return {
    clientOrderId: reader.text('client_order_id'),
    symbol: reader.text('symbol'),
    side: reader.oneOf('side', sides),
    type: reader.oneOf('type', orderTypes),
    quantity: reader.quantity('quantity'),
    limitPrice: priceOrNull(reader, 'limit_price'),
    triggerPrice: priceOrNull(reader, 'trigger_price'),
    timeInForce: reader.oneOf('time_in_force', timesInForce),
    postOnly: reader.flag('post_only'),
    reduceOnly: reader.flag('reduce_only'),
    expected: reader.price('expected_price'),
    botId: reader.text('bot_id'),
    accountId: reader.text('account_id'),
    mode: reader.oneOf('mode', modes),
    purpose: reader.oneOf('purpose', purposes),
    positionId: reader.text('position_id'),
    reason: reader.json('reason', parseSentence),
    marketTime: reader.number('market_time'),
    createdAt: reader.number('created_at'),
    exchangeOrderId: reader.textOrNull('exchange_order_id'),
    filled: reader.quantity('filled'),
    tradeIds: reader.json('trade_ids', parseTexts),
    facts: factsOf(reader),
  }
}

const toTransition = (row: Row): Transition => {
  const reader = new RowReader('order_transitions', row)
  return {
    clientOrderId: reader.text('client_order_id'),
    from: reader.oneOf('from_state', states),
    to: reader.oneOf('to_state', states),
    marketTime: reader.number('market_time'),
    seenAt: reader.number('seen_at'),
  }
}

export const openOrders = (database: Database, transactions: Transactions): Store['orders'] => {
  const insert = database.prepare(insertInto('orders', [...fixedColumns, ...changingColumns]))
  const changes = changingColumns.map((column) => `${column} = @${column}`).join(', ')
  const update = database.prepare(`UPDATE orders SET ${changes} WHERE client_order_id = @client_order_id`)
  const byId = database.prepare('SELECT * FROM orders WHERE client_order_id = @id')
  const byExchangeId = database.prepare(
    `SELECT * FROM orders WHERE account_id = @account AND exchange_order_id = @id AND symbol = @symbol`,
  )
  const symbolsSince = database.prepare(
    'SELECT DISTINCT symbol FROM orders WHERE account_id = @account AND market_time >= @since ORDER BY symbol',
  )
  // Of the columns that are not grouped SQLite takes the row with the maximum.
  const largest = database.prepare(
    `SELECT *, max(CAST(expected_price AS REAL) * CAST(quantity AS REAL)) FROM orders
     WHERE account_id = @account AND market_time >= @from AND market_time < @to AND purpose = 'entry'
     GROUP BY symbol`,
  )
  const pending = database.prepare('SELECT * FROM orders WHERE final = 0 ORDER BY row')
  const count = database.prepare('SELECT count(*) AS count FROM orders')
  const insertTransition = database.prepare(
    insertInto('order_transitions', ['client_order_id', 'from_state', 'to_state', 'market_time', 'seen_at']),
  )
  const transitions = database.prepare(
    'SELECT * FROM order_transitions WHERE client_order_id = @id ORDER BY row',
  )
  const counts = new CachedCount(() => Number(count.get()?.count))
  transactions.onRollback(() => counts.forget())
  return {
    insert(order) {
      insert.run({ ...fixedPart(order), ...changingPart(order) })
      counts.add(null, 1)
    },
    update(order) {
      const changed = update.run({ client_order_id: order.clientOrderId, ...changingPart(order) })
      if (changed === 0) throw new Error(`there is no order "${order.clientOrderId}" to update`)
    },
    byId(id) {
      const row = byId.get({ id })
      return row === undefined ? null : toOrder(row)
    },
    byExchangeId(account, symbol, id) {
      const row = byExchangeId.get({ account, symbol, id })
      return row === undefined ? null : toOrder(row)
    },
    symbolsSince: (account, since) =>
      symbolsSince.all({ account, since }).map((row) => new RowReader('orders', row).text('symbol')),
    largestEntries: (account, from, to) => largest.all({ account, from, to }).map(toOrder),
    pending: () => pending.all().map(toOrder),
    addTransition(transition) {
      insertTransition.run({
        client_order_id: transition.clientOrderId,
        from_state: transition.from,
        to_state: transition.to,
        market_time: transition.marketTime,
        seen_at: transition.seenAt,
      })
    },
    transitions: (id) => transitions.all({ id }).map(toTransition),
    count: () => counts.of(null),
  }
}

import { pairOf } from '../../domain/market/pair.ts'
import { addCash, type Cash, cashText, noCash, text } from '../../domain/money/decimal.ts'
import type { Fill } from '../../domain/orders/order.ts'
import type { BookedFill, Store } from '../../engine/ports/store.ts'
import { CachedCount } from './cached-count.ts'
import { insertInto } from './columns.ts'
import type { Database, Row, Value } from './driver.ts'
import { toOrder } from './orders.ts'
import { RowReader } from './row-reader.ts'
import type { Transactions } from './transactions.ts'

/** The columns that are the exchange's words, the same in the engine's table and in the paper exchange's. */
export const fillColumns = [
  'account_id',
  'trade_id',
  'client_order_id',
  'price',
  'quantity',
  'fee',
  'fee_currency',
  'liquidity',
  'market_time',
  'seen_at',
] as const

export const fillToRow = (
  accountId: string,
  fill: Fill,
): Readonly<Record<(typeof fillColumns)[number], Value>> => ({
  account_id: accountId,
  trade_id: fill.tradeId,
  client_order_id: fill.clientOrderId,
  price: text(fill.price),
  quantity: text(fill.quantity),
  fee: cashText(fill.fee),
  fee_currency: fill.fee.currency,
  liquidity: fill.liquidity,
  market_time: fill.marketTime,
  seen_at: fill.seenAt,
})

export const fillOf = (reader: RowReader): Fill => ({
  tradeId: reader.text('trade_id'),
  clientOrderId: reader.text('client_order_id'),
  price: reader.price('price'),
  quantity: reader.quantity('quantity'),
  fee: reader.cash('fee', reader.text('fee_currency')),
  liquidity: reader.oneOf('liquidity', { maker: true, taker: true }),
  marketTime: reader.number('market_time'),
  seenAt: reader.number('seen_at'),
})

const realizedOf = (reader: RowReader): Cash | null =>
  reader.textOrNull('realized') === null ? null : reader.cash('realized', reader.text('realized_currency'))

export const openFills = (database: Database, transactions: Transactions): Store['fills'] => {
  const columns = [
    ...fillColumns,
    'bot_id',
    'symbol',
    'side',
    'realized',
    'realized_currency',
    'fee_in_quote',
  ]
  const insert = database.prepare(
    `${insertInto('fills', columns)} ON CONFLICT (account_id, symbol, trade_id, side) DO NOTHING`,
  )
  const recent = database.prepare('SELECT * FROM fills ORDER BY row DESC LIMIT @limit')
  const since = database.prepare(
    'SELECT * FROM fills WHERE symbol = @symbol AND market_time >= @from ORDER BY market_time, row',
  )
  const sinceOfBot = database.prepare(
    `SELECT * FROM fills WHERE bot_id = @bot AND symbol = @symbol AND market_time >= @from
     ORDER BY market_time, row`,
  )
  // Of the other columns SQLite takes the row with the maximum, and none at all where there is no row.
  const worst = database.prepare(
    `SELECT fills.*, max(CASE fills.side WHEN 'buy' THEN 1 ELSE -1 END
       * (CAST(fills.price AS REAL) / CAST(expected_price AS REAL) - 1)) AS worst
     FROM fills JOIN orders USING (client_order_id)
     WHERE fills.bot_id = @bot AND fills.symbol = @symbol
       AND fills.market_time >= @from AND fills.market_time < @to`,
  )
  const ofAccount = database.prepare('SELECT * FROM fills WHERE account_id = @account ORDER BY row')
  const ofPosition = database.prepare(
    `SELECT fills.* FROM fills JOIN orders USING (client_order_id)
     WHERE orders.position_id = @position ORDER BY fills.row`,
  )
  const realized = database.prepare(
    `SELECT row, bot_id, realized, realized_currency FROM fills
     WHERE realized IS NOT NULL AND market_time >= @from AND market_time < @to ORDER BY row`,
  )
  const order = database.prepare('SELECT * FROM orders WHERE client_order_id = @id')
  const count = database.prepare('SELECT count(*) AS count FROM fills')
  const counts = new CachedCount(() => Number(count.get()?.count))
  transactions.onRollback(() => counts.forget())

  const booked = (rows: readonly Row[]): readonly BookedFill[] => {
    const orders = new Map<string, BookedFill['order']>()
    return rows.map((row) => {
      const reader = new RowReader('fills', row)
      const fill = fillOf(reader)
      const known = orders.get(fill.clientOrderId) ?? toOrder(order.get({ id: fill.clientOrderId }) ?? {})
      orders.set(fill.clientOrderId, known)
      const { quote } = pairOf(known.symbol)
      // Of an earlier version, which counted no fee in other coins.
      const feeInQuote =
        reader.textOrNull('fee_in_quote') !== null
          ? reader.cash('fee_in_quote', quote)
          : fill.fee.currency === quote
            ? fill.fee
            : noCash(quote)
      return { fill, order: known, realized: realizedOf(reader), feeInQuote }
    })
  }

  return {
    insert(given) {
      const inserted = insert.run({
        ...fillToRow(given.order.accountId, given.fill),
        bot_id: given.order.botId,
        symbol: given.order.symbol,
        side: given.order.side,
        realized: given.realized === null ? null : cashText(given.realized),
        realized_currency: given.realized === null ? null : given.realized.currency,
        fee_in_quote: cashText(given.feeInQuote),
      })
      counts.add(null, inserted)
      return inserted === 1
    },
    recent: (limit) => booked(recent.all({ limit })),
    since: (symbol, bot, from) =>
      booked(bot === null ? since.all({ symbol, from }) : sinceOfBot.all({ symbol, bot, from })),
    worstOf: (bot, symbol, from, to) =>
      booked(worst.all({ bot, symbol, from, to }).filter(({ row }) => row !== null))[0] ?? null,
    count: () => counts.of(null),
    ofAccount: (account) => booked(ofAccount.all({ account })),
    ofPosition: (position) => booked(ofPosition.all({ position })),
    realizedByBot(from, to) {
      const sums = new Map<string, Cash>()
      for (const row of realized.all({ from, to })) {
        const reader = new RowReader('fills', row)
        const [bot, part] = [reader.text('bot_id'), realizedOf(reader)]
        const sum = sums.get(bot)
        if (part === null) continue
        // A bot that moved to another quote currency: the amounts cannot be added, the newer one counts.
        sums.set(bot, sum === undefined || sum.currency !== part.currency ? part : addCash(sum, part))
      }
      return sums
    },
  }
}

import { type Cash, cashText, text } from '../../domain/money/decimal.ts'
import type { Position } from '../../domain/positions/position.ts'
import type { Store } from '../../engine/ports/store.ts'
import { openClosedTrades } from './closed-trades.ts'
import { upsertInto } from './columns.ts'
import type { Database, Row, Value } from './driver.ts'
import { parseSentence, toJson } from './json.ts'
import { openPositionEnds } from './position-ends.ts'
import { openPositionTotals } from './position-totals.ts'
import { RowReader } from './row-reader.ts'
import { modes } from './settings-and-accounts.ts'
import type { Transactions } from './transactions.ts'

const columns = [
  'id',
  'bot_id',
  'account_id',
  'mode',
  'symbol',
  'base',
  'quote',
  'quantity',
  'cost',
  'open_fees',
  'realized',
  'fees',
  'bought_quantity',
  'bought_cost',
  'sold_quantity',
  'sold_proceeds',
  'opened_at',
  'closed_at',
  'entry_reason',
  'exit_reason',
  'closed_row',
] as const

/** All amounts of a position are in its quote currency, so the currency is stored once. */
const amountIn = (quote: string, amount: Cash): string => {
  if (amount.currency !== quote) throw new TypeError(`an amount in ${amount.currency}, not in ${quote}`)
  return cashText(amount)
}

const toRow = (
  position: Position,
  closedRow: number | null,
): Readonly<Record<(typeof columns)[number], Value>> => ({
  id: position.id,
  bot_id: position.botId,
  account_id: position.accountId,
  mode: position.mode,
  symbol: position.symbol,
  base: position.base,
  quote: position.quote,
  quantity: text(position.quantity),
  cost: amountIn(position.quote, position.cost),
  open_fees: amountIn(position.quote, position.openFees),
  realized: amountIn(position.quote, position.realized),
  fees: amountIn(position.quote, position.fees),
  bought_quantity: text(position.bought.quantity),
  bought_cost: amountIn(position.quote, position.bought.cost),
  sold_quantity: text(position.sold.quantity),
  sold_proceeds: amountIn(position.quote, position.sold.proceeds),
  opened_at: position.openedAt,
  closed_at: position.closedAt,
  entry_reason: toJson(position.entryReason),
  exit_reason: position.exitReason === null ? null : toJson(position.exitReason),
  closed_row: closedRow,
})

const toPosition = (row: Row): Position => {
  const reader = new RowReader('positions', row)
  const quote = reader.text('quote')
  return {
    id: reader.text('id'),
    botId: reader.text('bot_id'),
    accountId: reader.text('account_id'),
    mode: reader.oneOf('mode', modes),
    symbol: reader.text('symbol'),
    base: reader.text('base'),
    quote,
    quantity: reader.quantity('quantity'),
    cost: reader.cash('cost', quote),
    openFees: reader.cash('open_fees', quote),
    realized: reader.cash('realized', quote),
    fees: reader.cash('fees', quote),
    bought: { quantity: reader.quantity('bought_quantity'), cost: reader.cash('bought_cost', quote) },
    sold: { quantity: reader.quantity('sold_quantity'), proceeds: reader.cash('sold_proceeds', quote) },
    openedAt: reader.number('opened_at'),
    closedAt: reader.numberOrNull('closed_at'),
    entryReason: reader.json('entry_reason', parseSentence),
    exitReason: reader.textOrNull('exit_reason') === null ? null : reader.json('exit_reason', parseSentence),
  }
}

export const openPositions = (database: Database, transactions: Transactions): Store['positions'] => {
  const totals = openPositionTotals(database)
  const ends = openPositionEnds(database)
  const trades = openClosedTrades(database, toPosition)
  const save = database.prepare(upsertInto('positions', ['id'], columns))
  const byId = database.prepare('SELECT * FROM positions WHERE id = @id')
  const open = database.prepare('SELECT * FROM positions WHERE closed_row IS NULL ORDER BY row')
  const newestClosed = database.prepare('SELECT max(closed_row) AS newest FROM positions')
  const page = (where: string) =>
    database.prepare(
      `SELECT * FROM positions WHERE ${where} AND closed_row < @before ORDER BY closed_row DESC LIMIT @limit`,
    )
  const closed = page('closed_row IS NOT NULL')
  const closedOfBot = page('bot_id = @bot')

  const numberOfClosed = (position: Position, stored: RowReader | null): number | null => {
    if (position.closedAt === null) return null
    return stored?.numberOrNull('closed_row') ?? Number(newestClosed.get()?.newest ?? 0) + 1
  }

  return {
    save: (position) =>
      transactions.run(() => {
        const row = byId.get({ id: position.id })
        const stored = row === undefined ? null : new RowReader('positions', row)
        const closedRow = numberOfClosed(position, stored)
        const tradeBefore = trades.of(position.id)
        if (tradeBefore !== null) totals.takeTrade(tradeBefore)
        if (row !== undefined && stored?.numberOrNull('closed_row') != null) {
          totals.take(toPosition(row))
          ends.take(toPosition(row))
        }
        if (closedRow !== null) {
          totals.add(position, closedRow)
          ends.add(position)
        }
        save.run(toRow(position, closedRow))
        const trade = trades.of(position.id)
        if (trade !== null) totals.addTrade(trade)
      }),
    join: trades.join,
    tradeOf: trades.tradeOf,
    isTradeClosed: (id) => trades.of(id) !== null,
    open: () => open.all().map(toPosition),
    byId: (id) => {
      const row = byId.get({ id })
      return row === undefined ? null : toPosition(row)
    },
    closed({ limit, before }, bot) {
      const bounds = { limit, before: before ?? Number.MAX_SAFE_INTEGER }
      const rows = bot === null ? closed.all(bounds) : closedOfBot.all({ ...bounds, bot })
      return rows.map((row) => ({
        ...toPosition(row),
        row: new RowReader('positions', row).number('closed_row'),
      }))
    },
    closedCount: (bot) => totals.closedCount(bot),
    endsByCode: (bot) => ends.byCode(bot),
    totalsOf: (bot) => totals.ofBot(bot),
    totalsByBot: () => totals.byBot(),
    results: trades.results,
  }
}

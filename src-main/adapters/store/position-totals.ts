import {
  addCash,
  addRatio,
  cashText,
  negateCash,
  negateRatio,
  noCash,
  ratio,
  ratioOfCash,
  signOfCash,
  text,
} from '../../domain/money/decimal.ts'
import type { Position } from '../../domain/positions/position.ts'
import type { PositionTotals } from '../../engine/ports/position-store.ts'
import type { ClosedTrade } from './closed-trades.ts'
import { upsertInto } from './columns.ts'
import type { Database, Row } from './driver.ts'
import { RowReader } from './row-reader.ts'

const columns = [
  'bot_id',
  'currency',
  'closed',
  'won',
  'realized',
  'wins',
  'losses',
  'win_returns',
  'loss_returns',
  'last_closed_row',
  'closed_positions',
]

const toTotals = (row: Row): PositionTotals => {
  const reader = new RowReader('position_totals', row)
  const currency = reader.text('currency')
  return {
    closedPositions: reader.number('closed_positions'),
    closedTrades: reader.number('closed'),
    wonTrades: reader.number('won'),
    realized: reader.cash('realized', currency),
    wins: reader.cash('wins', currency),
    losses: reader.cash('losses', currency),
    winReturns: reader.ratio('win_returns'),
    lossReturns: reader.ratio('loss_returns'),
  }
}

const emptyTotals = (currency: string): PositionTotals => ({
  closedPositions: 0,
  closedTrades: 0,
  wonTrades: 0,
  realized: noCash(currency),
  wins: noCash(currency),
  losses: noCash(currency),
  winReturns: ratio('0'),
  lossReturns: ratio('0'),
})

/** What the trade has brought over what was paid for it, net of fees, and how much that was. */
const withTrade = (totals: PositionTotals, trade: ClosedTrade, direction: 1 | -1): PositionTotals => {
  const result = trade.realized
  const gain = ratioOfCash(result, trade.paid)
  const change = direction === 1 ? result : negateCash(result)
  const returned = direction === 1 ? gain : negateRatio(gain)
  const sign = signOfCash(result)
  return {
    ...totals,
    closedTrades: totals.closedTrades + direction,
    wonTrades: totals.wonTrades + (sign > 0 ? direction : 0),
    wins: sign > 0 ? addCash(totals.wins, change) : totals.wins,
    losses: sign < 0 ? addCash(totals.losses, change) : totals.losses,
    winReturns: sign > 0 ? addRatio(totals.winReturns, returned) : totals.winReturns,
    lossReturns: sign < 0 ? addRatio(totals.lossReturns, returned) : totals.lossReturns,
  }
}

/** Running sums over closed positions and trades, kept in a table: adding up exact decimals of all history is slow. */
export const openPositionTotals = (database: Database) => {
  const one = database.prepare('SELECT * FROM position_totals WHERE bot_id = @bot AND currency = @currency')
  const all = database.prepare('SELECT * FROM position_totals ORDER BY last_closed_row')
  const newest = database.prepare(
    'SELECT * FROM position_totals WHERE bot_id = @bot ORDER BY last_closed_row DESC LIMIT 1',
  )
  const count = database.prepare('SELECT sum(closed_positions) AS count FROM position_totals')
  const countOfBot = database.prepare(
    'SELECT sum(closed_positions) AS count FROM position_totals WHERE bot_id = @bot',
  )
  const write = database.prepare(upsertInto('position_totals', ['bot_id', 'currency'], columns))

  const change = (
    { botId, quote }: Pick<Position, 'botId' | 'quote'>,
    make: (before: PositionTotals) => PositionTotals,
    closedRow: number | null,
  ): void => {
    const row = one.get({ bot: botId, currency: quote })
    const totals = make(row === undefined ? emptyTotals(quote) : toTotals(row))
    write.run({
      bot_id: botId,
      currency: quote,
      closed: totals.closedTrades,
      won: totals.wonTrades,
      realized: cashText(totals.realized),
      wins: cashText(totals.wins),
      losses: cashText(totals.losses),
      win_returns: text(totals.winReturns),
      loss_returns: text(totals.lossReturns),
      last_closed_row: closedRow ?? row?.last_closed_row ?? 0,
      closed_positions: totals.closedPositions,
    })
  }
  const realizes = (position: Position, direction: 1 | -1, closedRow: number | null): void => {
    const by = direction === 1 ? position.realized : negateCash(position.realized)
    const make = (before: PositionTotals) => ({
      ...before,
      closedPositions: before.closedPositions + direction,
      realized: addCash(before.realized, by),
    })
    change(position, make, closedRow)
  }
  const counts = (trade: ClosedTrade, direction: 1 | -1): void =>
    change(trade, (before) => withTrade(before, trade, direction), null)

  return {
    add: (position: Position, closedRow: number): void => realizes(position, 1, closedRow),
    take: (position: Position): void => realizes(position, -1, null),
    addTrade: (trade: ClosedTrade): void => counts(trade, 1),
    takeTrade: (trade: ClosedTrade): void => counts(trade, -1),
    closedCount: (bot: string | null): number =>
      Number((bot === null ? count.get() : countOfBot.get({ bot }))?.count ?? 0),
    /** In the currency of its newest closed position; null when none was closed. */
    ofBot(bot: string): PositionTotals | null {
      const row = newest.get({ bot })
      return row === undefined ? null : toTotals(row)
    },
    /** A bot that moved to another quote currency appears with the one of its newest closed position. */
    byBot: (): ReadonlyMap<string, PositionTotals> =>
      new Map(all.all().map((row) => [new RowReader('position_totals', row).text('bot_id'), toTotals(row)])),
  }
}

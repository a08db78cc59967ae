import { type Cash, sumCash } from '../../domain/money/decimal.ts'
import type { Position } from '../../domain/positions/position.ts'
import { upsertInto } from './columns.ts'
import type { Database, Row } from './driver.ts'
import { RowReader } from './row-reader.ts'

/** What was entered at once and is closed: one position, or its parts on several accounts together. */
export interface ClosedTrade extends Pick<Position, 'botId' | 'quote' | 'realized'> {
  readonly paid: Cash
}

/** Finds the trades that closed positions add up to. */
export const openClosedTrades = (database: Database, toPosition: (row: Row) => Position) => {
  const join = database.prepare(upsertInto('entry_parts', ['position_id'], ['position_id', 'entry_id']))
  const entry = database.prepare('SELECT entry_id FROM entry_parts WHERE position_id = @id')
  const ended = database.prepare('SELECT * FROM positions WHERE id = @id AND closed_row IS NOT NULL')
  const parts = database.prepare(
    `SELECT positions.* FROM entry_parts JOIN positions ON positions.id = entry_parts.position_id
     WHERE entry_id = @entry`,
  )
  // A trade stands where the last of its parts was closed.
  const ofBot = database.prepare(
    `SELECT id, realized, quote, entry_id FROM positions LEFT JOIN entry_parts ON entry_parts.position_id = positions.id
     WHERE bot_id = @bot AND closed_row IS NOT NULL AND (entry_id IS NULL OR closed_row = (
       SELECT CASE WHEN count(*) = count(part.closed_row) THEN max(part.closed_row) END
       FROM entry_parts AS other JOIN positions AS part ON part.id = other.position_id
       WHERE other.entry_id = entry_parts.entry_id
     )) ORDER BY closed_row DESC LIMIT @limit`,
  )

  const partsOf = (id: string): readonly Position[] => {
    const row = entry.get({ id })
    const rows = row === undefined ? ended.all({ id }) : parts.all({ entry: row.entry_id ?? null })
    return rows.map(toPosition)
  }
  /** As it is stored; null while any part is open. */
  const of = (id: string): ClosedTrade | null => {
    const found = partsOf(id)
    const [first] = found
    if (first === undefined || found.some(({ closedAt }) => closedAt === null)) return null
    const { botId, quote } = first
    const sum = (amountOf: (part: Position) => Cash) => sumCash(quote, found.map(amountOf))
    return { botId, quote, realized: sum(({ realized }) => realized), paid: sum(({ bought }) => bought.cost) }
  }

  const resultOf = (row: RowReader): Cash => {
    const own = row.cash('realized', row.text('quote'))
    return row.textOrNull('entry_id') === null ? own : (of(row.text('id'))?.realized ?? own)
  }

  return {
    of,
    tradeOf: (id: string): string => {
      const row = entry.get({ id })
      return row === undefined ? id : new RowReader('entry_parts', row).text('entry_id')
    },
    join: (positionId: string, entryId: string): void =>
      void join.run({ position_id: positionId, entry_id: entryId }),
    /** Results of the newest `limit`, oldest first. */
    results: (bot: string, limit: number): readonly Cash[] =>
      ofBot
        .all({ bot, limit })
        .map((row) => resultOf(new RowReader('positions', row)))
        .reverse(),
  }
}

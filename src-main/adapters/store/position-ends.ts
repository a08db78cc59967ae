import type { Position } from '../../domain/positions/position.ts'
import type { Database } from './driver.ts'
import { RowReader } from './row-reader.ts'

/** Running counts of why closed positions were sold, by the code of the reason. */
export const openPositionEnds = (database: Database) => {
  const change = database.prepare(
    `INSERT INTO position_ends (bot_id, code, closed) VALUES (@bot, @code, @change)
     ON CONFLICT (bot_id, code) DO UPDATE SET closed = closed + excluded.closed`,
  )
  const all = database.prepare('SELECT code, sum(closed) AS closed FROM position_ends GROUP BY code')
  const ofBot = database.prepare('SELECT code, closed FROM position_ends WHERE bot_id = @bot')
  const count = ({ botId, exitReason }: Position, direction: 1 | -1): void => {
    if (exitReason !== null) change.run({ bot: botId, code: exitReason.code, change: direction })
  }
  return {
    add: (position: Position): void => count(position, 1),
    take: (position: Position): void => count(position, -1),
    byCode: (bot: string | null): ReadonlyMap<string, number> =>
      new Map(
        (bot === null ? all.all() : ofBot.all({ bot }))
          .map((row) => new RowReader('position_ends', row))
          .map((reader) => [reader.text('code'), reader.number('closed')]),
      ),
  }
}

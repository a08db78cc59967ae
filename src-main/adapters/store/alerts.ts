import type { Alert, Store } from '../../engine/ports/store.ts'
import { insertInto } from './columns.ts'
import type { Database, Row } from './driver.ts'
import { parseSentence, toJson } from './json.ts'
import { RowReader } from './row-reader.ts'
import type { Transactions } from './transactions.ts'

const toAlert = (row: Row): Alert => {
  const reader = new RowReader('alerts', row)
  return {
    id: reader.text('id'),
    severity: reader.oneOf('severity', { info: true, warning: true, critical: true }),
    text: reader.json('text', parseSentence),
    target: reader.textOrNull('target'),
    raisedAt: reader.number('raised_at'),
    seen: reader.flag('seen'),
  }
}

export const openAlerts = (database: Database, transactions: Transactions): Store['alerts'] => {
  const insert = database.prepare(
    insertInto('alerts', ['id', 'severity', 'text', 'target', 'raised_at', 'seen']),
  )
  const recent = database.prepare('SELECT * FROM alerts ORDER BY row DESC LIMIT @limit')
  const markSeen = database.prepare('UPDATE alerts SET seen = 1 WHERE id = @id AND seen = 0')
  return {
    insert(alert) {
      insert.run({
        id: alert.id,
        severity: alert.severity,
        text: toJson(alert.text),
        target: alert.target,
        raised_at: alert.raisedAt,
        seen: Number(alert.seen),
      })
    },
    recent: (limit) => recent.all({ limit }).map(toAlert),
    markSeen: (ids) =>
      transactions.run(() => {
        for (const id of ids) markSeen.run({ id })
      }),
  }
}

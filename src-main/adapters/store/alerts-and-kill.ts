import type { Alert, KillLatch, Store } from '../../engine/ports/store.ts'
import { insertInto, upsertInto } from './columns.ts'
import type { Database, Row } from './driver.ts'
import { parseSentence, toJson } from './json.ts'
import { RowReader } from './row-reader.ts'
import { modes } from './settings-and-accounts.ts'
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

const toLatch = (row: Row): KillLatch => {
  const reader = new RowReader('kill_latches', row)
  return {
    mode: reader.oneOf('mode', modes),
    engaged: reader.flag('engaged'),
    since: reader.numberOrNull('since'),
    source:
      reader.textOrNull('source') === null
        ? null
        : reader.oneOf('source', { window: true, shortcut: true, tray: true, menu: true }),
  }
}

export const openKillLatches = (database: Database): Store['kill'] => {
  const all = database.prepare('SELECT * FROM kill_latches ORDER BY mode')
  const write = database.prepare(upsertInto('kill_latches', ['mode'], ['mode', 'engaged', 'since', 'source']))
  return {
    all: () => all.all().map(toLatch),
    set(latch) {
      write.run({
        mode: latch.mode,
        engaged: Number(latch.engaged),
        since: latch.since,
        source: latch.source,
      })
    },
  }
}

import type { Alert, AlertFilter, AlertStore } from '../../engine/ports/alerts.ts'
import { insertInto } from './columns.ts'
import type { Database, Row } from './driver.ts'
import { parseSentence, toJson } from './json.ts'
import { RowReader } from './row-reader.ts'
import { modes } from './settings-and-accounts.ts'
import type { Transactions } from './transactions.ts'

/** Older ones go, unless what they tell of lasts. */
export const keptAlerts = 5_000

const columns = [
  'id',
  'severity',
  'text',
  'target',
  'raised_at',
  'seen',
  'bot_id',
  'venue_id',
  'mode',
  'matter',
  'resolved_at',
] as const

const worstFirst = ['critical', 'warning', 'info'] as const

const where: Readonly<Record<AlertFilter, string>> = {
  all: '1',
  new: 'seen = 0',
  open: 'matter IS NOT NULL AND resolved_at IS NULL',
}

const toAlert = (row: Row): Alert => {
  const reader = new RowReader('alerts', row)
  return {
    id: reader.text('id'),
    severity: reader.oneOf('severity', { info: true, warning: true, critical: true }),
    text: reader.json('text', parseSentence),
    target: reader.textOrNull('target'),
    raisedAt: reader.number('raised_at'),
    seen: reader.flag('seen'),
    botId: reader.textOrNull('bot_id'),
    venueId: reader.textOrNull('venue_id'),
    mode: reader.textOrNull('mode') === null ? null : reader.oneOf('mode', modes),
    matter: reader.textOrNull('matter'),
    resolvedAt: reader.numberOrNull('resolved_at'),
  }
}

export const openAlerts = (database: Database, transactions: Transactions): AlertStore => {
  const insert = database.prepare(insertInto('alerts', columns))
  const forget = database.prepare(
    `DELETE FROM alerts WHERE row <= (SELECT max(row) FROM alerts) - ${keptAlerts} AND NOT (${where.open})`,
  )
  const prepared = (filter: AlertFilter) => ({
    page: database.prepare(
      `SELECT * FROM alerts WHERE ${where[filter]} AND row < @before ORDER BY row DESC LIMIT @limit`,
    ),
    count: database.prepare(`SELECT count(*) AS count FROM alerts WHERE ${where[filter]}`),
  })
  const by = { all: prepared('all'), new: prepared('new'), open: prepared('open') }
  const markSeen = database.prepare('UPDATE alerts SET seen = 1 WHERE id = @id AND seen = 0')
  const markAllSeen = database.prepare('UPDATE alerts SET seen = 1 WHERE seen = 0')
  const openSeverities = database.prepare(`SELECT DISTINCT severity FROM alerts WHERE ${where.open}`)
  const openMatters = database.prepare(`SELECT DISTINCT matter FROM alerts WHERE ${where.open}`)
  const resolve = database.prepare(
    `UPDATE alerts SET resolved_at = @at WHERE matter = @matter AND resolved_at IS NULL`,
  )
  const reopen = database.prepare(
    `UPDATE alerts SET resolved_at = NULL
     WHERE row = (SELECT max(row) FROM alerts WHERE matter = @matter) AND resolved_at IS NOT NULL`,
  )
  return {
    insert: (alert) =>
      transactions.run(() => {
        insert.run({
          id: alert.id,
          severity: alert.severity,
          text: toJson(alert.text),
          target: alert.target,
          raised_at: alert.raisedAt,
          seen: Number(alert.seen),
          bot_id: alert.botId,
          venue_id: alert.venueId,
          mode: alert.mode,
          matter: alert.matter,
          resolved_at: alert.resolvedAt,
        })
        forget.run()
      }),
    recent: (limit) => by.all.page.all({ limit, before: Number.MAX_SAFE_INTEGER }).map(toAlert),
    page: ({ limit, before }, filter) =>
      by[filter].page
        .all({ limit, before: before ?? Number.MAX_SAFE_INTEGER })
        .map((row) => ({ ...toAlert(row), row: new RowReader('alerts', row).number('row') })),
    count: (filter) => Number(by[filter].count.get()?.count),
    markSeen: (ids) =>
      transactions.run(() => {
        for (const id of ids) markSeen.run({ id })
      }),
    markAllSeen() {
      markAllSeen.run()
    },
    worstOpen() {
      const open = new Set(openSeverities.all().map((row) => new RowReader('alerts', row).text('severity')))
      return worstFirst.find((severity) => open.has(severity)) ?? null
    },
    openMatters: () => openMatters.all().map((row) => new RowReader('alerts', row).text('matter')),
    resolve: (matter, at) => resolve.run({ matter, at }) > 0,
    reopen(matter) {
      reopen.run({ matter })
    },
  }
}

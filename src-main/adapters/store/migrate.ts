import type { Database } from './driver.ts'
import { first } from './migrations/001-first.ts'
import { confidence } from './migrations/002-confidence.ts'
import { stops } from './migrations/003-stops.ts'
import { orderTypes } from './migrations/004-order-types.ts'
import { adjustments } from './migrations/005-adjustments.ts'
import { killSteps } from './migrations/006-kill-steps.ts'
import { exitRules } from './migrations/007-exit-rules.ts'
import { tradeReturns } from './migrations/008-trade-returns.ts'
import { reconciliation } from './migrations/009-reconciliation.ts'
import { paperStops } from './migrations/010-paper-stops.ts'
import { alertStates } from './migrations/011-alert-states.ts'
import { moves } from './migrations/012-moves.ts'
import { liveBots } from './migrations/013-live-bots.ts'
import { liveAccounts } from './migrations/014-live-accounts.ts'
import { positionEnds } from './migrations/015-position-ends.ts'
import { orderJournal } from './migrations/016-order-journal.ts'
import { risk } from './migrations/017-risk.ts'
import { killJournal } from './migrations/018-kill-journal.ts'
import { unreadIndexes } from './migrations/019-unread-indexes.ts'
import { stopChanges } from './migrations/020-stop-changes.ts'
import { entryParts } from './migrations/021-entry-parts.ts'

/** Forward only; the place in the list is the version it leads to, kept in `PRAGMA user_version`. */
export type Migrations = readonly string[]

export const migrations: Migrations = [
  first,
  confidence,
  stops,
  orderTypes,
  adjustments,
  killSteps,
  exitRules,
  tradeReturns,
  reconciliation,
  paperStops,
  alertStates,
  moves,
  liveBots,
  liveAccounts,
  positionEnds,
  orderJournal,
  risk,
  killJournal,
  unreadIndexes,
  stopChanges,
  entryParts,
]

export const versionOf = (database: Database): number => Number(database.pragma('user_version'))

/** Each step is one transaction: a step that fails leaves the version before it. */
export const migrate = (database: Database, steps: Migrations): void => {
  // A step may rebuild a table that others refer to; references are checked before it is committed.
  database.exec('PRAGMA foreign_keys = OFF')
  for (let version = versionOf(database) + 1; version <= steps.length; version += 1) {
    database.exec('BEGIN IMMEDIATE')
    try {
      database.exec(steps[version - 1] ?? '')
      const dangling = database.prepare('PRAGMA foreign_key_check').all()
      if (dangling.length > 0) throw new Error(`${dangling.length} rows refer to rows that are missing`)
      database.exec(`PRAGMA user_version = ${version}; COMMIT`)
    } catch (cause) {
      if (database.inTransaction) database.exec('ROLLBACK')
      throw new Error(`the database could not be brought to version ${version}`, { cause })
    }
  }
}

import { statSync } from 'node:fs'
import type { Store } from '../../engine/ports/store.ts'
import { openAdjustments } from './adjustments.ts'
import { openAlerts } from './alerts.ts'
import { openBots } from './bots.ts'
import { Checkpoints } from './checkpoints.ts'
import { openDecisions } from './decisions.ts'
import type { Database } from './driver.ts'
import { openDust } from './dust.ts'
import { openEquity } from './equity.ts'
import { openFills } from './fills.ts'
import { openIgnored } from './ignored.ts'
import { openJournal } from './journal.ts'
import { openKill } from './kill.ts'
import { type LogFlushing, openLogFlusher } from './log-flusher.ts'
import { openOrders } from './orders.ts'
import { openPaperStore } from './paper-store.ts'
import { openPositions } from './positions.ts'
import { openRisk } from './risk.ts'
import { openAccounts, openSettings } from './settings-and-accounts.ts'
import { openStopChanges } from './stop-changes.ts'
import { openStops } from './stops.ts'
import { Transactions } from './transactions.ts'

const logOf = (file: string): string => `${file}-wal`
const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** The store over an opened and migrated trading.db; closing it closes the database. */
export const openTradingStore = (database: Database, file: string, flushing: LogFlushing): Store => {
  const flusher = openLogFlusher(logOf(file), flushing)
  const transactions = new Transactions(database, () => flusher.now())
  const checkpoints = flushing === 'in-background' ? new Checkpoints(database) : null
  const written = <T>(result: T): T => {
    checkpoints?.onCommit()
    return result
  }
  return {
    transaction: (work) => written(transactions.flush(work)),
    note: (work) => written(transactions.note(work)),
    whenFlushed(then) {
      if (database.inTransaction) throw new Error('what is not committed cannot be flushed')
      flusher.whenFlushed(then)
    },
    settings: openSettings(database),
    accounts: openAccounts(database),
    adjustments: openAdjustments(database),
    bots: openBots(database),
    orders: openOrders(database, transactions),
    fills: openFills(database, transactions),
    positions: openPositions(database, transactions),
    decisions: openDecisions(database, transactions),
    dust: openDust(database),
    ignored: openIgnored(database),
    journal: openJournal(database, transactions),
    alerts: openAlerts(database, transactions),
    kill: openKill(database),
    stops: openStops(database),
    stopChanges: openStopChanges(database),
    risk: openRisk(database),
    equity: openEquity(database, transactions),
    paper: openPaperStore(database, transactions),
    sizeBytes: () => sizeOf(file) + sizeOf(logOf(file)),
    engineVersion: () => String(database.prepare('SELECT sqlite_version() AS version').get()?.version ?? ''),
    close() {
      checkpoints?.end()
      flusher.close()
      database.close()
    },
  }
}

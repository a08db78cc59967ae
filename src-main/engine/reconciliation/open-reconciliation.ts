import type { Order } from '../../domain/orders/order.ts'
import type { EquityTracker } from '../accounts/equity-tracker.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Exits } from '../bots/exits.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import type { Lane } from '../lane.ts'
import type { FillDesk } from '../orders/fill-desk.ts'
import type { OrderDesk } from '../orders/order-desk.ts'
import type { UnknownDesk } from '../orders/unknown-desk.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { Log } from '../ports/log.ts'
import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { Roster } from '../state/roster.ts'
import type { StopDesk } from '../stops/stop-desk.ts'
import { BreachDesk } from './breach-desk.ts'
import { DustDesk } from './dust-desk.ts'
import { Findings } from './findings.ts'
import { ForeignDesk } from './foreign-desk.ts'
import { HoldingsWatch } from './holdings-watch.ts'
import { Invariants } from './invariants.ts'
import { Moves } from './moves.ts'
import { OversoldDesk } from './oversold-desk.ts'
import { Reconciliation } from './reconciliation.ts'
import { Resolutions } from './resolutions.ts'
import { SleepWatch } from './sleep-watch.ts'
import { Verdicts } from './verdicts.ts'

interface Parts {
  readonly books: Books
  readonly roster: Roster
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly lane: Lane
  readonly journal: Journal
  readonly alerts: AlertDesk
  readonly changes: Changes
  readonly equity: EquityTracker
  readonly fills: FillDesk
  readonly orders: OrderDesk
  readonly unknown: UnknownDesk
  readonly exits: Exits
  readonly stops: StopDesk
  readonly onPending: (order: Order, pending: boolean) => void
}

export interface OpenedReconciliation {
  readonly reconciliation: Reconciliation
  readonly resolutions: Resolutions
  readonly breaches: BreachDesk
  readonly foreign: ForeignDesk
  readonly dust: DustDesk
  readonly oversold: OversoldDesk
  readonly sleep: SleepWatch
}

/** Everything that compares our books with the exchanges', put together. */
export const openReconciliation = (parts: Parts): OpenedReconciliation => {
  const invariants = new Invariants(parts)
  const verdicts = new Verdicts({ ...parts, invariants })
  const findings = new Findings(parts)
  const moves = new Moves({ ...parts, verdicts })
  const foreign = new ForeignDesk({ ...parts, verdicts, moves })
  const holdings = new HoldingsWatch({ ...parts, foreign })
  const reconciliation = new Reconciliation({ ...parts, findings, verdicts, holdings })
  return {
    reconciliation,
    resolutions: new Resolutions({ ...parts, verdicts, moves }),
    breaches: new BreachDesk({ ...parts, invariants, verdicts }),
    foreign,
    dust: new DustDesk({ ...parts, moves }),
    oversold: new OversoldDesk({ ...parts, moves, verdicts }),
    sleep: new SleepWatch({ ...parts, reconciliation }),
  }
}

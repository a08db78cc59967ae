import type { Mode } from '../../domain/orders/order.ts'
import type { Sentence } from '../../domain/sentence.ts'
import type { Page } from './store.ts'

export interface Alert {
  readonly id: string
  readonly severity: 'info' | 'warning' | 'critical'
  readonly text: Sentence
  readonly target: string | null
  readonly raisedAt: number
  readonly seen: boolean
  /** Whom it is about; both null for the app itself. */
  readonly botId: string | null
  readonly venueId: string | null
  /** Of the money that it is about; null where it is about none. */
  readonly mode: Mode | null
  /** What it tells of, where that lasts until something ends it; null for what has happened and is over. */
  readonly matter: string | null
  /** When what it tells of ended, by our clock. */
  readonly resolvedAt: number | null
}

/** "open": what lasts still. */
export type AlertFilter = 'all' | 'new' | 'open'

export interface AlertStore {
  /** Keeps the newest few thousand, and every older one that tells of something that lasts. */
  insert(alert: Alert): void
  /** Newest first. */
  recent(limit: number): readonly Alert[]
  /** Newest first. */
  page(page: Page, filter: AlertFilter): readonly (Alert & { readonly row: number })[]
  count(filter: AlertFilter): number
  markSeen(ids: readonly string[]): void
  markAllSeen(): void
  /** How bad the worst is that lasts; null when nothing does. */
  worstOpen(): Alert['severity'] | null
  /** What lasts, of each thing once. */
  openMatters(): readonly string[]
  /** False when nothing was open about it. */
  resolve(matter: string, at: number): boolean
  /** The newest about it tells again of something that lasts. */
  reopen(matter: string): void
}

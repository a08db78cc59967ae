import { sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Lane } from '../lane.ts'
import type { Clock } from '../ports/clock.ts'
import type { Books } from '../state/books.ts'
import type { Roster } from '../state/roster.ts'
import type { Reconciliation } from './reconciliation.ts'

interface SleepWatchParts {
  readonly books: Books
  readonly roster: Roster
  readonly clock: Clock
  readonly lane: Lane
  readonly alerts: AlertDesk
  readonly reconciliation: Reconciliation
}

const tickMs = 15_000
/** Longer than the engine is ever held up otherwise. */
const gapMs = 60_000

/**
 * Notices that the computer slept, by the system's word or, where that is lost, by the time that is missing; settles
 * the books before anything is bought, and tells how long nothing was watched and what was held meanwhile.
 */
export class SleepWatch {
  readonly #parts: SleepWatchParts
  #awakeAt: number
  #isAsleep = false

  constructor(parts: SleepWatchParts) {
    this.#parts = parts
    this.#awakeAt = parts.clock.now()
  }

  /** Returns the function that ends it. */
  begin(): () => void {
    const { clock } = this.#parts
    this.#awakeAt = clock.now()
    return clock.every(tickMs, () => this.#look())
  }

  onSuspend(): void {
    this.#awakeAt = this.#parts.clock.now()
    this.#isAsleep = true
  }

  onResume(): void {
    // Told already where a timer came first; the books are settled in any case.
    if (!this.#look()) this.#parts.reconciliation.afterSleep()
  }

  #look(): boolean {
    const { clock, reconciliation, lane } = this.#parts
    const missedMs = clock.now() - this.#awakeAt
    this.#awakeAt = clock.now()
    if (!this.#isAsleep && missedMs < gapMs) return false
    this.#isAsleep = false
    reconciliation.afterSleep()
    lane.post(() => this.#tell(Math.round(missedMs / 1000)))
    return true
  }

  /** Of real money it is worth a look at what happened meanwhile. */
  #tell(seconds: number): void {
    const { books, roster, alerts } = this.#parts
    const held = [...books.positions.values()]
    const isLive =
      held.some(({ mode }) => mode === 'live') ||
      [...roster.all()].some(({ bot }) => bot.mode === 'live' && bot.wish !== 'stopped')
    const text =
      held.length === 0
        ? sentence('alert.slept', { seconds })
        : sentence('alert.slept-holding', { seconds, positions: held.length })
    alerts.raise(isLive ? 'warning' : 'info', text, '/history/journal', { mode: isLive ? 'live' : 'paper' })
  }
}

import { sentence } from '../domain/sentence.ts'
import type { AlertDesk } from './alert-desk.ts'
import type { Journal } from './journal.ts'
import { matters } from './matters.ts'

interface ClockWatchParts {
  readonly alerts: AlertDesk
  readonly journal: Journal
}

interface WatchedClock {
  readonly id: string
  /** Whose clock it is, for the user. */
  readonly name: string
  /** The screen that shows it. */
  readonly target: string
  readonly venueId: string
}

/** Signed requests are refused beyond a few seconds; before that, candles would close at the wrong moment. */
const toleranceMs = 1_000

/** Exchanges whose clock is not this computer's: told once, until they agree again. */
export class ClockWatch {
  readonly #parts: ClockWatchParts
  readonly #told = new Set<string>()

  constructor(parts: ClockWatchParts) {
    this.#parts = parts
  }

  /** @param offsetMs the exchange's clock less ours */
  see({ id, name, target, venueId }: WatchedClock, offsetMs: number): void {
    const { alerts, journal } = this.#parts
    const matter = matters.clock(id)
    if (Math.abs(offsetMs) <= toleranceMs) {
      if (this.#told.delete(id)) alerts.resolve(matter)
      return
    }
    if (this.#told.has(id)) return
    this.#told.add(id)
    const facts = { venue: name, seconds: Math.round(offsetMs / 100) / 10 }
    journal.write('market.clock-offset', { facts })
    alerts.raiseRarely('warning', sentence('alert.clock-offset', facts), target, { venueId, matter })
  }
}

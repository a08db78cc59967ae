import type { Position } from '../../domain/positions/position.ts'
import { sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import { matters } from '../matters.ts'
import type { Clock } from '../ports/clock.ts'
import type { Books } from '../state/books.ts'
import type { Roster } from '../state/roster.ts'

interface UnprotectedWatchParts {
  readonly books: Books
  readonly roster: Roster
  readonly clock: Clock
  readonly journal: Journal
  readonly alerts: AlertDesk
  readonly changes: Changes
}

const longestMs = 10_000

/** Positions that should have a stop order at their exchange and have none confirmed: for too long, and their bots buy nothing. */
export class UnprotectedWatch {
  readonly #parts: UnprotectedWatchParts
  /** Monotonic time since when, by position. */
  readonly #since = new Map<string, number>()

  constructor(parts: UnprotectedWatchParts) {
    this.#parts = parts
  }

  see(position: Position, isProtected: boolean): void {
    if (isProtected) {
      this.end(position.id)
      return
    }
    const { clock, books } = this.#parts
    const now = clock.monotonic()
    const since = this.#since.get(position.id) ?? now
    this.#since.set(position.id, since)
    if (now - since > longestMs && !books.unprotected.has(position.id)) this.#tell(position)
  }

  /** It is protected, or nothing is left to be protected. */
  end(positionId: string): void {
    const { books, journal, alerts, changes } = this.#parts
    this.#since.delete(positionId)
    const botId = books.unprotected.get(positionId)
    if (botId === undefined) return
    books.unprotected.delete(positionId)
    journal.write('position.protected', { facts: { id: positionId } })
    alerts.resolve(matters.unprotected(positionId))
    changes.announce({ kind: 'position', id: positionId })
    changes.announce({ kind: 'bot', id: botId })
  }

  #tell({ id, botId, mode, symbol }: Position): void {
    const { books, roster, journal, alerts, changes } = this.#parts
    books.unprotected.set(id, botId)
    const bot = roster.get(botId)?.bot.settings.name ?? botId
    journal.write('position.unprotected', { botId, facts: { id, symbol } })
    const matter = matters.unprotected(id)
    alerts.raise('critical', sentence('alert.position-unprotected', { bot, symbol }), '/positions', {
      matter,
      botId,
      mode,
    })
    changes.announce({ kind: 'position', id })
    changes.announce({ kind: 'bot', id: botId })
  }
}

import type { Mode } from '../domain/orders/order.ts'
import type { Sentence } from '../domain/sentence.ts'
import type { Changes } from './changes.ts'
import type { Alert } from './ports/alerts.ts'
import type { Clock } from './ports/clock.ts'
import type { Ids } from './ports/ids.ts'
import type { Store } from './ports/store.ts'
import type { Roster } from './state/roster.ts'

/** The same words are not said again within this time where what they tell of may repeat. */
const quietMs = 15 * 60_000
const rememberedWords = 500

/** "by-mode": critical about real money, a warning about simulated. */
export type Severity = Alert['severity'] | 'by-mode'

/** Whom and what an alert is about; what is not said is read from its target and its facts. */
export type About = Partial<Pick<Alert, 'botId' | 'venueId' | 'mode' | 'matter'>>

interface AlertDeskParts {
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly changes: Changes
  readonly roster: Roster
}

const botOf = (target: string | null): string | null => target?.match(/^\/bots\/([^/]+)/)?.[1] ?? null

const modeIn = ({ facts }: Sentence): Mode | null =>
  facts?.mode === 'live' || facts?.mode === 'paper' ? facts.mode : null

/** Raises alerts: kept in the store, announced to the window and the desktop. */
export class AlertDesk {
  readonly #parts: AlertDeskParts
  readonly #saidAt = new Map<string, number>()

  constructor(parts: AlertDeskParts) {
    this.#parts = parts
  }

  /** @param target route in the window that shows more, or null */
  raise(severity: Severity, text: Sentence, target: string | null, about: About = {}): void {
    const { store, changes } = this.#parts
    const alert = this.#alert(severity, text, target, about)
    try {
      store.note(() => store.alerts.insert(alert))
    } finally {
      // A disk that refuses it is one more reason to tell.
      changes.announce({ kind: 'alert', alert })
    }
  }

  /** As `raise`, for what may happen again and again: the same words at most every quarter of an hour. */
  raiseRarely(severity: Severity, text: Sentence, target: string | null, about: About = {}): void {
    const key = JSON.stringify([text, target])
    const now = this.#parts.clock.now()
    const last = this.#saidAt.get(key)
    if (last !== undefined && now - last < quietMs && now >= last) {
      this.#reopen(about.matter)
      return
    }
    this.#saidAt.delete(key)
    this.#saidAt.set(key, now)
    const oldest = this.#saidAt.keys().next()
    if (this.#saidAt.size > rememberedWords && oldest.done !== true) this.#saidAt.delete(oldest.value)
    this.raise(severity, text, target, about)
  }

  /** For inside a transaction. Returns what announces it, to be called once that has committed. */
  write(severity: Severity, text: Sentence, target: string | null, about: About = {}): () => void {
    const alert = this.#alert(severity, text, target, about)
    this.#parts.store.alerts.insert(alert)
    return () => this.#parts.changes.announce({ kind: 'alert', alert })
  }

  /** What was told of has ended: every alert about it is settled. Also for inside a transaction. */
  resolve(matter: string): void {
    const { store, clock, changes } = this.#parts
    if (store.alerts.resolve(matter, clock.now())) changes.announce({ kind: 'alerts-changed' })
  }

  /** How bad the worst is that lasts; null when nothing does. */
  get worstOpen(): Alert['severity'] | null {
    return this.#parts.store.alerts.worstOpen()
  }

  /** Settles what no longer lasts. @param lasts whether what this stands for still does */
  settle(lasts: (matter: string) => boolean): void {
    for (const matter of this.#parts.store.alerts.openMatters()) if (!lasts(matter)) this.resolve(matter)
  }

  markSeen(ids: readonly string[]): void {
    this.#parts.store.alerts.markSeen(ids)
    this.#parts.changes.announce({ kind: 'alerts-changed' })
  }

  markAllSeen(): void {
    this.#parts.store.alerts.markAllSeen()
    this.#parts.changes.announce({ kind: 'alerts-changed' })
  }

  /** What was settled meanwhile lasts again, and is not told once more. */
  #reopen(matter: string | null = null): void {
    if (matter === null) return
    this.#parts.store.alerts.reopen(matter)
    this.#parts.changes.announce({ kind: 'alerts-changed' })
  }

  #alert(severity: Severity, text: Sentence, target: string | null, about: About): Alert {
    const { clock, ids, roster } = this.#parts
    const botId = about.botId ?? botOf(target)
    const mode = about.mode ?? modeIn(text) ?? (botId === null ? null : (roster.get(botId)?.bot.mode ?? null))
    const byMode = mode === 'live' ? 'critical' : 'warning'
    return {
      id: ids.next('alert'),
      severity: severity === 'by-mode' ? byMode : severity,
      text,
      target,
      raisedAt: clock.now(),
      seen: false,
      botId,
      venueId: about.venueId ?? null,
      mode,
      matter: about.matter ?? null,
      resolvedAt: null,
    }
  }
}

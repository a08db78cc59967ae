import { sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Changes } from '../changes.ts'
import type { Clock } from '../ports/clock.ts'
import type { KillWish } from '../ports/kill-store.ts'
import type { Store } from '../ports/store.ts'
import type { Roster } from '../state/roster.ts'

interface KillWishesParts {
  readonly store: Store
  readonly clock: Clock
  readonly roster: Roster
  readonly alerts: AlertDesk
  readonly changes: Changes
}

/** How far a wish has come; what is not named stays. */
export type Progress = Pick<KillWish, 'state' | 'reason'> & Partial<Pick<KillWish, 'saleId' | 'attempts'>>

/** After an asking that failed, before the next; what is asked again and again keeps the last. */
const delaysMs = [1_000, 2_000, 5_000, 10_000, 30_000] as const

export const isFinished = ({ state }: Pick<KillWish, 'state'>): boolean => state === 'done'

/** The wishes as they stand, on disk before they change in memory, and when each is to be acted on again. */
export class KillWishes {
  readonly #parts: KillWishesParts
  readonly #all = new Map<string, KillWish>()
  /** Monotonic; a wish that is not in it may be acted on now. */
  readonly #notBefore = new Map<string, number>()

  constructor(parts: KillWishesParts) {
    this.#parts = parts
  }

  load(): void {
    for (const wish of this.#parts.store.kill.wishes()) this.#all.set(wish.id, wish)
  }

  all(): readonly KillWish[] {
    return [...this.#all.values()]
  }

  get(id: string): KillWish | undefined {
    return this.#all.get(id)
  }

  /** Inside a transaction that ends with the turn; `remember` once it has committed. */
  write(wish: KillWish): KillWish {
    this.#parts.store.kill.saveWish(wish)
    return wish
  }

  remember(wish: KillWish): void {
    this.#all.set(wish.id, wish)
    this.#parts.changes.announce({ kind: 'kill' })
  }

  forget(of: (wish: KillWish) => boolean): void {
    for (const wish of this.#all.values()) {
      if (!of(wish)) continue
      this.#all.delete(wish.id)
      this.#notBefore.delete(wish.id)
    }
    this.#parts.changes.announce({ kind: 'kill' })
  }

  with(wish: KillWish, progress: Progress): KillWish {
    return { ...wish, ...progress, changedAt: this.#parts.clock.now() }
  }

  /** Writes what changed; what stays as it was is not written again. */
  progress(wish: KillWish, progress: Progress): void {
    const same =
      wish.state === progress.state && JSON.stringify(wish.reason) === JSON.stringify(progress.reason)
    if (same && progress.saleId === undefined && progress.attempts === undefined) return
    this.remember(this.write(this.with(wish, progress)))
    if (progress.state === 'failed' && wish.state !== 'failed') this.#tell(wish)
  }

  isDue(id: string): boolean {
    return this.#parts.clock.monotonic() >= (this.#notBefore.get(id) ?? 0)
  }

  /** @param delayMs null: not before the user asks for it */
  waitFor(id: string, delayMs: number | null): void {
    const until = delayMs === null ? Number.POSITIVE_INFINITY : this.#parts.clock.monotonic() + delayMs
    this.#notBefore.set(id, until)
  }

  /** False once only the user can have it tried again. */
  isRetried(id: string): boolean {
    return this.#notBefore.get(id) !== Number.POSITIVE_INFINITY
  }

  hurry(id: string): void {
    this.#notBefore.delete(id)
  }

  /** How long to wait after the attempts so far. */
  delayAfter(attempts: number): number {
    return delaysMs[Math.min(attempts, delaysMs.length) - 1] ?? delaysMs[0]
  }

  /** Never drawn as success, and never failed in silence. */
  #tell({ botId, symbol, step, mode }: KillWish): void {
    const { alerts, roster } = this.#parts
    const facts = { bot: roster.get(botId)?.bot.settings.name ?? botId, symbol }
    const text =
      step === 'cancel-orders'
        ? sentence('alert.kill-cancel-failed', facts)
        : sentence('alert.kill-close-failed', facts)
    alerts.raiseRarely('critical', text, '/kill', { botId, mode })
  }
}

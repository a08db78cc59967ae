import { randomUUID } from 'node:crypto'
import { ok, type Result, refused } from '../../domain/result.ts'
import type { Clock } from '../../engine/ports/clock.ts'

/** Long enough to read what is confirmed, too short to be found open a day later. */
const validMs = 5 * 60_000

export interface Challenge<T> {
  readonly id: string
  readonly phrase: string
  /** By our clock. */
  readonly expiresAt: number
  /** What exactly is confirmed; nothing that is said later can change it. */
  readonly subject: T
}

/**
 * Main's own question: it names the phrase and keeps what is confirmed; the window only sends back what was typed.
 * One at a time, each good for one answer.
 */
export class LiveChallenges<T> {
  readonly #clock: Clock
  #open: (Challenge<T> & { readonly issuedAt: number }) | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  issue(phrase: string, subject: T): Challenge<T> {
    const now = this.#clock.now()
    // Copied: who holds the original must not be able to change what is confirmed.
    const challenge = {
      id: randomUUID(),
      phrase,
      expiresAt: now + validMs,
      subject: structuredClone(subject),
    }
    this.#open = { ...challenge, issuedAt: this.#clock.monotonic() }
    return challenge
  }

  /** What was confirmed. A wrong answer uses the question up, as a right one does. */
  answer(id: string, typed: string): Result<T, 'CONFIRMATION_EXPIRED' | 'CONFIRMATION_MISMATCH'> {
    const challenge = this.#open
    if (challenge === null || challenge.id !== id) return refused('CONFIRMATION_EXPIRED')
    this.#open = null
    if (this.#clock.monotonic() - challenge.issuedAt > validMs) return refused('CONFIRMATION_EXPIRED')
    return typed === challenge.phrase ? ok(challenge.subject) : refused('CONFIRMATION_MISMATCH')
  }
}

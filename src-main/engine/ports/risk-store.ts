import type { Breaker, BreakerName } from '../../domain/risk/breaker.ts'
import type { LimitVersion } from '../../domain/risk/limit-versions.ts'
import type { LossTrack } from '../../domain/risk/loss-track.ts'

export interface KeptBreaker {
  readonly name: BreakerName
  readonly breaker: Breaker
}

/** What risk management remembers beyond a restart. */
export interface RiskStore {
  readonly limits: {
    insert(scope: string, version: LimitVersion): void
    /** The newest 100 of each scope, oldest first. */
    all(): ReadonlyMap<string, readonly LimitVersion[]>
  }
  readonly breakers: {
    /** Inserts or replaces by name; a closed one is forgotten. */
    save(kept: KeptBreaker): void
    /** Those that are not closed. */
    all(): readonly KeptBreaker[]
  }
  readonly tracks: {
    /** Inserts or replaces by scope and currency. */
    save(scope: string, track: LossTrack): void
    of(scope: string, currency: string): LossTrack | null
  }
}

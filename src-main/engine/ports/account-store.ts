import type { Cash, Quantity } from '../../domain/money/decimal.ts'

/** What an account's books take in beside fills. */
export interface Adjustment {
  readonly accountId: string
  /** Below zero for what went. */
  readonly amount: Cash
  /**
   * baseline: found at the account's first opening; accepted: a difference resolved by the user; moved: the other side
   * of coins that went into a position, or out of one, without a trade.
   */
  readonly kind: 'baseline' | 'accepted' | 'moved'
  readonly reason: string
  readonly marketTime: number
  readonly seenAt: number
}

/** Coins below the exchange's minimum, kept until the next position on their pair takes them in. */
export interface Dust {
  readonly accountId: string
  readonly symbol: string
  readonly asset: string
  readonly quantity: Quantity
  /** Our clock, epoch ms. */
  readonly since: number
}

/** What lies on accounts beside what was traded there. */
export interface AccountStore {
  readonly adjustments: {
    insert(adjustment: Adjustment): void
    /** Oldest first. */
    ofAccount(accountId: string): readonly Adjustment[]
  }
  readonly dust: {
    /** Adds to what is there of the pair. */
    add(dust: Dust): void
    remove(accountId: string, symbol: string): void
    of(accountId: string, symbol: string): Dust | null
    ofAccount(accountId: string): readonly Dust[]
  }
  /** Orders and holdings of others on an account that the user wants to hear no more of. */
  readonly ignored: {
    add(accountId: string, kind: 'order' | 'holding', name: string): void
    remove(accountId: string, kind: 'order' | 'holding', name: string): void
    names(accountId: string, kind: 'order' | 'holding'): ReadonlySet<string>
  }
}

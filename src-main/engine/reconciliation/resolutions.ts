import { cashText } from '../../domain/money/decimal.ts'
import { ok, type Result, refused } from '../../domain/result.ts'
import type { Journal } from '../journal.ts'
import type { Store } from '../ports/store.ts'
import { missingOf } from '../state/account-book.ts'
import type { Books } from '../state/books.ts'
import type { Verdicts } from './verdicts.ts'

interface ResolutionsParts {
  readonly books: Books
  readonly store: Store
  readonly journal: Journal
  readonly verdicts: Verdicts
}

/** What the user decides about differences between our books and an exchange's. */
export class Resolutions {
  readonly #parts: ResolutionsParts

  constructor(parts: ResolutionsParts) {
    this.#parts = parts
  }

  /**
   * Takes the exchange's word on one asset: a deposit, a withdrawal, a trade made elsewhere.
   * @param missing what the user was shown; "CHANGED" when it is no longer that
   */
  accept(
    accountId: string,
    asset: string,
    missing: string,
    reason: string,
  ): Result<null, 'NOT_FOUND' | 'CHANGED'> {
    const { books, store, journal, verdicts } = this.#parts
    const differences = books.mismatches.get(accountId)?.differences ?? []
    if (!differences.some((each) => each.kind === 'balance' && each.asset === asset))
      return refused('NOT_FOUND')
    const now = books
      .account(accountId)
      .book.differences()
      .find((each) => each.asset === asset)
    if (now === undefined || cashText(missingOf(now)) !== missing) return refused('CHANGED')
    const amount = missingOf(now)
    const adjustment = { accountId, amount, kind: 'accepted', reason, ...verdicts.times(accountId) } as const
    store.transaction(() => {
      store.adjustments.insert(adjustment)
      const facts = { accountId, asset, ours: cashText(now.ours), theirs: cashText(now.theirs), reason }
      journal.write('reconcile.accepted', { actor: 'user', facts })
    })
    verdicts.adjust(accountId, [adjustment])
    verdicts.take(accountId, 'certain')
    return ok(null)
  }
}

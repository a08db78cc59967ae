import {
  addCash,
  cash,
  cashText,
  meanPrice,
  minQuantity,
  type Quantity,
  quantity,
  signOfCash,
  subtractCash,
  sumCash,
  text,
} from '../../domain/money/decimal.ts'
import { ok, type Result, refused } from '../../domain/result.ts'
import { sentence } from '../../domain/sentence.ts'
import type { Journal } from '../journal.ts'
import type { Store } from '../ports/store.ts'
import { missingOf } from '../state/account-book.ts'
import type { Books } from '../state/books.ts'
import type { Moves } from './moves.ts'
import type { Verdicts } from './verdicts.ts'

interface ResolutionsParts {
  readonly books: Books
  readonly store: Store
  readonly journal: Journal
  readonly verdicts: Verdicts
  readonly moves: Moves
}

/** What the user decides about differences between our books and an exchange's. */
export class Resolutions {
  readonly #parts: ResolutionsParts

  constructor(parts: ResolutionsParts) {
    this.#parts = parts
  }

  /**
   * Takes the exchange's word on one asset: a deposit, a withdrawal, a trade made elsewhere, more sold than was held.
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
    if (!differences.some((each) => each.kind !== 'breach' && each.asset === asset))
      return refused('NOT_FOUND')
    const { book } = books.account(accountId)
    const held = book.holding(asset)
    const now = book.differences().find((each) => each.asset === asset) ?? { asset, ours: held, theirs: held }
    const amount = missingOf(now)
    if (cashText(amount) !== missing) return refused('CHANGED')
    const adjustment = { accountId, amount, kind: 'accepted', reason, ...verdicts.times(accountId) } as const
    store.transaction(() => {
      store.adjustments.insert(adjustment)
      const facts = { accountId, asset, ours: cashText(now.ours), theirs: cashText(now.theirs), reason }
      journal.write('reconcile.accepted', { actor: 'user', facts })
    })
    verdicts.adjust(accountId, [adjustment])
    this.#writeOff(accountId, asset)
    verdicts.take(accountId, 'decided')
    return ok(null)
  }

  /** What positions hold and the account no longer has was taken from them elsewhere; dust goes first. */
  #writeOff(accountId: string, asset: string): void {
    const { books, store, moves } = this.#parts
    const { book } = books.account(accountId)
    const positions = [...books.positions.values()].filter(
      (position) => position.accountId === accountId && position.base === asset,
    )
    const dust = store.dust.ofAccount(accountId).filter((each) => each.asset === asset)
    const sum = (each: readonly { readonly quantity: Quantity }[]) =>
      sumCash(
        asset,
        each.map(({ quantity: size }) => cash(text(size), asset)),
      )
    let missing = subtractCash(addCash(sum(positions), sum(dust)), book.holding(asset))
    if (signOfCash(missing) <= 0) return
    for (const { symbol, quantity: size } of dust) {
      store.dust.remove(accountId, symbol)
      missing = subtractCash(missing, cash(text(size), asset))
    }
    for (const position of positions) {
      if (signOfCash(missing) <= 0) return
      const part = minQuantity(position.quantity, quantity(cashText(missing)))
      const mark = books.mark(book.account.venueId, position.symbol)
      const at = mark ?? meanPrice(position.cost, position.quantity)
      moves.outOf(position, part, at, sentence('order.written-off'))
      missing = subtractCash(missing, cash(text(part), asset))
    }
  }
}

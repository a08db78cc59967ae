import type {
  DifferenceView,
  ReconciliationView,
} from '../../../src-preload/contract/reconciliation-views.ts'
import { cashText, text } from '../../domain/money/decimal.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Store } from '../../engine/ports/store.ts'
import { missingOf } from '../../engine/state/account-book.ts'
import type { Difference } from '../../engine/state/mismatch.ts'

const differenceView = (difference: Difference): DifferenceView => {
  if (difference.kind === 'breach') return { ...difference }
  if (difference.kind === 'oversold')
    return { kind: 'oversold', asset: difference.asset, quantity: cashText(difference.amount) }
  const { asset, ours, theirs } = difference
  return {
    kind: 'balance',
    asset,
    ours: cashText(ours),
    theirs: cashText(theirs),
    missing: cashText(missingOf(difference)),
  }
}

export const reconciliationViews = (engine: Engine, store: Store): ReconciliationView[] => {
  const { books, settling } = engine
  return [...books.accounts.values()].map(({ book }) => {
    const { id, venueId, mode } = book.account
    const mismatch = books.mismatches.get(id)
    return {
      accountId: id,
      venueId,
      mode,
      since: mismatch?.since ?? null,
      differences: (mismatch?.differences ?? []).map(differenceView),
      foreignFills: (mismatch?.foreignFills ?? []).map((fill) => ({
        tradeId: fill.tradeId,
        symbol: fill.symbol,
        side: fill.side,
        quantity: text(fill.quantity),
        price: text(fill.price),
        marketTime: fill.marketTime,
      })),
      foreignOrders: settling.foreign.orders(id).map((order) => ({
        exchangeOrderId: order.exchangeOrderId,
        symbol: order.symbol,
        side: order.side,
        quantity: text(order.quantity),
        filled: text(order.filled),
        limitPrice: order.limitPrice === null ? null : text(order.limitPrice),
        ignored: order.ignored,
      })),
      foreignHoldings: settling.foreign
        .holdings(id)
        .map(({ asset, quantity, ignored }) => ({ asset, quantity: text(quantity), ignored })),
      dust: store.dust.ofAccount(id).map(({ symbol, asset, quantity, since }) => {
        return { symbol, asset, quantity: text(quantity), since }
      }),
    }
  })
}

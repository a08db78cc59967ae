import type { MoneyByCurrency } from '../../../src-preload/contract/views.ts'
import { cashText, priceFromNumber } from '../../domain/money/decimal.ts'
import type { Position } from '../../domain/positions/position.ts'
import { type Held, stressOf } from '../../domain/risk/stress.ts'
import type { Engine } from '../../engine/engine.ts'

const heldOf = (engine: Engine, venueId: string, position: Position): readonly Held[] => {
  const market = engine.books.market(venueId, position.symbol)
  const mark = engine.books.mark(venueId, position.symbol)
  // Before its first price nothing can be said of it.
  if (market === undefined || mark === undefined) return []
  const at = engine.stops.of(position.id)?.stop ?? null
  const stop = at === null ? null : priceFromNumber(at, market.priceStep)
  return [{ position, mark, stop, feeRate: market.takerFee }]
}

/** @param open positions of one account in one currency */
export const stressView = (
  engine: Engine,
  venueId: string,
  currency: string,
  open: readonly Position[],
): MoneyByCurrency['stress'] => {
  const held = open.flatMap((position) => heldOf(engine, venueId, position))
  const { stopsHit, unprotected, fall } = stressOf(currency, held)
  return { stopsHit: cashText(stopsHit), unprotected, fall: cashText(fall) }
}

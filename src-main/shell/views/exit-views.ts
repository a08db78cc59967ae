import type { PositionView } from '../../../src-preload/contract/position-view.ts'
import { cashText, type Price, priceFromNumber, text, toNumber } from '../../domain/money/decimal.ts'
import { type ExitKind, exitKindOf } from '../../domain/positions/exit-kind.ts'
import { type Position, resultAt } from '../../domain/positions/position.ts'
import type { Stop } from '../../domain/risk/stop.ts'
import type { Engine } from '../../engine/engine.ts'

type Exits = Pick<PositionView, 'stop' | 'takeProfit' | 'expiresAt'>

const none: Exits = { stop: null, takeProfit: null, expiresAt: null }

const kindOf = ({ rule, trailRatio, trailDistance }: Stop): NonNullable<Exits['stop']>['kind'] => {
  if (rule === 'break-even') return 'break-even'
  return trailRatio === null && trailDistance === null ? 'fixed' : 'trailing'
}

/** The nearest level above: a target sells its share, the take profit what is left. */
const nextAbove = ({ targets: [target], takeProfit, keep }: Stop) => {
  if (target !== undefined) return { at: target.price, shareRatio: (keep - target.keep).toFixed(4) }
  return takeProfit === null ? null : { at: takeProfit, shareRatio: null }
}

/** Prices and the time at which the position is sold by itself, as they stand now. */
export const exitsOf = (engine: Engine, venueId: string, position: Position, mark: Price): Exits => {
  const stop = engine.stops.of(position.id)
  const market = engine.books.market(venueId, position.symbol)
  if (stop === undefined || market === undefined) return none
  const level = (at: number) => ({
    price: text(priceFromNumber(at, market.priceStep)),
    distanceRatio: (at / toNumber(mark) - 1).toFixed(6),
  })
  const above = nextAbove(stop)
  const lossAt = (at: number) =>
    cashText(resultAt(position, priceFromNumber(at, market.priceStep), market.takerFee))
  return {
    stop: stop.stop === null ? null : { ...level(stop.stop), kind: kindOf(stop), result: lossAt(stop.stop) },
    takeProfit: above === null ? null : { ...level(above.at), shareRatio: above.shareRatio },
    expiresAt: stop.expiresAt,
  }
}

/** How many trades each kind of exit ended, most first. @param byCode counts by the code of the reason */
export const exitCounts = (byCode: ReadonlyMap<string, number>): { kind: ExitKind; count: number }[] => {
  const counts = new Map<ExitKind, number>()
  for (const [code, count] of byCode) {
    const kind = exitKindOf(code)
    counts.set(kind, (counts.get(kind) ?? 0) + count)
  }
  return [...counts]
    .map(([kind, count]) => ({ kind, count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
}

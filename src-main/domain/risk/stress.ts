import {
  addRatio,
  type Cash,
  negateCash,
  negateRatio,
  notional,
  type Price,
  type Ratio,
  ratio,
  scaleCash,
  subtractCash,
  sumCash,
} from '../money/decimal.ts'
import type { Position } from '../positions/position.ts'

/** A position as it stands now. */
export interface Held {
  readonly position: Position
  readonly mark: Price
  /** Where it is given up; null: nowhere. */
  readonly stop: Price | null
  /** Share of the value that its sale costs. */
  readonly feeRate: Ratio
}

export interface Stress {
  /** Change of equity from now if every stop is hit, without gaps, fees of the sales included. */
  readonly stopsHit: Cash
  /** Positions that no stop ends: they are not in it. */
  readonly unprotected: number
  /** Change of equity from now if everything that is held falls by a tenth. */
  readonly fall: Cash
}

const tenth = ratio('0.1')

/** What positions of one currency would cost if things went wrong from here. */
export const stressOf = (currency: string, held: readonly Held[]): Stress => {
  const worth = ({ position, mark }: Held, at = mark) => notional(at, position.quantity, currency)
  const changes = held.map((each) => {
    if (each.stop === null) return null
    const received = scaleCash(worth(each, each.stop), addRatio(ratio('1'), negateRatio(each.feeRate)))
    return subtractCash(received, worth(each))
  })
  return {
    stopsHit: sumCash(
      currency,
      changes.filter((change) => change !== null),
    ),
    unprotected: changes.filter((change) => change === null).length,
    fall: negateCash(
      scaleCash(
        sumCash(
          currency,
          held.map((each) => worth(each)),
        ),
        tenth,
      ),
    ),
  }
}

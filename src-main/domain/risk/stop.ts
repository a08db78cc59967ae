/** A part of a position that is taken home on the way up. */
export interface Target {
  readonly price: number
  /** Share of all that was bought that is still held after it. */
  readonly keep: number
}

/** Which rule put a stop where it is. */
export type StopRule = 'stop-loss' | 'trailing' | 'break-even'

/**
 * Where a long position is given up or taken home, as plain data. Prices are floats: they are compared with trades,
 * never sent. An exchange's own stop lies at `stop`.
 */
export interface Stop {
  readonly positionId: string
  /** Market time of the entry; tells two entries of one position apart. */
  readonly plannedAt: number
  /** Sold at this price or below; null: at none. It only ever rises. */
  readonly stop: number | null
  readonly rule: StopRule
  /** Share of the highest price that the stop stays below it; null: it does not trail by a share. */
  readonly trailRatio: number | null
  /** The same as a difference of prices. */
  readonly trailDistance: number | null
  /** Nothing trails before the price was as high as this. */
  readonly trailFrom: number
  /** Once the price was as high as this, the stop goes up to `breakEvenAt`; null: it does not, or has. */
  readonly breakEvenFrom: number | null
  /** What was paid for one unit, fees of both ends included. */
  readonly breakEvenAt: number
  /** Still to come, rising. */
  readonly targets: readonly Target[]
  /** Sold of the position before this entry: an entry can take in a rest that could not be sold. */
  readonly soldBefore: number
  /** All that is still held is sold at this price or above; null: at none. */
  readonly takeProfit: number | null
  /** Share of all that was bought that may be held now: what is more is to be sold. */
  readonly keep: number
  /** Sold at or after this market time; null: at none. */
  readonly expiresAt: number | null
  /** Expires only while it has not earned its fees. */
  readonly expiresLosing: boolean
  /** Highest price since the entry; not kept where nothing follows it. */
  readonly peak: number
}

/** "target": sold down to what the stop says may be kept; everything else ends the whole position. */
export type Touched = StopRule | 'target' | 'take-profit' | 'time'

export interface Followed {
  /** The same object when nothing moved. */
  readonly stop: Stop
  readonly touched: Touched | null
}

type Level = Pick<Stop, 'stop' | 'rule'>

const nearer = (level: Level, price: number, rule: StopRule): Level =>
  price > 0 && price > (level.stop ?? 0) ? { stop: price, rule } : level

/** The stop as high as a price that did not touch it pulls it. */
export const raised = (stop: Stop, price: number): Stop => {
  const { breakEvenFrom, breakEvenAt, trailRatio, trailDistance } = stop
  const follows = price > stop.peak && (trailRatio !== null || trailDistance !== null)
  // Never up to the price itself: the tick that raises a stop must not be the one that touches it.
  const evens = breakEvenFrom !== null && price >= breakEvenFrom && price > breakEvenAt
  if (!follows && !evens) return stop
  let level: Level = stop
  if (follows && price >= stop.trailFrom) {
    if (trailRatio !== null) level = nearer(level, price * (1 - trailRatio), 'trailing')
    if (trailDistance !== null) level = nearer(level, price - trailDistance, 'trailing')
  }
  if (evens) level = nearer(level, breakEvenAt, 'break-even')
  return {
    ...stop,
    peak: Math.max(stop.peak, price),
    stop: level.stop,
    rule: level.rule,
    breakEvenFrom: evens ? null : breakEvenFrom,
  }
}

/** One plan as two have followed it: of each part what is further. A stop that one has raised stays raised. */
export const furthest = (one: Stop, other: Stop): Stop => {
  const higher = (other.stop ?? 0) > (one.stop ?? 0) ? other : one
  const sold = other.keep < one.keep ? other : one
  return {
    ...one,
    stop: higher.stop,
    rule: higher.rule,
    targets: sold.targets,
    keep: sold.keep,
    breakEvenFrom: other.breakEvenFrom === null ? null : one.breakEvenFrom,
    peak: Math.max(one.peak, other.peak),
  }
}

const hasExpired = ({ expiresAt, expiresLosing, breakEvenAt }: Stop, price: number, time: number): boolean =>
  expiresAt !== null && time >= expiresAt && !(expiresLosing && price > breakEvenAt)

/**
 * Takes a trade's price and market time into the stop. What ends the position goes first; else a new high pulls the
 * stop up and takes the targets that it reached. A price that jumps over a level touches it too.
 */
export const followPrice = (stop: Stop, price: number, time: number): Followed => {
  if (stop.stop !== null && price <= stop.stop) return { stop, touched: stop.rule }
  if (stop.takeProfit !== null && price >= stop.takeProfit) return { stop, touched: 'take-profit' }
  if (hasExpired(stop, price, time)) return { stop, touched: 'time' }
  const followed = raised(stop, price)
  const [next] = stop.targets
  if (next === undefined || price < next.price) return { stop: followed, touched: null }
  const keep = stop.targets.findLast((target) => price >= target.price)?.keep ?? stop.keep
  const targets = stop.targets.filter((target) => price < target.price)
  return { stop: { ...followed, targets, keep, peak: Math.max(followed.peak, price) }, touched: 'target' }
}

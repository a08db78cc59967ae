import { type BookLevel, takeFrom } from '../market/order-book.ts'
import {
  addQuantity,
  compare,
  floorQuantityFromNumber,
  floorQuantityToStep,
  isOnStep,
  isZero,
  minQuantity,
  type Quantity,
  subtractQuantity,
  toNumber,
  zeroQuantity,
} from '../money/decimal.ts'

/** One account through which a part of a purchase could go. */
export interface PartRoute {
  readonly accountId: string
  /** The most that may be bought there: after its own limits and funds. */
  readonly most: Quantity
  /** The least that its exchange takes. */
  readonly least: Quantity
  readonly step: Quantity
  /** Share of the value that a taker pays. */
  readonly takerFee: number
  /** What is asked there, best first. */
  readonly levels: readonly BookLevel[]
}

export interface EntryPart {
  readonly route: PartRoute
  readonly quantity: Quantity
}

/** What the quantity costs there, its fee included. A float: it is compared, nothing is paid by it. */
export const costOfPart = ({ levels, takerFee }: PartRoute, quantity: Quantity): number =>
  takeFrom(levels, toNumber(quantity)).value * (1 + takerFee)

const costOf = (parts: readonly EntryPart[]): number =>
  parts.reduce((sum, { route, quantity }) => sum + costOfPart(route, quantity), 0)

const sumOf = (parts: readonly EntryPart[]): Quantity =>
  parts.reduce((sum, { quantity }) => addQuantity(sum, quantity), zeroQuantity)

/** The most that can be bought there: no more than is offered. */
const reachOf = ({ levels, most, step }: PartRoute): Quantity => {
  const offered = levels.reduce((sum, [, amount]) => sum + amount, 0)
  return minQuantity(floorQuantityToStep(most, step), floorQuantityFromNumber(offered, step))
}

/** The cheapest levels of all books together, each account's fee on top, in whole steps of each account. */
const cheapestLevels = (routes: readonly PartRoute[], wanted: Quantity): readonly EntryPart[] => {
  const levels = routes
    .flatMap((route) =>
      route.levels.map(([price, amount]) => ({ route, amount, cost: price * (1 + route.takerFee) })),
    )
    .sort((one, other) => one.cost - other.cost)
  const reach = new Map(routes.map((route) => [route, toNumber(reachOf(route))]))
  const taken = new Map<PartRoute, number>()
  let missing = toNumber(wanted)
  for (const { route, amount } of levels) {
    const before = taken.get(route) ?? 0
    const part = Math.min(amount, missing, (reach.get(route) ?? 0) - before)
    if (part <= 0) continue
    taken.set(route, before + part)
    missing -= part
  }
  return [...taken]
    .map(([route, amount]) => ({ route, quantity: floorQuantityFromNumber(amount, route.step) }))
    .filter(({ quantity }) => !isZero(quantity))
}

/** What one would cost more there than elsewhere goes first of those that are too small. */
const dearestTooSmall = (parts: readonly EntryPart[]): EntryPart | undefined => {
  const perUnit = ({ route, quantity }: EntryPart) => costOfPart(route, quantity) / toNumber(quantity)
  return parts
    .filter(({ route, quantity }) => compare(quantity, route.least) < 0)
    .sort((one, other) => perUnit(other) - perUnit(one))[0]
}

/** Parts that are too small for their exchange go back to the others. */
const validParts = (routes: readonly PartRoute[], wanted: Quantity): readonly EntryPart[] => {
  const parts = cheapestLevels(routes, wanted)
  const tooSmall = dearestTooSmall(parts)
  if (tooSmall === undefined) return parts
  return validParts(
    routes.filter((route) => route !== tooSmall.route),
    wanted,
  )
}

/** Whatever is still missing, in whole steps, from wherever it can be had at the lowest cost. */
const toppedUp = (
  parts: readonly EntryPart[],
  routes: readonly PartRoute[],
  wanted: Quantity,
): readonly EntryPart[] => {
  const missing = subtractQuantity(wanted, sumOf(parts))
  const more = routes.flatMap((route) => {
    const before = parts.find((part) => part.route === route)?.quantity ?? zeroQuantity
    const room = subtractQuantity(reachOf(route), before)
    const added = floorQuantityToStep(minQuantity(missing, room), route.step)
    const quantity = addQuantity(before, added)
    if (isZero(added) || compare(quantity, route.least) < 0) return []
    const cost = (costOfPart(route, quantity) - costOfPart(route, before)) / toNumber(added)
    return [{ part: { route, quantity }, cost }]
  })
  const [best] = more.sort((one, other) => one.cost - other.cost)
  if (best === undefined) return parts
  const others = parts.filter(({ route }) => route !== best.part.route)
  return toppedUp([...others, best.part], routes, wanted)
}

/** One account that takes exactly as much as the parts together, for less; steps and minimums can make it so. */
const cheaperAlone = (
  parts: readonly EntryPart[],
  routes: readonly PartRoute[],
): readonly EntryPart[] | null => {
  const quantity = sumOf(parts)
  const [best] = routes
    .filter(({ least, step }) => compare(quantity, least) >= 0 && isOnStep(quantity, step))
    .filter((route) => compare(quantity, reachOf(route)) <= 0)
    .map((route) => ({ alone: [{ route, quantity }], cost: costOfPart(route, quantity) }))
    .sort((one, other) => one.cost - other.cost)
  // Sums of floats: what is less by less than that is not less.
  return best !== undefined && best.cost < costOf(parts) * (1 - 1e-12) ? best.alone : null
}

/**
 * How a purchase is spread over accounts so that it costs least: the cheapest levels of all books, with each account's
 * fee, each part within what its account may buy, in its steps, and no less than its exchange takes. Together never
 * more than wanted, never for more than one account alone would cost for as much, and never less than could be had
 * without taking from one part for another. The largest part comes first; one part: there is nothing to split.
 */
export const splitEntry = (all: readonly PartRoute[], wanted: Quantity): readonly EntryPart[] => {
  const routes = all.filter((route) => compare(reachOf(route), route.least) >= 0 && !isZero(reachOf(route)))
  let parts = toppedUp(validParts(routes, wanted), routes, wanted)
  // Each turn costs less for as much, or brings more.
  for (let alone = cheaperAlone(parts, routes); alone !== null; alone = cheaperAlone(parts, routes))
    parts = toppedUp(alone, routes, wanted)
  return [...parts].sort((one, other) => compare(other.quantity, one.quantity))
}

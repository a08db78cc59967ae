import { type BookLevel, takeFrom } from '../market/order-book.ts'
import type { Side } from './order.ts'

/** One account through which an order could go. Floats: routes are compared by them, nothing is sent. */
export interface Route {
  readonly accountId: string
  /** Units of base that may be traded there: after its own limits, funds, steps and minimums. */
  readonly quantity: number
  /** Share of the value that a taker pays. */
  readonly takerFee: number
  /** The side of the book that the order would take, best first; null when it could not be had. */
  readonly levels: readonly BookLevel[] | null
  readonly lastPrice: number
}

export interface RouteCost {
  readonly route: Route
  /** Quote for one unit with the fee: paid for a purchase, received for a sale. */
  readonly perUnit: number
  /**
   * - whole: the book holds all of it at this price
   * - thin: it does not, and the price is that of what it holds
   * - guessed: nobody knows the book, and the price is the last one
   */
  readonly basis: 'whole' | 'thin' | 'guessed'
}

const rank = { whole: 0, thin: 1, guessed: 2 } as const

const costOf = (route: Route, side: Side): RouteCost => {
  const { levels, quantity, takerFee, lastPrice } = route
  const withFee = side === 'buy' ? 1 + takerFee : 1 - takerFee
  const taking = levels === null ? null : takeFrom(levels, quantity)
  if (taking === null || taking.amount === 0) return { route, perUnit: lastPrice * withFee, basis: 'guessed' }
  // Sums of floats: what is missing by less than that is not missing.
  const basis = taking.amount >= quantity * (1 - 1e-9) ? 'whole' : 'thin'
  return { route, perUnit: (taking.value / taking.amount) * withFee, basis }
}

/**
 * Routes by total cost of the order, best first. A book that holds all of it goes before one that does not, and that
 * before one that nobody knows; equal ones, and those that are guessed, stay in the order in which they were given.
 */
export const rankRoutes = (routes: readonly Route[], side: Side): readonly RouteCost[] =>
  routes
    .map((route) => costOf(route, side))
    .sort((one, other) => {
      if (one.basis !== other.basis) return rank[one.basis] - rank[other.basis]
      if (one.basis === 'guessed') return 0
      return side === 'buy' ? one.perUnit - other.perUnit : other.perUnit - one.perUnit
    })

/** Whether the account that costs least, by what its book shows, takes all of the order. */
export const takesWhole = (ranked: readonly RouteCost[], wanted: number): boolean => {
  const [cheapest] = ranked
    .filter(({ basis }) => basis !== 'guessed')
    .sort((one, other) => one.perUnit - other.perUnit)
  return cheapest?.basis === 'whole' && cheapest.route.quantity >= wanted * (1 - 1e-9)
}

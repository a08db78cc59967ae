import type { SymbolMarket } from '../market/symbol-market.ts'
import { ceilTo8, dividedBy, times, type Units, units } from '../units.ts'
import type { Account } from './account.ts'
import { type Match, matchesFor, totalOf } from './matching.ts'
import { type Fill, remainingOf, type SimulatedOrder } from './order.ts'

/** What the account must own for the rest of the order: base to sell, quote to buy (and its fee when in quote). */
export const needed = (
  order: SimulatedOrder,
  symbol: SymbolMarket,
  account: Account,
): { readonly currency: string; readonly amount: Units } => {
  const { listing } = symbol
  if (order.side === 'sell') return { currency: listing.base, amount: remainingOf(order) }
  const cost = order.price === null ? marketCost(order, symbol) : times(order.price, remainingOf(order))
  const fee = account.fee.kind === 'quote' ? ceilTo8(times(cost, listing.takerFee)) : 0n
  return { currency: listing.quote, amount: cost + fee }
}

const marketCost = (order: SimulatedOrder, symbol: SymbolMarket): Units => {
  if (order.cost !== null) return order.cost
  const amount = remainingOf(order)
  if (order.status === 'waiting') return times(order.trigger?.price ?? 0n, amount)
  const { amount: there, quote } = totalOf(
    matchesFor(symbol, { side: order.side, amount, cost: null, limit: null }),
  )
  return there === 0n ? times(symbol.listing.price(symbol.lastPrice), amount) : quote
}

/** Moves the money of one fill, fee included; null when the account cannot pay. */
export const settle = (
  account: Account,
  order: SimulatedOrder,
  symbol: SymbolMarket,
  match: Match,
  maker: boolean,
  stamp: { readonly id: number; readonly time: number },
): Fill | null => {
  const { listing } = symbol
  const quote = times(match.price, match.amount)
  const rate = maker ? listing.makerFee : listing.takerFee
  const buys = order.side === 'buy'
  const pay = buys
    ? { currency: listing.quote, amount: quote }
    : { currency: listing.base, amount: match.amount }
  const got = buys
    ? { currency: listing.base, amount: match.amount }
    : { currency: listing.quote, amount: quote }
  const fee = feeOf(account, listing.quote, got, quote, rate)
  const extra = fee.currency === pay.currency ? fee.amount : 0n
  if (account.balance(pay.currency).free < pay.amount + extra) return null
  account.add(pay.currency, -pay.amount)
  account.add(got.currency, got.amount)
  account.add(fee.currency, -fee.amount)
  return {
    ...stamp,
    price: match.price,
    amount: match.amount,
    quote,
    fee: fee.amount,
    feeCurrency: fee.currency,
    maker,
  }
}

const feeOf = (
  account: Account,
  quoteCurrency: string,
  got: { readonly currency: string; readonly amount: Units },
  quote: Units,
  rate: Units,
): { readonly currency: string; readonly amount: Units } => {
  const rule = account.fee
  if (rule.kind === 'quote') return { currency: quoteCurrency, amount: ceilTo8(times(quote, rate)) }
  if (rule.kind === 'coin') {
    const amount = ceilTo8(dividedBy(times(quote, rate), units(rule.priceInQuote)))
    // Without enough of the third coin the fee comes out of what was received, as on the real exchanges.
    if (account.balance(rule.currency).free >= amount) return { currency: rule.currency, amount }
  }
  return { currency: got.currency, amount: ceilTo8(times(got.amount, rate)) }
}

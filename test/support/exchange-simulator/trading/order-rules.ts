import type { SymbolMarket } from '../market/symbol-market.ts'
import { times, type Units } from '../units.ts'
import type { OrderRequest, Refusal } from './order.ts'

/** What an exchange checks before it looks at money; null when the order may go on. */
export const refusalOf = (
  request: OrderRequest,
  symbol: SymbolMarket,
  clientIdPattern: RegExp,
): Refusal | null => {
  const { listing } = symbol
  const { amount, price, cost, trigger } = request
  if (symbol.status === 'delisted') return 'unknown-symbol'
  if (symbol.status === 'halted') return 'halted'
  if (!clientIdPattern.test(request.clientId)) return 'bad-client-id'
  if (request.kind === 'limit' && (price === null || amount === null)) return 'bad-figure'
  if (amount === null && (cost === null || request.side === 'sell')) return 'bad-figure'
  if ([amount, price, cost, trigger?.price ?? null].some((figure) => figure !== null && figure <= 0n)) {
    return 'bad-figure'
  }
  if (price !== null && price % listing.priceStep !== 0n) return 'price-step'
  if (trigger !== null && trigger.price % listing.priceStep !== 0n) return 'price-step'
  if (amount !== null && amount % listing.amountStep !== 0n) return 'amount-step'
  if (amount !== null && amount < listing.minAmount) return 'below-min-amount'
  const last = listing.price(symbol.lastPrice)
  const worth = cost ?? times(price ?? trigger?.price ?? last, amount ?? 0n)
  if (worth < listing.minNotional) return 'below-min-notional'
  if (trigger !== null && fires(trigger, last)) return 'would-trigger'
  return null
}

export const fires = (trigger: { when: 'rises' | 'falls'; price: Units }, last: Units): boolean =>
  trigger.when === 'rises' ? last >= trigger.price : last <= trigger.price

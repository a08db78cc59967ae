import { z } from 'zod'
import type { Market } from '../../../domain/market/market.ts'
import { cash, price, quantity, ratio } from '../../../domain/money/decimal.ts'

/** What must hold for a market to be traded here; others are left out rather than guessed at. */
const schema = z.object({
  id: z.string().min(1),
  // Other names there are, in lower case and in other scripts, would be refused wherever a pair is named.
  symbol: z.string().regex(/^[A-Z0-9]{1,20}\/[A-Z0-9]{1,20}$/),
  base: z.string().min(1),
  quote: z.string().min(1),
  spot: z.literal(true),
  precision: z.object({ price: z.number().positive(), amount: z.number().positive() }),
  maker: z.number().nonnegative().optional(),
  taker: z.number().nonnegative().optional(),
  limits: z.object({
    amount: z.object({ min: z.number().nonnegative().nullish() }).optional(),
    cost: z.object({ min: z.number().nonnegative().nullish() }).optional(),
  }),
})

/** A float that an exchange wrote as a short decimal, as that decimal: 1e-8 becomes 0.00000001. */
export const decimalOf = (value: number): string => {
  const text = String(value)
  if (!text.includes('e')) return text
  const [digits = '', exponent = ''] = text.split('e-')
  const fraction = digits.replace('.', '')
  const places = Number(exponent) + (digits.split('.')[1]?.length ?? 0)
  return `0.${fraction.padStart(places, '0')}`
}

/** Fee where the exchange does not tell one. */
const usualFee = 0.001

export const marketRules = (given: unknown): { readonly id: string; readonly market: Market } | null => {
  const parsed = schema.safeParse(given)
  if (!parsed.success) return null
  const { id, symbol, base, quote, precision, limits, maker, taker } = parsed.data
  return {
    id,
    market: {
      symbol,
      base,
      quote,
      priceStep: price(decimalOf(precision.price)),
      amountStep: quantity(decimalOf(precision.amount)),
      minAmount: quantity(decimalOf(Math.max(limits.amount?.min ?? 0, precision.amount))),
      minNotional: cash(decimalOf(limits.cost?.min ?? 0), quote),
      makerFee: ratio(decimalOf(maker ?? usualFee)),
      takerFee: ratio(decimalOf(taker ?? usualFee)),
    },
  }
}

import type { Market } from '../../domain/market/market.ts'
import { type Cash, cash } from '../../domain/money/decimal.ts'

const usual = '10000'
/** Round sums of currencies whose unit is worth much more, or much less, than a dollar. */
const sums: Readonly<Record<string, string>> = {
  BTC: '0.1',
  ETH: '3',
  TRY: '300000',
  TWD: '300000',
  JPY: '1000000',
  KRW: '10000000',
  IDR: '150000000',
}

/** What paper trading begins with: the currency that most pairs are quoted in, and USDT where the exchange has it. */
export const practiceMoney = (markets: readonly Market[]): readonly Cash[] => {
  const pairs = new Map<string, number>()
  for (const { quote } of markets) pairs.set(quote, (pairs.get(quote) ?? 0) + 1)
  const [most = 'USDT'] = [...pairs].sort(([, one], [, other]) => other - one).map(([quote]) => quote)
  const currencies = pairs.has('USDT') ? new Set([most, 'USDT']) : new Set([most])
  return [...currencies].map((currency) => cash(sums[currency] ?? usual, currency))
}

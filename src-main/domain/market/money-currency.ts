import type { Market } from './market.ts'

/** The currency that most of the pairs are quoted in; empty when there is no pair. */
const mainQuote = (markets: readonly Market[]): string => {
  const pairs = new Map<string, number>()
  for (const { quote } of markets) pairs.set(quote, (pairs.get(quote) ?? 0) + 1)
  return [...pairs].sort(([, one], [, other]) => other - one)[0]?.[0] ?? ''
}

/** Whether pairs are quoted in it, and it is itself no coin that the exchange's main currency buys. */
export const isMoney = (markets: readonly Market[], asset: string): boolean => {
  const main = mainQuote(markets)
  if (asset === main) return true
  const isQuote = markets.some(({ quote }) => quote === asset)
  return isQuote && !markets.some(({ base, quote }) => base === asset && quote === main)
}

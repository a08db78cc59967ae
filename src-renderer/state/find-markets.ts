import type { MarketView } from '../../src-preload/contract/bot-settings.ts'

const plain = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '')

/** The base currency first, then the beginning of the pair, then anywhere in it. */
const rank = (market: MarketView, wanted: string): number => {
  const pair = plain(market.symbol)
  if (market.base === wanted) return 0
  if (pair.startsWith(wanted)) return 1
  return pair.includes(wanted) ? 2 : 3
}

export interface FoundMarkets {
  readonly shown: readonly MarketView[]
  readonly total: number
}

/** An exchange has thousands of pairs: the best matches up to a number, and how many there are. */
export const findMarkets = (markets: readonly MarketView[], typed: string, atMost: number): FoundMarkets => {
  const wanted = plain(typed)
  if (wanted === '') return { shown: markets.slice(0, atMost), total: markets.length }
  const ranks: [MarketView[], MarketView[], MarketView[]] = [[], [], []]
  for (const market of markets) ranks[rank(market, wanted)]?.push(market)
  const found = ranks.flat()
  return { shown: found.slice(0, atMost), total: found.length }
}

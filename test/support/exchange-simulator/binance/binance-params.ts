import type { Market } from '../market/market.ts'
import type { MarketNames } from '../server/venue.ts'
import { refused } from './binance-error.ts'

export const number = (params: URLSearchParams, name: string): number | null =>
  params.has(name) ? Number(params.get(name)) : null

/** Cuts a list to the limit: its beginning when a start is given, its end otherwise. */
export const cut = <T>(params: URLSearchParams, rows: readonly T[]): readonly T[] => {
  const limit = Math.min(number(params, 'limit') ?? 500, 1000)
  return params.has('startTime') || params.has('fromId') ? rows.slice(0, limit) : rows.slice(-limit)
}

/** Reads which pairs a request is about. */
export class BinancePairs {
  readonly #market: Market
  readonly #names: MarketNames

  constructor(market: Market, names: MarketNames) {
    this.#market = market
    this.#names = names
  }

  one(params: URLSearchParams): string {
    const symbol = this.#names.symbolOf(params.get('symbol') ?? '')
    if (symbol === null || this.#market.symbol(symbol).status === 'delisted') throw refused('unknown-symbol')
    return symbol
  }

  chosen(params: URLSearchParams): readonly string[] {
    if (params.has('symbol')) return [this.one(params)]
    const ids: unknown = JSON.parse(params.get('symbols') ?? 'null')
    const all = [...this.#market.symbols.keys()]
    return Array.isArray(ids) ? all.filter((symbol) => ids.includes(this.#names.idOf(symbol))) : all
  }

  /** One row for one pair, a list for several. */
  rows(params: URLSearchParams, make: (symbol: string) => object): unknown {
    return params.has('symbol') ? make(this.one(params)) : this.chosen(params).map(make)
  }
}

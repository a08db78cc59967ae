import type { Market } from '../../../domain/market/market.ts'
import type { Asked } from '../../../engine/ports/exchange.ts'
import type { CcxtExchange, CcxtMarket } from './ccxt-exchange.ts'
import type { Dialect } from './dialects.ts'
import { marketRules } from './market-rules.ts'
import { messageOf, type Requests } from './requests.ts'

/** A pair is tradable, or the exchange has stopped it for now, or has taken it off its list. */
export type Tradable = 'trading' | 'halted' | 'delisted'

interface ListingParts {
  readonly exchange: CcxtExchange
  readonly dialect: Dialect
  readonly requests: Requests
}

/** What the exchange trades. The list is asked for once, and again to see what was halted or taken off it. */
export class Listing {
  readonly #parts: ListingParts
  readonly #symbolById = new Map<string, string>()
  readonly #idBySymbol = new Map<string, string>()
  readonly #tradable = new Map<string, Tradable>()
  #markets: Promise<Asked<readonly Market[]>> | null = null

  constructor(parts: ListingParts) {
    this.#parts = parts
  }

  lists(symbol: string): boolean {
    return this.#tradable.has(symbol)
  }
  tradable(symbol: string): Tradable {
    return this.#tradable.get(symbol) ?? 'delisted'
  }
  /** The unified symbol behind the exchange's own name. */
  symbolOf(marketId: string): string | undefined {
    return this.#symbolById.get(marketId)
  }
  /** The exchange's own name of a pair. */
  idOf(symbol: string): string | undefined {
    return this.#idBySymbol.get(symbol)
  }

  markets(): Promise<Asked<readonly Market[]>> {
    this.#markets ??= this.#load().then((answer) => {
      // A failure is not kept: the next who asks tries again.
      if (answer.kind === 'failed') this.#markets = null
      return answer
    })
    return this.#markets
  }

  /** Asks anew. A failure, or a reply that lists nothing at all, leaves everything as it was. */
  async refresh(): Promise<void> {
    const answer = await this.#load()
    if (answer.kind === 'answered') this.#markets = Promise.resolve(answer)
  }

  async #load(): Promise<Asked<readonly Market[]>> {
    const { exchange, dialect, requests } = this.#parts
    try {
      // Needed once before plain ws:// addresses, as simulators have.
      await exchange.loadHttpProxyAgent()
      const fetched = await requests.ask(
        dialect.marketsWeight,
        () => this.#fetch(),
        dialect.marketsDeadlineMs,
      )
      const listed = Object.values(exchange.setMarkets(fetched)).flatMap((given) => {
        const rules = marketRules(given)
        return rules === null ? [] : [{ ...rules, halted: given.active === false }]
      })
      for (const symbol of this.#tradable.keys()) this.#tradable.set(symbol, 'delisted')
      for (const { id, market, halted } of listed) {
        this.#symbolById.set(id, market.symbol)
        this.#idBySymbol.set(market.symbol, id)
        this.#tradable.set(market.symbol, halted ? 'halted' : 'trading')
      }
      return { kind: 'answered', value: listed.map(({ market }) => market) }
    } catch (error) {
      return { kind: 'failed', cause: messageOf(error) }
    }
  }

  /**
   * Past ccxt's own loadMarkets, which keeps the promise of its last try for good: after one that failed or never
   * ended, nothing that needs markets would be answered any more. What lists nothing must not reach ccxt either.
   */
  async #fetch(): Promise<readonly CcxtMarket[]> {
    const fetched = await this.#parts.exchange.fetchMarkets()
    if (fetched.some((given) => marketRules(given) !== null)) return fetched
    throw new Error('the exchange listed no spot market')
  }
}

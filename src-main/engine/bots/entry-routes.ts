import type { Bot } from '../../domain/bots/bot.ts'
import type { OrderBook } from '../../domain/market/order-book.ts'
import { type Quantity, toNumber } from '../../domain/money/decimal.ts'
import { type Route, type RouteCost, rankRoutes } from '../../domain/orders/choose-route.ts'
import type { Order } from '../../domain/orders/order.ts'
import { numberOf } from '../../domain/parameters.ts'
import type { Facts } from '../../domain/sentence.ts'
import type { Analysis } from '../ports/analysis.ts'
import type { Clock } from '../ports/clock.ts'
import type { Asked } from '../ports/exchange.ts'
import type { Books } from '../state/books.ts'

/** A decision does not wait longer for order books; what was not told by then is guessed by the last price. */
const patienceMs = 500

/** What the journal says of the accounts that were compared; null when there was only one. */
export const routeFacts = (ranked: readonly RouteCost[], { accountId, symbol }: Order): Facts | null =>
  ranked.length < 2
    ? null
    : {
        symbol,
        account: accountId,
        compared: ranked
          .map(({ route, perUnit, basis }) => `${route.accountId} ${perUnit.toPrecision(8)} (${basis})`)
          .join(', '),
      }

/**
 * The bot's own account first, then every other of its mode that trades the same pair, where the bot may use them. One
 * that trades real money stays with the account that its user has confirmed by name.
 */
export const entryAccounts = (books: Books, bot: Bot, symbol: string): readonly string[] => {
  const { accountId, mode, settings } = bot
  if (mode === 'live' || numberOf(settings.limits, 'cheapestAccount') === 0) return [accountId]
  const own = books.market(settings.venueId, symbol)
  const others = [...books.accounts.values()]
    .map(({ book }) => book.account)
    .filter((account) => {
      const market = books.market(account.venueId, symbol)
      const isSame = market !== undefined && market.base === own?.base && market.quote === own.quote
      return account.id !== accountId && account.mode === mode && isSame
    })
  return [accountId, ...others.map(({ id }) => id)]
}

interface EntryRoutesParts {
  readonly books: Books
  readonly analysis: Analysis
  readonly clock: Clock
}

/** The accounts through which a bot may enter, and what an entry would cost there now. */
export class EntryRoutes {
  readonly #parts: EntryRoutesParts
  readonly #watches = new Map<string, readonly (() => void)[]>()

  constructor(parts: EntryRoutesParts) {
    this.#parts = parts
  }

  /** The bot runs: prices are kept of its pairs wherever it may trade them. */
  begin(bot: Bot): void {
    this.end(bot.id)
    const others = bot.settings.symbols.flatMap((symbol) =>
      entryAccounts(this.#parts.books, bot, symbol)
        .slice(1)
        .map((id) => [this.#parts.books.account(id).book.account.venueId, symbol] as const),
    )
    this.#watches.set(
      bot.id,
      others.map(([venueId, symbol]) => this.#parts.analysis.watchQuotes(venueId, symbol)),
    )
  }

  end(botId: string): void {
    for (const end of this.#watches.get(botId) ?? []) end()
    this.#watches.delete(botId)
  }

  /** What buying so much would cost on each account, cheapest first. Never fails: what is not known is guessed. */
  async compare(symbol: string, wanted: ReadonlyMap<string, Quantity>): Promise<readonly RouteCost[]> {
    const routes = [...wanted].map(async ([accountId, quantity]): Promise<Route | null> => {
      const { books } = this.#parts
      const { venueId } = books.account(accountId).book.account
      const market = books.market(venueId, symbol)
      const book = await this.#book(venueId, symbol)
      const levels = book?.asks ?? null
      const lastPrice = books.quote(venueId, symbol)?.last ?? levels?.[0]?.[0]
      if (market === undefined || lastPrice === undefined) return null
      const takerFee = toNumber(market.takerFee)
      return { accountId, quantity: toNumber(quantity), takerFee, levels, lastPrice }
    })
    const known = (await Promise.all(routes)).filter((route) => route !== null)
    return rankRoutes(known, 'buy')
  }

  /** null when it was not told in time. */
  #book(venueId: string, symbol: string): Promise<OrderBook | null> {
    const { analysis, clock } = this.#parts
    return new Promise((resolve) => {
      const cancel = clock.after(patienceMs, () => resolve(null))
      const take = (asked: Asked<OrderBook>) => resolve(asked.kind === 'answered' ? asked.value : null)
      analysis
        .book(venueId, symbol)
        .then(take, () => resolve(null))
        .finally(cancel)
    })
  }
}

import type { Bot } from '../../domain/bots/bot.ts'
import type { OrderBook } from '../../domain/market/order-book.ts'
import { type Quantity, text, toNumber } from '../../domain/money/decimal.ts'
import { type Route, type RouteCost, rankRoutes } from '../../domain/orders/choose-route.ts'
import type { Order } from '../../domain/orders/order.ts'
import { numberOf } from '../../domain/parameters.ts'
import type { Facts, Sentence } from '../../domain/sentence.ts'
import type { Analysis } from '../ports/analysis.ts'
import type { Clock } from '../ports/clock.ts'
import type { Asked } from '../ports/exchange.ts'
import type { Books } from '../state/books.ts'
import type { Verdict } from './verdict.ts'

/** A decision does not wait longer for order books; what was not told by then is guessed by the last price. */
const patienceMs = 500

/** An account that an entry could not go through, and what stood against it. */
export interface LeftOut {
  readonly accountId: string
  readonly reason: Sentence
}

/** What the journal says of the accounts that an entry could have gone through; null when there was only one. */
export const routeFacts = (
  { ranked = [], leftOut = [], orders = [] }: Pick<Verdict, 'ranked' | 'leftOut' | 'orders'>,
  { accountId, symbol }: Order,
): Facts | null => {
  if (leftOut.length === 0 && ranked.length < 2) return null
  const compared = ranked.map(
    ({ route, perUnit, basis }) => `${route.accountId} ${perUnit.toPrecision(8)} (${basis})`,
  )
  const without = leftOut.map((each) => `${each.accountId} (${each.reason.code})`)
  const parts = orders.map((each) => `${each.accountId} ${text(each.quantity)}`)
  return {
    symbol,
    account: accountId,
    ...(parts.length < 2 ? {} : { parts: parts.join(', ') }),
    ...(compared.length === 0 ? {} : { compared: compared.join(', ') }),
    ...(without.length === 0 ? {} : { leftOut: without.join(', ') }),
  }
}

/** Whether the account is the bot's own, or one that its user has confirmed by name for it. */
export const isNamedFor = ({ accountId, live }: Bot, id: string): boolean =>
  id === accountId || live?.alsoThrough.includes(id) === true

/**
 * The bot's own account first, then every other of its mode that trades the same pair, where the bot may use them. One
 * that trades real money goes only through accounts that its user has confirmed by name.
 */
export const entryAccounts = (books: Books, bot: Bot, symbol: string): readonly string[] => {
  const { accountId, mode, settings } = bot
  if (numberOf(settings.limits, 'cheapestAccount') === 0) return [accountId]
  const others = [...books.accounts.values()]
    .map(({ book }) => book.account)
    .filter(({ id }) => id !== accountId && (mode === 'paper' || isNamedFor(bot, id)))
    .filter((account) => account.mode === mode && books.isSamePair(settings.venueId, account.venueId, symbol))
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

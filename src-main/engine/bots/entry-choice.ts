import type { RouteCost } from '../../domain/orders/choose-route.ts'
import type { Order } from '../../domain/orders/order.ts'
import type { Sentence } from '../../domain/sentence.ts'
import type { Books } from '../state/books.ts'
import type { BotRuntime } from '../state/roster.ts'
import type { Entries } from './entries.ts'
import { type EntryRoutes, entryAccounts, type LeftOut } from './entry-routes.ts'
import type { SplitEntries } from './split-entries.ts'
import type { ReadingMessage, Verdict } from './verdict.ts'

interface EntryChoiceParts {
  readonly books: Books
  readonly entries: Entries
  readonly splits: SplitEntries
  readonly routes: EntryRoutes
  /** Makes what an answer brings a turn of its own. */
  readonly later: (turn: () => void) => void
}

interface Asking {
  readonly runtime: BotRuntime
  readonly message: ReadingMessage
  readonly reason: Sentence
  /** What was found out for this reading; nothing: it was not asked for. */
  readonly ranked: readonly RouteCost[]
  /** Judges the reading again once it is known what the entry would cost. */
  readonly again: (ranked: readonly RouteCost[]) => void
}

/** Through which account a bot enters, or through which accounts. */
export class EntryChoice {
  readonly #parts: EntryChoiceParts
  /** Bots and pairs whose entry waits for order books. */
  readonly #comparing = new Set<string>()

  constructor(parts: EntryChoiceParts) {
    this.#parts = parts
  }

  /** null: what the entry would cost is being asked for; it is decided when that is known. */
  choose(asking: Asking): Verdict | null {
    const { books, entries, splits } = this.#parts
    const { runtime, message, reason, ranked } = asking
    const conditions = message.reading.long.entry
    // What is held already is added to where it is.
    const held = books.positionsOf(runtime.bot.id, message.symbol)
    const accountIds =
      held.length === 0
        ? entryAccounts(books, runtime.bot, message.symbol)
        : held.map(({ accountId }) => accountId)
    const possible: Order[] = []
    const leftOut: LeftOut[] = []
    for (const accountId of accountIds) {
      const plan = entries.plan(runtime, accountId, message, reason)
      if (plan.ok) possible.push(plan.value)
      else leftOut.push({ accountId, reason: plan.error })
    }
    const offers = held.length === 0 ? splits.offers(runtime, accountIds, message) : []
    const wanted = new Map([
      ...offers.map(({ accountId, most }) => [accountId, most] as const),
      ...possible.map(({ accountId, quantity }) => [accountId, quantity] as const),
    ])
    if (ranked.length === 0 && wanted.size > 1) {
      this.#compare(asking, wanted)
      return null
    }
    const parts = splits.orders(runtime, offers, ranked, message, reason)
    if (parts !== null) {
      const without = leftOut.filter(({ accountId }) => !parts.some((part) => part.accountId === accountId))
      return { action: 'entered', reason, conditions, orders: parts, ranked, leftOut: without }
    }
    const best = ranked.flatMap(
      ({ route }) => possible.find((each) => each.accountId === route.accountId) ?? [],
    )
    const order = best[0] ?? possible[0]
    if (order === undefined) return { action: 'skipped', reason: leftOut[0]?.reason ?? reason, conditions }
    return { action: 'entered', reason, conditions, orders: [order], ranked, leftOut }
  }

  #compare({ message, again }: Asking, wanted: Parameters<EntryRoutes['compare']>[1]): void {
    const { routes, later } = this.#parts
    const { botId, symbol } = message
    const key = `${botId} ${symbol}`
    if (this.#comparing.has(key)) return
    this.#comparing.add(key)
    void routes.compare(symbol, wanted).then((ranked) =>
      later(() => {
        this.#comparing.delete(key)
        again(ranked)
      }),
    )
  }
}

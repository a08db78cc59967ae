import type { Market } from '../../domain/market/market.ts'
import { addRatio, ceilPriceToStep, type Price, ratio, scalePrice } from '../../domain/money/decimal.ts'
import type { Order } from '../../domain/orders/order.ts'
import { ok, type Result, refused } from '../../domain/result.ts'
import { type Sentence, sentence } from '../../domain/sentence.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { EntryGate } from '../risk/entry-gate.ts'
import type { Books } from '../state/books.ts'
import type { BotRuntime } from '../state/roster.ts'
import { newOrder } from './new-order.ts'
import type { ReadingMessage } from './verdict.ts'

interface EntriesParts {
  readonly books: Books
  readonly clock: Clock
  readonly ids: Ids
  readonly gate: EntryGate
}

/** The market of an entry, and what one unit is expected to cost there, slippage included. */
export interface EntryTerms {
  readonly market: Market
  readonly price: Price
}

/** A market order may cost this much more than the last price before it fills: funds and limits allow for it. */
const slippageAllowance = ratio('0.002')

/** Purchases at the market. */
export class Entries {
  readonly #parts: EntriesParts

  constructor(parts: EntriesParts) {
    this.#parts = parts
  }

  /** The order by which the bot would enter through the account now, or what stands against it; nothing is sent. */
  plan(
    runtime: BotRuntime,
    accountId: string,
    message: ReadingMessage,
    reason: Sentence,
  ): Result<Order, Sentence> {
    const terms = this.terms(runtime, accountId, message)
    if (!terms.ok) return terms
    const size = this.#parts.gate.size({ runtime, accountId, ...terms.value, message })
    if (!size.ok) return size
    const part = { accountId, price: terms.value.price, quantity: size.value }
    return ok(this.order(runtime, part, message, reason))
  }

  /** At what the bot would enter through the account now, or what stands against it, whatever the size. */
  terms(runtime: BotRuntime, accountId: string, { symbol }: ReadingMessage): Result<EntryTerms, Sentence> {
    const { books, gate } = this.#parts
    const obstacle = gate.obstacle(runtime, accountId, symbol)
    if (obstacle !== null) return refused(obstacle)
    const { venueId } = books.account(accountId).book.account
    const market = books.market(venueId, symbol)
    const mark = books.mark(venueId, symbol)
    if (market === undefined || mark === undefined)
      return refused(sentence('decision.stale-data', { seconds: 0 }))
    const withSlippage = scalePrice(mark, addRatio(ratio('1'), slippageAllowance))
    return ok({ market, price: ceilPriceToStep(withSlippage, market.priceStep) })
  }

  order(
    { bot }: BotRuntime,
    { accountId, price, quantity }: Pick<EntryTerms, 'price'> & Pick<Order, 'accountId' | 'quantity'>,
    { symbol, marketTime }: ReadingMessage,
    reason: Sentence,
  ): Order {
    const { books, ids, clock } = this.#parts
    return newOrder({
      positionId: books.positionOn({ botId: bot.id, symbol, accountId })?.id ?? ids.next('position'),
      clientOrderId: ids.next('order'),
      botId: bot.id,
      accountId,
      mode: bot.mode,
      symbol,
      side: 'buy',
      purpose: 'entry',
      quantity,
      expected: price,
      reason,
      marketTime,
      createdAt: clock.now(),
    })
  }
}

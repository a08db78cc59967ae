import { addRatio, ceilPriceToStep, ratio, scalePrice } from '../../domain/money/decimal.ts'
import type { Order } from '../../domain/orders/order.ts'
import { ok, type Result, refused } from '../../domain/result.ts'
import { type Sentence, sentence } from '../../domain/sentence.ts'
import type { AnalysisMessage } from '../ports/analysis.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { EntryGate } from '../risk/entry-gate.ts'
import type { Books } from '../state/books.ts'
import type { BotRuntime } from '../state/roster.ts'
import { newOrder } from './new-order.ts'

type ReadingMessage = Extract<AnalysisMessage, { kind: 'reading' }>

interface EntriesParts {
  readonly books: Books
  readonly clock: Clock
  readonly ids: Ids
  readonly gate: EntryGate
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
    const { books, ids, clock, gate } = this.#parts
    const { bot } = runtime
    const { symbol, marketTime } = message
    const obstacle = gate.obstacle(runtime, accountId, symbol)
    if (obstacle !== null) return refused(obstacle)
    const { venueId } = books.account(accountId).book.account
    const market = books.market(venueId, symbol)
    const mark = books.mark(venueId, symbol)
    if (market === undefined || mark === undefined)
      return refused(sentence('decision.stale-data', { seconds: 0 }))
    const expected = ceilPriceToStep(
      scalePrice(mark, addRatio(ratio('1'), slippageAllowance)),
      market.priceStep,
    )
    const size = gate.size(runtime, accountId, market, expected, message)
    if (!size.ok) return size
    const order = newOrder({
      positionId: books.positionOn({ botId: bot.id, symbol, accountId })?.id ?? ids.next('position'),
      clientOrderId: ids.next('order'),
      botId: bot.id,
      accountId,
      mode: bot.mode,
      symbol,
      side: 'buy',
      purpose: 'entry',
      quantity: size.value,
      expected,
      reason,
      marketTime,
      createdAt: clock.now(),
    })
    return ok(order)
  }
}

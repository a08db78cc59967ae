import { pairOf } from '../../domain/market/pair.ts'
import { type Quantity, text } from '../../domain/money/decimal.ts'
import type { Fill, Order } from '../../domain/orders/order.ts'
import { sentence } from '../../domain/sentence.ts'
import type { Journal } from '../journal.ts'
import { oversoldReason } from '../state/account-book.ts'
import type { Moves } from './moves.ts'
import type { Verdicts } from './verdicts.ts'

interface OversoldDeskParts {
  readonly journal: Journal
  readonly moves: Moves
  readonly verdicts: Verdicts
}

/**
 * Sales of more than a position held: the exchange has taken other coins of the account for it. They are moved into the
 * position at the price of their sale, so that the sale is booked as it was, and the account buys nothing until the
 * user has seen it: those coins were another position's, or none of ours.
 */
export class OversoldDesk {
  readonly #parts: OversoldDeskParts

  constructor(parts: OversoldDeskParts) {
    this.#parts = parts
  }

  /** Call before the fill is booked. A fill that is told again after a crash finds the coins moved already. */
  cover(order: Order, { price, tradeId }: Fill, surplus: Quantity): void {
    const { journal, moves, verdicts } = this.#parts
    const { positionId: id, botId, accountId, mode, symbol, clientOrderId } = order
    const { base, quote } = pairOf(symbol)
    moves.into(
      { id, botId, accountId, mode, symbol, base, quote },
      surplus,
      price,
      sentence(oversoldReason),
      () => {
        const facts = { accountId, symbol, quantity: text(surplus), trade: tradeId, position: id }
        journal.write('order.oversold', { botId, orderId: clientOrderId, facts })
      },
    )
    verdicts.onOversold(accountId)
  }
}

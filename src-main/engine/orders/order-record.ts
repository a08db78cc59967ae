import { text } from '../../domain/money/decimal.ts'
import { type Order, stateOf } from '../../domain/orders/order.ts'
import type { Journal } from '../journal.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'

interface OrderRecordParts {
  readonly store: Store
  readonly clock: Clock
  readonly journal: Journal
}

/** What was asked for, where the order begins. */
const wishOf = ({ purpose, type, reason, limitPrice, triggerPrice }: Order) => ({
  purpose,
  type,
  reason: reason.code,
  ...(limitPrice === null ? {} : { limit: text(limitPrice) }),
  ...(triggerPrice === null ? {} : { trigger: text(triggerPrice) }),
})

/** Writes each move of an order from one state to another, with both times; call inside its transaction. */
export class OrderRecord {
  readonly #parts: OrderRecordParts

  constructor(parts: OrderRecordParts) {
    this.#parts = parts
  }

  transition(before: Order, after: Order, marketTime: number): void {
    const from = stateOf(before)
    const to = stateOf(after)
    if (from === to) return
    const { store, clock, journal } = this.#parts
    store.orders.addTransition({
      clientOrderId: after.clientOrderId,
      from,
      to,
      marketTime,
      seenAt: clock.now(),
    })
    journal.write(`order.${to}`, {
      botId: after.botId,
      orderId: after.clientOrderId,
      marketTime,
      facts: {
        symbol: after.symbol,
        side: after.side,
        quantity: text(after.quantity),
        ...(from === 'intended' ? wishOf(after) : {}),
        ...(to === 'open' ? { exchangeOrderId: after.exchangeOrderId ?? '' } : {}),
        ...(after.facts.rejection === null ? {} : { code: after.facts.rejection }),
      },
    })
  }
}

import { text } from '../../domain/money/decimal.ts'
import { type Order, type OrderEvent, stateOf } from '../../domain/orders/order.ts'
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

const isAmended = (before: Order, after: Order): boolean =>
  before.triggerPrice !== after.triggerPrice || before.quantity !== after.quantity

/** Writes each move of an order from one state to another, and each change of a stop, with both times; call inside its transaction. */
export class OrderRecord {
  readonly #parts: OrderRecordParts

  constructor(parts: OrderRecordParts) {
    this.#parts = parts
  }

  /** @param event what has moved it; absent where it begins */
  transition(before: Order, after: Order, marketTime: number, event?: OrderEvent): void {
    const endedBy = event !== undefined && 'endedBy' in event ? event.endedBy : undefined
    const from = stateOf(before)
    const to = stateOf(after)
    const { store, clock, journal } = this.#parts
    if (from === to) {
      if (after.triggerPrice !== null && isAmended(before, after)) {
        journal.write('order.amended', {
          botId: after.botId,
          orderId: after.clientOrderId,
          marketTime,
          facts: { symbol: after.symbol, trigger: text(after.triggerPrice), quantity: text(after.quantity) },
        })
      }
      return
    }
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
        ...(endedBy === undefined ? {} : { endedBy }),
      },
    })
  }
}

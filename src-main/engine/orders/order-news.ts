import { type Order, type OrderEvent, stateOf } from '../../domain/orders/order.ts'
import { sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Changes } from '../changes.ts'
import { matters } from '../matters.ts'
import { RejectionAlerts } from './rejection-alerts.ts'

interface OrderNewsParts {
  readonly alerts: AlertDesk
  readonly changes: Changes
  readonly botName: (id: string) => string
}

/** What one fact made of an order. */
export interface OrderStep {
  readonly before: Order
  readonly after: Order
  readonly event: OrderEvent
}

/** Tells the window and the user what has become of orders. */
export class OrderNews {
  readonly #parts: OrderNewsParts
  readonly #rejections: RejectionAlerts

  constructor(parts: OrderNewsParts) {
    this.#parts = parts
    this.#rejections = new RejectionAlerts(parts)
  }

  tell({ before, after, event }: OrderStep): void {
    const { alerts, changes, botName } = this.#parts
    const facts = { bot: botName(after.botId), symbol: after.symbol }
    const target = `/bots/${after.botId}`
    changes.announce({ kind: 'order', id: after.clientOrderId })
    changes.announce({ kind: 'bot', id: after.botId })
    if (event.kind === 'rejected') this.#rejections.onRejected(after, event.rejection)
    if (event.kind === 'acknowledged') this.#rejections.onAccepted(after)
    const state = stateOf(after)
    if (state === 'unknown') {
      const matter = matters.order(after.clientOrderId)
      alerts.raise('critical', sentence('alert.order-unknown', facts), target, { matter })
    } else if (stateOf(before) === 'unknown') {
      alerts.raise('info', sentence('alert.order-settled', { ...facts, state }), target)
      alerts.resolve(matters.order(after.clientOrderId))
    }
  }
}

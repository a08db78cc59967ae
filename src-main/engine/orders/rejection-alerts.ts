import type { Order } from '../../domain/orders/order.ts'
import { sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'

/** So many orders of real money that are refused one after the other are no accident. */
const criticalAfter = 3
const rememberedPairs = 1_000

interface RejectionAlertsParts {
  readonly alerts: Pick<AlertDesk, 'raiseRarely'>
  readonly botName: (id: string) => string
}

/** Tells of orders that an exchange refuses: what protects at once as critical, others of real money when it goes on. */
export class RejectionAlerts {
  readonly #parts: RejectionAlertsParts
  /** Refused in a row, by bot and pair. */
  readonly #refused = new Map<string, number>()

  constructor(parts: RejectionAlertsParts) {
    this.#parts = parts
  }

  onRejected(order: Order, code: string): void {
    const { alerts, botName } = this.#parts
    const { botId, symbol, mode, purpose } = order
    const facts = { bot: botName(botId), symbol, code }
    if (purpose === 'protection') {
      // The position is sold at once, which is told by itself.
      if (code === 'WOULD_TRIGGER') return
      alerts.raiseRarely('critical', sentence('alert.stop-rejected', facts), '/positions', { botId, mode })
      return
    }
    const key = `${botId} ${symbol}`
    const count = (this.#refused.get(key) ?? 0) + 1
    this.#refused.delete(key)
    this.#refused.set(key, count)
    const oldest = this.#refused.keys().next()
    if (this.#refused.size > rememberedPairs && oldest.done !== true) this.#refused.delete(oldest.value)
    const isSerious = mode === 'live' && count >= criticalAfter
    // Told at once when it becomes serious, though the same words were said a moment ago.
    const more = isSerious ? { ...facts, times: count - (count % criticalAfter) } : facts
    alerts.raiseRarely(
      isSerious ? 'critical' : 'warning',
      sentence('alert.order-rejected', more),
      `/bots/${botId}`,
    )
  }

  onAccepted({ botId, symbol }: Order): void {
    this.#refused.delete(`${botId} ${symbol}`)
  }
}

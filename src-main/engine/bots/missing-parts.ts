import { compare, text } from '../../domain/money/decimal.ts'
import { type Order, stateOf } from '../../domain/orders/order.ts'
import { sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Journal } from '../journal.ts'
import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { Roster } from '../state/roster.ts'

interface MissingPartsParts {
  readonly books: Books
  readonly roster: Roster
  readonly store: Store
  readonly journal: Journal
  readonly alerts: AlertDesk
}

/** Tells of parts of a split entry that ended before all of them was bought, which makes it smaller than was wanted. */
export class MissingParts {
  readonly #parts: MissingPartsParts

  constructor(parts: MissingPartsParts) {
    this.#parts = parts
  }

  /** Call in a turn, when an order has ended. */
  onEnded(order: Order): void {
    const { books, roster, store, journal, alerts } = this.#parts
    const { purpose, filled, quantity, positionId, botId, accountId, symbol, clientOrderId: orderId } = order
    if (purpose !== 'entry' || compare(filled, quantity) >= 0) return
    // A position that was bought alone is a trade by itself.
    if (store.positions.tradeOf(positionId) === positionId) return
    const { name: account = accountId, mode, venueId } = books.account(accountId).book.account
    const bot = roster.get(botId)?.bot.settings.name ?? botId
    const sizes = { bought: text(filled), wanted: text(quantity) }
    const state = stateOf(order)
    const tell = store.note(() => {
      const { rejection } = order.facts
      const code = rejection === null ? {} : { code: rejection }
      journal.write('order.part-missing', { botId, orderId, facts: { symbol, accountId, ...sizes, ...code } })
      const words = sentence('alert.entry-smaller', { bot, symbol, account, ...sizes, state })
      return alerts.write('info', words, `/bots/${botId}`, { mode, venueId })
    })
    tell()
  }
}

import { text } from '../../domain/money/decimal.ts'
import { type Order, stateOf } from '../../domain/orders/order.ts'
import type { Position } from '../../domain/positions/position.ts'
import { sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Journal } from '../journal.ts'
import type { Clock } from '../ports/clock.ts'
import type { Books } from '../state/books.ts'
import type { BotRuntime, Roster } from '../state/roster.ts'
import type { Exits } from './exits.ts'
import type { Wishes } from './wishes.ts'

interface ClosingBotsParts {
  readonly books: Books
  readonly roster: Roster
  readonly clock: Clock
  readonly journal: Journal
  readonly alerts: AlertDesk
  readonly exits: Exits
  readonly wishes: Wishes
}

/** After a sale that came to nothing, before the next; after the last the bot is stopped with what it holds. */
const delaysMs = [1_000, 5_000, 30_000, 120_000] as const

interface Closing {
  readonly failures: number
  readonly notBefore: number
}

/** Bots that stop with "close": each sells what can be sold, and is stopped once nothing more can be. */
export class ClosingBots {
  readonly #parts: ClosingBotsParts
  readonly #closing = new Map<string, Closing>()

  constructor(parts: ClosingBotsParts) {
    this.#parts = parts
  }

  /** Sells at the next price at the latest: without one nothing could be sold. */
  add(id: string): void {
    this.#closing.set(id, { failures: 0, notBefore: 0 })
  }

  onPrice(): void {
    if (this.#closing.size === 0) return
    const now = this.#parts.clock.now()
    for (const [id, { notBefore }] of [...this.#closing]) if (now >= notBefore) this.step(id)
  }

  /** An order of the bot has ended. One that sold nothing is tried again at a later price, a few times. */
  onEnded(order: Order): void {
    const closing = this.#closing.get(order.botId)
    if (closing === undefined) return
    if (order.purpose === 'exit' && stateOf(order) !== 'filled') {
      const delay = delaysMs[closing.failures]
      if (delay === undefined) this.#finish(order.botId, order)
      else {
        const notBefore = this.#parts.clock.now() + delay
        this.#closing.set(order.botId, { failures: closing.failures + 1, notBefore })
      }
      return
    }
    this.step(order.botId)
  }

  /** Takes the next step: cancelled entries are waited for, positions sold. */
  step(id: string): void {
    const { roster, books, exits } = this.#parts
    if (roster.get(id)?.bot.wish !== 'closing') {
      this.#closing.delete(id)
      return
    }
    let left = false
    for (const position of this.#held(id)) {
      const closed = exits.close(position, sentence('order.closed-on-stop'))
      if (closed.ok || closed.error !== 'DUST') left = true
    }
    const waiting = [...books.orders.values()].some(({ order }) => order.botId === id)
    if (!left && !waiting) this.#finish(id, null)
  }

  #held(id: string): readonly Position[] {
    return [...this.#parts.books.positions.values()].filter((position) => position.botId === id)
  }

  /** Stopped; what it still holds stays in the books and is said. @param refused the sale that was given up on */
  #finish(id: string, refused: Order | null): void {
    const { roster, wishes, alerts, journal } = this.#parts
    this.#closing.delete(id)
    const runtime = roster.get(id)
    if (runtime?.bot.wish !== 'closing') return
    const kept = this.#held(id)
    const tell: (() => void)[] = []
    wishes.set([runtime], 'stopped', sentence('bot.stopped-by-user'), 'bot.stopped', () => {
      for (const position of kept) {
        const { id: positionId, symbol } = position
        const code = refused === null ? 'BELOW_MINIMUM' : (refused.facts.rejection ?? 'OTHER')
        const facts = { position: positionId, symbol, quantity: text(position.quantity), code }
        journal.write('position.left-unsold', { botId: id, facts })
        tell.push(alerts.write('warning', this.#leftUnsold(runtime, symbol, code), `/bots/${id}`))
      }
    })
    for (const each of tell) each()
  }

  #leftUnsold(runtime: BotRuntime, symbol: string, code: string) {
    return sentence('alert.order-rejected', { bot: runtime.bot.settings.name, symbol, code })
  }
}

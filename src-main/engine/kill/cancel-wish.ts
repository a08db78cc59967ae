import { stateOf } from '../../domain/orders/order.ts'
import { sentence } from '../../domain/sentence.ts'
import type { CancelAnswer, OrderDesk } from '../orders/order-desk.ts'
import type { KillWish } from '../ports/kill-store.ts'
import type { Books } from '../state/books.ts'
import type { KillWishes } from './kill-wishes.ts'

interface CancelWishParts {
  readonly books: Books
  readonly orders: OrderDesk
  readonly wishes: KillWishes
}

/** The exchange has agreed and its word of the end is missing for so long: it is asked again. */
const wordMs = 10_000

/** Takes the cancelling of one order further, until the exchange has said that it has ended. */
export class CancelWish {
  readonly #parts: CancelWishParts
  readonly #asking = new Set<string>()

  constructor(parts: CancelWishParts) {
    this.#parts = parts
  }

  step(wish: KillWish): void {
    const { books, orders, wishes } = this.#parts
    const pending = books.orders.get(wish.targetId)
    if (pending === undefined) {
      this.#ended(wish)
      return
    }
    if (this.#asking.has(wish.id) || !wishes.isDue(wish.id)) return
    this.#asking.add(wish.id)
    wishes.progress(wish, { state: 'sent', reason: null, attempts: wish.attempts + 1 })
    orders.cancel(pending.order, (answer) => this.#onAnswer(wish.id, answer))
  }

  #onAnswer(id: string, answer: CancelAnswer): void {
    const { wishes } = this.#parts
    this.#asking.delete(id)
    const wish = wishes.get(id)
    if (wish === undefined || wish.state === 'done') return
    if (answer.kind === 'failed') {
      wishes.waitFor(id, wishes.delayAfter(wish.attempts))
      wishes.progress(wish, { state: 'failed', reason: sentence('kill.no-answer', { cause: answer.cause }) })
      return
    }
    wishes.waitFor(id, wordMs)
    const agreed = answer.value === 'accepted'
    wishes.progress(wish, {
      state: agreed ? 'accepted' : 'sent',
      reason: agreed ? null : sentence('kill.end-asked'),
    })
  }

  /** An order that filled first has ended too, but it was not cancelled: that is said. */
  #ended(wish: KillWish): void {
    const { orders, wishes } = this.#parts
    const order = orders.known(wish.targetId)
    const filled = order !== null && stateOf(order) === 'filled'
    wishes.progress(wish, { state: 'done', reason: filled ? sentence('kill.order-filled') : null })
  }
}

import {
  type Cash,
  cash,
  negateCash,
  noCash,
  notional,
  type Price,
  type Quantity,
  text,
} from '../../domain/money/decimal.ts'
import { applyToOrder, type Fill, type Order, stateOf } from '../../domain/orders/order.ts'
import type { Position } from '../../domain/positions/position.ts'
import type { Sentence } from '../../domain/sentence.ts'
import { newOrder } from '../bots/new-order.ts'
import type { Changes } from '../changes.ts'
import type { FillDesk } from '../orders/fill-desk.ts'
import type { Adjustment } from '../ports/account-store.ts'
import type { Ids } from '../ports/ids.ts'
import type { Store } from '../ports/store.ts'
import type { Verdicts } from './verdicts.ts'

interface MovesParts {
  readonly store: Store
  readonly ids: Ids
  readonly fills: FillDesk
  readonly changes: Changes
  readonly verdicts: Verdicts
}

type Target = Pick<Position, 'id' | 'botId' | 'accountId' | 'mode' | 'symbol' | 'base' | 'quote'>

/**
 * Moves coins between what lies on an account and a position, without a trade. The position takes it for a fill at the
 * price, so that it stays what its fills add up to; the account's books hold what they held, which two adjustments
 * see to: what is moved is neither profit nor loss.
 */
export class Moves {
  readonly #parts: MovesParts

  constructor(parts: MovesParts) {
    this.#parts = parts
  }

  /** @param also writes what belongs to it, in the same transaction */
  into(target: Target, quantity: Quantity, at: Price, reason: Sentence, also: () => void = () => {}): void {
    this.#move(target, 'buy', quantity, at, reason, also)
  }

  /** As `into`. @throws RangeError when it is more than the position holds */
  outOf(target: Target, quantity: Quantity, at: Price, reason: Sentence, also: () => void = () => {}): void {
    this.#move(target, 'sell', quantity, at, reason, also)
  }

  #move(
    { id, botId, accountId, mode, symbol, base, quote }: Target,
    side: Order['side'],
    quantity: Quantity,
    at: Price,
    reason: Sentence,
    also: () => void,
  ): void {
    const { store, ids, fills, verdicts, changes } = this.#parts
    const { marketTime, seenAt } = verdicts.times(accountId)
    const wanted = newOrder({
      clientOrderId: ids.next('order'),
      botId,
      accountId,
      mode,
      symbol,
      side,
      purpose: side === 'buy' ? 'entry' : 'exit',
      positionId: id,
      quantity,
      expected: at,
      reason,
      marketTime,
      createdAt: seenAt,
    })
    const { clientOrderId } = wanted
    const fill: Fill = {
      tradeId: `moved-${clientOrderId}`,
      clientOrderId,
      price: at,
      quantity,
      fee: noCash(quote),
      liquidity: 'taker',
      marketTime,
      seenAt,
    }
    const order = applyToOrder(wanted, { kind: 'filled', fill })
    const [coins, value] = [cash(text(quantity), base), notional(at, quantity, quote)]
    const counter = side === 'buy' ? [negateCash(coins), value] : [coins, negateCash(value)]
    const adjustments = counter.map(
      (amount: Cash): Adjustment => ({
        accountId,
        amount,
        kind: 'moved',
        reason: reason.code,
        marketTime,
        seenAt,
      }),
    )
    const remember = store.transaction(() => {
      store.orders.insert(order)
      const step = { clientOrderId, from: stateOf(wanted), to: stateOf(order), marketTime, seenAt }
      store.orders.addTransition(step)
      for (const adjustment of adjustments) store.adjustments.insert(adjustment)
      also()
      return fills.book(order, fill)
    })
    remember()
    verdicts.adjust(accountId, adjustments)
    changes.announce({ kind: 'reconciliation', accountId })
  }
}

import { LRUCache } from 'lru-cache'
import { addQuantity, compare, type Quantity, zeroQuantity } from '../../../../domain/money/decimal.ts'
import type { Fill } from '../../../../domain/orders/order.ts'
import type { Clock } from '../../../../engine/ports/clock.ts'
import type { ExchangeEvent } from '../../../../engine/ports/exchange.ts'
import type { OrderNews } from './wire/account-wire.ts'

/** Orders whose events are remembered, so that each is told once. */
const remembered = 5_000
/** Exchanges may count a fill in its order before they tell of it. */
const fillsWithinMs = 3_000

interface Told {
  acknowledged: boolean
  ended: boolean
  filled: Quantity
  readonly tradeIds: Set<string>
}

interface AccountEventsParts {
  readonly clock: Clock
  readonly tell: (event: ExchangeEvent) => void
}

/** Makes events of what a stream says about orders, each told once however often it is said. */
export class AccountEvents {
  readonly #parts: AccountEventsParts
  readonly #told = new LRUCache<string, Told>({ max: remembered })

  constructor(parts: AccountEventsParts) {
    this.#parts = parts
  }

  onFill(fill: Fill): void {
    const told = this.#of(fill.clientOrderId)
    if (told.tradeIds.has(fill.tradeId)) return
    told.tradeIds.add(fill.tradeId)
    told.filled = addQuantity(told.filled, fill.quantity)
    this.#parts.tell({ kind: 'filled', fill })
  }

  onOrder(clientOrderId: string, { exchangeOrderId, status, rejection, filled, endedBy }: OrderNews): void {
    const { tell } = this.#parts
    const told = this.#of(clientOrderId)
    if (!told.acknowledged && status !== 'rejected') {
      told.acknowledged = true
      tell({ kind: 'acknowledged', clientOrderId, exchangeOrderId })
    }
    if (told.ended || status === 'open' || status === 'filled') return
    told.ended = true
    if (status === 'rejected') tell({ kind: status, clientOrderId, rejection })
    else tell({ kind: status, clientOrderId, filled, endedBy })
  }

  /** A fill that its order counts and nobody tells of has to be asked for. */
  expectFills(clientOrderId: string, filled: Quantity): void {
    const { clock, tell } = this.#parts
    const told = this.#of(clientOrderId)
    if (compare(told.filled, filled) >= 0) return
    clock.after(fillsWithinMs, () => {
      if (compare(told.filled, filled) >= 0) return
      told.filled = filled
      tell({ kind: 'resynchronise', cause: `a fill of ${clientOrderId} was not told` })
    })
  }

  #of(clientOrderId: string): Told {
    const known = this.#told.get(clientOrderId)
    if (known !== undefined) return known
    const fresh: Told = { acknowledged: false, ended: false, filled: zeroQuantity, tradeIds: new Set() }
    this.#told.set(clientOrderId, fresh)
    return fresh
  }
}

import { demoStart, demoVenue } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import { cash, price, quantity } from '../../src-main/domain/money/decimal.ts'
import type { Order } from '../../src-main/domain/orders/order.ts'
import type { Account, Store } from '../../src-main/engine/ports/store.ts'
import { wantedOrder } from './orders.ts'
import { demoBot } from './test-engine.ts'

const account: Account = {
  id: 'a1',
  venueId: demoVenue.id,
  mode: 'paper',
  start: [cash('10000', 'USDT')],
  createdAt: 0,
}

/** A stopped bot on an account, as an earlier run left them. */
export const seedBooks = (store: Store): void => {
  store.accounts.insert(account)
  store.bots.save({
    id: 'b1',
    mode: 'paper',
    accountId: account.id,
    settings: demoBot('Seeded', 'BTC/USDT'),
    wish: 'stopped',
    wishSince: 0,
    wishReason: { code: 'bot.created' },
    failure: null,
    createdAt: 0,
  })
}

/** An order that an earlier run sent; "submitting": nothing was heard of it. */
export const seedOrder = (
  store: Store,
  clientOrderId: string,
  heard: 'submitting' | 'open',
  change: Partial<Order> = {},
): Order => {
  const isOpen = heard === 'open'
  const order = wantedOrder({
    clientOrderId,
    accountId: account.id,
    positionId: `position of ${clientOrderId}`,
    quantity: quantity('0.1'),
    expected: price('50000'),
    marketTime: demoStart,
    exchangeOrderId: isOpen ? `X-${clientOrderId}` : null,
    facts: { sent: true, outcomeUnknown: false, acknowledged: isOpen, ended: null, rejection: null },
    ...change,
  })
  store.orders.insert(order)
  return order
}

import { cash, price, quantity } from '../../src-main/domain/money/decimal.ts'
import { type Fill, noFacts, type Order } from '../../src-main/domain/orders/order.ts'
import { openPosition, type Position } from '../../src-main/domain/positions/position.ts'
import { sentence } from '../../src-main/domain/sentence.ts'

/** An order that was wanted and not sent yet. */
export const wantedOrder = (change: Partial<Order> = {}): Order => ({
  clientOrderId: 'o1',
  symbol: 'BTC/USDT',
  side: 'buy',
  type: 'market',
  quantity: quantity('1'),
  limitPrice: null,
  triggerPrice: null,
  timeInForce: 'GTC',
  postOnly: false,
  reduceOnly: false,
  expected: price('100'),
  botId: 'b1',
  accountId: 'paper',
  mode: 'paper',
  purpose: 'entry',
  positionId: 'p1',
  reason: sentence('decision.all-conditions-passed'),
  marketTime: 1_000,
  createdAt: 2_000,
  exchangeOrderId: null,
  filled: quantity('0'),
  tradeIds: [],
  facts: noFacts,
  ...change,
})

export const fillOf = (tradeId: string, size: string, change: Partial<Fill> = {}): Fill => ({
  tradeId,
  clientOrderId: 'o1',
  price: price('100'),
  quantity: quantity(size),
  fee: cash('0', 'USDT'),
  liquidity: 'taker',
  marketTime: 1_500,
  seenAt: 2_500,
  ...change,
})

export const flatPosition = (change: Partial<Position> = {}): Position => ({
  ...openPosition({
    id: 'p1',
    botId: 'b1',
    accountId: 'paper',
    mode: 'paper',
    symbol: 'BTC/USDT',
    base: 'BTC',
    quote: 'USDT',
    openedAt: 1_500,
    entryReason: sentence('decision.all-conditions-passed'),
  }),
  ...change,
})

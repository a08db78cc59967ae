import type { DriverName } from '../../../src-main/adapters/store/driver.ts'
import type { Bot } from '../../../src-main/domain/bots/bot.ts'
import type { Market } from '../../../src-main/domain/market/market.ts'
import { cash, noCash, price, quantity, ratio } from '../../../src-main/domain/money/decimal.ts'
import { type Fill, noFacts, type Order } from '../../../src-main/domain/orders/order.ts'
import { defaultsOf } from '../../../src-main/domain/parameters.ts'
import { openPosition, type Position } from '../../../src-main/domain/positions/position.ts'
import { riskLimits } from '../../../src-main/domain/risk/limits.ts'
import type {
  Account,
  BookedFill,
  NewDecision,
  NewJournalEntry,
  Store,
} from '../../../src-main/engine/ports/store.ts'

export const drivers: readonly DriverName[] = ['better-sqlite3', 'libsql']

export const sampleAccount: Account = {
  id: 'paper-1',
  venueId: 'demo',
  mode: 'paper',
  start: [cash('10000', 'USDT'), cash('0.000000000000000000000000000001', 'BTC')],
  createdAt: 1_760_000_000_000,
}

export const sampleBot: Bot = {
  id: 'bot-1',
  mode: 'paper',
  accountId: sampleAccount.id,
  settings: {
    name: 'Trend ünïcode "quoted"',
    venueId: 'demo',
    symbols: ['BTC/USDT', 'ETH/USDT'],
    timeframe: '15m',
    strategyId: 'ema-cross',
    parameters: { fast: '12', slow: '26' },
    limits: { ...defaultsOf(riskLimits), 'max-loss': '0.05' },
  },
  wish: 'running',
  wishSince: 1_760_000_000_001,
  wishReason: { code: 'started-by-user', facts: { times: 3, who: 'user' } },
  failure: null,
  createdAt: 1_760_000_000_000,
}

export const sampleMarket: Market = {
  symbol: 'BTC/USDT',
  base: 'BTC',
  quote: 'USDT',
  priceStep: price('0.01'),
  amountStep: quantity('0.00001'),
  minAmount: quantity('0.00001'),
  minNotional: cash('5', 'USDT'),
  makerFee: ratio('0.001'),
  takerFee: ratio('0.001'),
}

export const sampleOrder: Order = {
  clientOrderId: 'order-1',
  symbol: 'BTC/USDT',
  side: 'buy',
  type: 'market',
  quantity: quantity('0.5'),
  limitPrice: null,
  triggerPrice: null,
  timeInForce: 'GTC',
  postOnly: false,
  reduceOnly: false,
  expected: price('50367.2'),
  botId: sampleBot.id,
  accountId: sampleAccount.id,
  mode: 'paper',
  purpose: 'entry',
  positionId: 'position-1',
  reason: { code: 'entry-conditions-met' },
  marketTime: 1_760_000_100_000,
  createdAt: 1_760_000_100_005,
  exchangeOrderId: null,
  filled: quantity('0'),
  tradeIds: [],
  facts: noFacts,
}

export const sampleFill: Fill = {
  tradeId: 'trade-1',
  clientOrderId: sampleOrder.clientOrderId,
  price: price('50367.19'),
  quantity: quantity('0.25'),
  fee: cash('0.00012345', 'BTC'),
  liquidity: 'taker',
  marketTime: 1_760_000_100_100,
  seenAt: 1_760_000_100_105,
}

export const booked = (
  order: Order,
  fill: Partial<Fill> = {},
  realized: string | null = null,
): BookedFill => ({
  order,
  fill: { ...sampleFill, clientOrderId: order.clientOrderId, ...fill },
  realized: realized === null ? null : cash(realized, 'USDT'),
  feeInQuote: noCash('USDT'),
})

export const samplePosition: Position = openPosition({
  id: 'position-1',
  botId: sampleBot.id,
  accountId: sampleAccount.id,
  mode: 'paper',
  symbol: 'BTC/USDT',
  base: 'BTC',
  quote: 'USDT',
  openedAt: 1_760_000_100_100,
  entryReason: { code: 'entry-conditions-met', facts: { close: '50367.19' } },
})

export const closedPosition = (id: string, realized: string, change: Partial<Position> = {}): Position => ({
  ...samplePosition,
  id,
  realized: cash(realized, 'USDT'),
  fees: noCash('USDT'),
  closedAt: 1_760_000_200_000,
  exitReason: { code: 'exit-condition-met' },
  ...change,
})

export const sampleDecision: NewDecision = {
  botId: sampleBot.id,
  symbol: 'BTC/USDT',
  action: 'held',
  reason: { code: 'no-entry' },
  conditions: [
    {
      code: 'ema-cross.crossed-up',
      facts: { fast: 12, slow: 26 },
      value: 50_367.19,
      sign: '>',
      need: 49_297.95,
      passed: true,
    },
    { code: 'ema-cross.close-above-slow', value: 1, sign: '>', need: 2, passed: false },
  ],
  price: 50_367.19,
  marketTime: 1_760_000_100_000,
  seenAt: 1_760_000_100_005,
  confidence: 71,
  orderId: null,
}

export const sampleEntry: NewJournalEntry = {
  event: 'bot.started',
  actor: 'user',
  botId: sampleBot.id,
  orderId: null,
  facts: { times: 1, why: 'asked' },
  marketTime: null,
  seenAt: 1_760_000_000_000,
}

/** The account and the bot that everything else refers to. */
export const addAccountAndBot = (store: Store): void => {
  store.accounts.insert(sampleAccount)
  store.bots.save(sampleBot)
}

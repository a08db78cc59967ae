import { vi } from 'vitest'
import type { Market } from '../../../src-main/domain/market/market.ts'
import {
  addCash,
  type Cash,
  cash,
  cashText,
  noCash,
  notional,
  type Price,
  price,
  type Quantity,
  quantity,
  subtractCash,
  sumCash,
  text,
} from '../../../src-main/domain/money/decimal.ts'
import type { Fill, OrderRequest, Side } from '../../../src-main/domain/orders/order.ts'
import type {
  Asked,
  Balance,
  Exchange,
  ExchangeEvent,
  ExchangeOrder,
} from '../../../src-main/engine/ports/exchange.ts'

export interface Funds {
  readonly base: string
  readonly quote: string
}

/**
 * One account at one exchange, as a test needs it. Its market is BTC/USDT with the steps, minimums and fees of
 * `testMarket`; it has traded at 100 before the account's first order.
 */
export interface ExchangeHarness {
  readonly exchange: Exchange
  /** The same account through a new connection; the old one is not used any more. */
  reopen(): Promise<Exchange>
  /** The market trades; done when the exchange has dealt with it. */
  trade(at: string, amount: string): Promise<void>
  /** The market trades so that just this much of the account's orders waiting on this side at the price fills. */
  fillAt(side: Side, limit: string, amount: string): Promise<void>
  /** Market time before the account's first fill. */
  readonly begins: number
  /** Most that a market order pays beyond the last price, as a ratio, before rounding to the step. */
  readonly worstSlip: number
  close(): Promise<void>
}

export type OpenHarness = (funds: Funds) => Promise<ExchangeHarness>

export const testMarket = {
  symbol: 'BTC/USDT',
  base: 'BTC',
  quote: 'USDT',
  priceStep: '0.01',
  amountStep: '0.001',
  minAmount: '0.002',
  minNotional: '10',
  makerFee: '0.0005',
  // Such that most fees have more than eight places.
  takerFee: '0.00075',
} as const satisfies Record<keyof Market, string>

let made = 0
/** A request of our own, by default to buy one unit at the market. */
export const request = (
  change: Partial<Omit<OrderRequest, 'quantity' | 'limitPrice' | 'triggerPrice'>> & {
    readonly size?: string
    readonly limit?: string
    readonly trigger?: string
  } = {},
): OrderRequest => {
  const { size = '1', limit, trigger, ...rest } = change
  made += 1
  return {
    clientOrderId: `order-${made}`,
    symbol: testMarket.symbol,
    side: 'buy',
    purpose: 'entry',
    type: limit === undefined ? 'market' : 'limit',
    quantity: quantity(size),
    limitPrice: limit === undefined ? null : price(limit),
    triggerPrice: trigger === undefined ? null : price(trigger),
    timeInForce: 'GTC',
    postOnly: false,
    reduceOnly: false,
    ...rest,
  }
}

const answerOf = <T>(asked: Asked<T>): T => {
  if (asked.kind === 'failed') throw new Error(asked.cause)
  return asked.value
}

/** Retries the assertion until it holds: what an exchange tells comes a little after what it does. */
export const eventually = (assertion: () => unknown): Promise<unknown> =>
  vi.waitFor(assertion, { timeout: 5_000, interval: 5 })

/** Fills as they are to be the same however they were learnt: without the time at which we saw them. */
export const unseen = (fills: readonly Fill[]): readonly Omit<Fill, 'seenAt'>[] =>
  fills.map(({ seenAt, ...fill }) => fill).sort((a, b) => a.tradeId.localeCompare(b.tradeId))

/** Everything that the exchange says about an account, asked and heard. */
export class AccountWatch {
  readonly events: ExchangeEvent[] = []
  readonly #exchange: Exchange
  readonly #end: () => void

  constructor(exchange: Exchange) {
    this.#exchange = exchange
    this.#end = exchange.subscribe((event) => this.events.push(event))
  }

  end(): void {
    this.#end()
  }

  /** What was told about one order, in order. */
  heard(clientOrderId: string): readonly ExchangeEvent['kind'][] {
    return this.events
      .filter((event) => event.kind === 'filled' || 'clientOrderId' in event)
      .filter((event) => (event.kind === 'filled' ? event.fill : event).clientOrderId === clientOrderId)
      .map((event) => event.kind)
  }
  heardFills(): readonly Fill[] {
    return this.events.filter((event) => event.kind === 'filled').map((event) => event.fill)
  }
  heardBalances(): readonly Balance[] | undefined {
    return this.events.filter((event) => event.kind === 'balances').at(-1)?.balances
  }

  async order(clientOrderId: string): Promise<ExchangeOrder | null> {
    return answerOf(await this.#exchange.order(clientOrderId, testMarket.symbol))
  }
  async fills(clientOrderId: string): Promise<readonly Fill[]> {
    return answerOf(await this.#exchange.fills(clientOrderId, testMarket.symbol))
  }
  async openIds(): Promise<readonly string[]> {
    return answerOf(await this.#exchange.openOrders()).map((order) => order.clientOrderId)
  }
  async balances(): Promise<readonly Balance[]> {
    return answerOf(await this.#exchange.balances())
  }
  async balance(asset: string): Promise<{ readonly total: string; readonly free: string }> {
    const found = (await this.balances()).find((balance) => balance.asset === asset)
    return { total: text(found?.total ?? quantity('0')), free: text(found?.free ?? quantity('0')) }
  }
}

const value = (fill: Fill): Cash => notional(fill.price, fill.quantity, testMarket.quote)
const inQuote = (fill: Fill): Cash =>
  fill.fee.currency === testMarket.quote ? fill.fee : noCash(testMarket.quote)

/** Totals that an account must have after its fills, to the last decimal. */
export const expectedTotals = (
  funds: Funds,
  fills: readonly { readonly side: Side; readonly fill: Fill }[],
): Funds => {
  const sum = (side: Side, of: (fill: Fill) => Cash, currency: string) =>
    sumCash(
      currency,
      fills.filter((entry) => entry.side === side).map((entry) => of(entry.fill)),
    )
  const size = (fill: Fill) => cash(text(fill.quantity), testMarket.base)
  const fees = sumCash(
    testMarket.quote,
    fills.map(({ fill }) => inQuote(fill)),
  )
  const start = cash(funds.quote, testMarket.quote)
  const flow = subtractCash(sum('sell', value, testMarket.quote), sum('buy', value, testMarket.quote))
  const coins = subtractCash(sum('buy', size, testMarket.base), sum('sell', size, testMarket.base))
  return {
    quote: cashText(subtractCash(addCash(start, flow), fees)),
    base: cashText(addCash(cash(funds.base, testMarket.base), coins)),
  }
}

export const textOf = (value: Price | Quantity): string => text(value as Price)

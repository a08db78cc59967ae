import { PaperExchange } from '../../../src-main/adapters/exchanges/paper/paper-exchange.ts'
import type { PaperConditions } from '../../../src-main/adapters/exchanges/paper/paper-fills.ts'
import type { Market } from '../../../src-main/domain/market/market.ts'
import { cash, price, quantity, ratio } from '../../../src-main/domain/money/decimal.ts'
import type { Account, Store } from '../../../src-main/engine/ports/store.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { type ExchangeHarness, type Funds, testMarket } from './harness.ts'

const market: Market = {
  symbol: testMarket.symbol,
  base: testMarket.base,
  quote: testMarket.quote,
  priceStep: price(testMarket.priceStep),
  amountStep: quantity(testMarket.amountStep),
  minAmount: quantity(testMarket.minAmount),
  minNotional: cash(testMarket.minNotional, testMarket.quote),
  makerFee: ratio(testMarket.makerFee),
  takerFee: ratio(testMarket.takerFee),
}

export interface PaperHarness extends ExchangeHarness {
  readonly exchange: PaperExchange
  reopen(): Promise<PaperExchange>
  /** Part of a trade's amount that orders of the account can take. */
  readonly participation: number
}

interface PaperSettings {
  readonly conditions?: Partial<PaperConditions>
  readonly seed?: number
  /** Price and amount of the trade before the first order; null for none. */
  readonly firstTrade?: readonly [string, string] | null
}

let accounts = 0

/** A simulated exchange with a new account on the store. */
export const openPaper = async (
  store: Store,
  funds: Funds,
  settings: PaperSettings = {},
): Promise<PaperHarness> => {
  accounts += 1
  const account: Account = {
    id: `paper-${accounts}`,
    venueId: 'demo',
    mode: 'paper',
    start: [cash(funds.quote, testMarket.quote), cash(funds.base, testMarket.base)],
    createdAt: 0,
  }
  store.accounts.insert(account)
  const conditions = { spread: '0.0002', slippage: '0.0002', participation: '0.5', ...settings.conditions }
  const clock = new FakeClock()
  const make = () =>
    new PaperExchange({ account, markets: [market], store, conditions, clock, seed: settings.seed ?? 1 })
  let exchange = make()
  const begins = 1_000_000
  let time = begins
  const trade = async (at: string, amount: string) => {
    time += 1_000
    exchange.onTrade({ symbol: testMarket.symbol, time, price: Number(at), amount: Number(amount) })
  }
  const { firstTrade = ['100', '1000'] } = settings
  if (firstTrade !== null) await trade(...firstTrade)
  return {
    get exchange() {
      return exchange
    },
    reopen: async () => {
      exchange = make()
      return exchange
    },
    trade,
    // Only what trades a tick through the price fills, and orders have a part of it.
    fillAt: async (side, limit, amount) => {
      const through = Number(limit) + Number(testMarket.priceStep) * (side === 'buy' ? -1 : 1)
      await trade(through.toFixed(2), String(Number(amount) / Number(conditions.participation)))
    },
    begins,
    participation: Number(conditions.participation),
    // Half the spread and all of the slippage on top of it.
    worstSlip: (1 + Number(conditions.spread) / 2) * (1 + Number(conditions.slippage)) - 1,
    close: async () => {},
  }
}

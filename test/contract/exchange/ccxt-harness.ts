import { systemClock } from '../../../src-main/adapters/clock/system-clock.ts'
import type { CcxtAccount } from '../../../src-main/adapters/exchanges/ccxt/account/ccxt-account.ts'
import type { CcxtAccountOptions } from '../../../src-main/adapters/exchanges/ccxt/account/signed-session.ts'
import { RequestBudget } from '../../../src-main/adapters/exchanges/ccxt/request-budget.ts'
import { openAccountOn, until } from '../../support/account-on-simulator.ts'
import {
  type ExchangeId,
  type ExchangeSimulator,
  startExchangeSimulator,
} from '../../support/exchange-simulator/start-exchange-simulator.ts'
import type { FeeRule } from '../../support/exchange-simulator/trading/account.ts'
import { type ExchangeHarness, type Funds, testMarket } from './harness.ts'

/** Within the recorded days, whose trades are never played: the tests trade by hand. */
const startAt = Date.UTC(2021, 1, 20, 12, 0, 30)

export interface CcxtHarness extends ExchangeHarness {
  readonly exchange: CcxtAccount
  readonly simulator: ExchangeSimulator
  readonly budget: RequestBudget
  reopen(): Promise<CcxtAccount>
}

/** An account on a simulated exchange that lists the market of the contract. */
export const openCcxt = async (
  exchangeId: ExchangeId,
  funds: Funds,
  change: Partial<CcxtAccountOptions> = {},
  { fee = { kind: 'quote' }, bookDepth = 50 }: { readonly fee?: FeeRule; readonly bookDepth?: number } = {},
): Promise<CcxtHarness> => {
  const { symbol, priceStep, amountStep, minAmount, minNotional, makerFee, takerFee } = testMarket
  const simulator = await startExchangeSimulator({
    exchange: exchangeId,
    symbols: [{ symbol, priceStep, amountStep, minAmount, minNotional, makerFee, takerFee }],
    speed: 0,
    startAt,
    bookDepth,
    accounts: [{ fee, balances: { BTC: funds.base, USDT: funds.quote, BNB: '5' } }],
  })
  const { market } = simulator.control
  simulator.control.limitRequests(Number.MAX_SAFE_INTEGER)
  market.trade(symbol, '100', '1000')
  // The contract asks a lot in a short time.
  const budget = new RequestBudget({ clock: systemClock, capacity: 1_000_000, windowMs: 1_000 })
  const open = async () => {
    const { account } = await openAccountOn(exchangeId, simulator, { budget, ...change })
    await until(() => account.isHeard)
    return account
  }
  let exchange = await open()
  return {
    get exchange() {
      return exchange
    },
    simulator,
    budget,
    reopen: async () => {
      exchange.close()
      exchange = await open()
      return exchange
    },
    trade: async (at, amount) => market.trade(symbol, at, amount),
    fillAt: async (_side, limit, amount) => market.trade(symbol, limit, amount),
    begins: startAt,
    worstSlip: 0.01,
    close: async () => {
      exchange.close()
      await simulator.close()
    },
  }
}

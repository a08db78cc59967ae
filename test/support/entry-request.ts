import type { Market } from '../../src-main/domain/market/market.ts'
import { cash, price, quantity, ratio } from '../../src-main/domain/money/decimal.ts'
import { defaultsOf } from '../../src-main/domain/parameters.ts'
import type { EntryRequest } from '../../src-main/domain/risk/check-entry.ts'
import {
  accountLimitsOf,
  botLimitsOf,
  type EntryLimits,
  modeLimitsOf,
} from '../../src-main/domain/risk/entry-limits.ts'
import { accountLimits, modeLimits, riskLimits } from '../../src-main/domain/risk/limits.ts'

export const usdt = (amount: string) => cash(amount, 'USDT')
export const market: Market = {
  symbol: 'BTC/USDT',
  base: 'BTC',
  quote: 'USDT',
  priceStep: price('0.01'),
  amountStep: quantity('0.01'),
  minAmount: quantity('0.01'),
  minNotional: usdt('10'),
  makerFee: ratio('0'),
  takerFee: ratio('0'),
}
const botValues = {
  ...defaultsOf(riskLimits),
  allocation: '1000',
  maxPositions: '2',
  maxExposureRatio: '0.5',
  lossPerTrade: '1',
  maxPositionRatio: '1',
  dailyLoss: '1',
}
export const botLimits = (change: Record<string, string>) => botLimitsOf({ ...botValues, ...change })
export const accountWith = (change: Record<string, string>) =>
  accountLimitsOf({ ...defaultsOf(accountLimits), reserve: '0', accountDailyLoss: '1', ...change })
const modeWith = (change: Record<string, string>) => modeLimitsOf({ ...defaultsOf(modeLimits), ...change })
export const limits: EntryLimits = {
  bot: botLimits({}),
  account: accountWith({ accountExposure: '1', pairExposure: '1', largestOrder: '1' }),
  mode: modeWith({ currencyExposure: '1', assetExposure: '1' }),
}
export const unbound = limits.account
/** An entry of 5 units for 500 that nothing stands against. */
export const request: EntryRequest = {
  market,
  price: price('100'),
  stop: 95,
  trueRange: null,
  returns: { trades: 0, wins: 0, winReturns: 0, lossReturns: 0 },
  sizeShare: ratio('1'),
  limits,
  now: 1_000_000,
  lastExitAt: null,
  bot: {
    positions: 0,
    ordersLastMinute: 0,
    committed: usdt('0'),
    realized: usdt('0'),
    lossAtStops: usdt('0'),
  },
  account: {
    positions: 0,
    ordersLastMinute: 0,
    free: usdt('10000'),
    equity: usdt('10000'),
    exposure: usdt('0'),
    pairExposure: usdt('0'),
    dayStart: usdt('10000'),
    lossAtStops: usdt('0'),
  },
  mode: {
    positions: 0,
    ordersLastMinute: 0,
    equity: usdt('10000'),
    exposure: usdt('0'),
    assetHeld: quantity('0'),
  },
}
export type Change = Omit<Partial<EntryRequest>, 'bot' | 'account' | 'mode' | 'limits'> & {
  readonly bot?: Partial<EntryRequest['bot']>
  readonly account?: Partial<EntryRequest['account']>
  readonly mode?: Partial<EntryRequest['mode']>
  readonly limits?: Partial<EntryLimits>
}
export const requestWith = ({ bot, account, mode, limits: changed, ...rest }: Change): EntryRequest => ({
  ...{ ...request, ...rest },
  bot: { ...request.bot, ...bot },
  account: { ...request.account, ...account },
  mode: { ...request.mode, ...mode },
  limits: { ...limits, ...changed },
})

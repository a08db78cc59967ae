import type { Ratio } from '../money/decimal.ts'
import { numberOf, type ParameterValues, ratioOf } from '../parameters.ts'
import { type SizingLimits, sizingLimitsOf } from './sizing.ts'

/** Settings as entries and breakers are held against them: read once per version, since they are asked at every price. */
export interface BotLimits {
  /** In the bot's quote currency. */
  readonly allocation: Ratio
  readonly sizing: SizingLimits
  readonly maxPositions: number
  readonly maxExposure: Ratio
  readonly ordersPerMinute: number
  readonly dailyLoss: Ratio
  readonly coolDownMs: number
  readonly lossStreak: number
  readonly maxDrawdown: Ratio
  readonly maxSlippage: number
}

export interface AccountLimits {
  readonly exposure: Ratio
  readonly pairExposure: Ratio
  readonly largestOrder: Ratio
  readonly reserve: Ratio
  readonly positions: number
  readonly ordersPerMinute: number
  readonly dailyLoss: Ratio
  readonly drawdown: Ratio
  /** In five minutes, as the next. */
  readonly rejectedOrders: number
  readonly exchangeErrors: number
}

export interface ModeLimits {
  readonly currencyExposure: Ratio
  readonly assetExposure: Ratio
  readonly positions: number
  readonly ordersPerMinute: number
  readonly staleSeconds: number
  readonly priceDeviation: number
  readonly loopLagSeconds: number
  readonly dayStartHour: number
}

export interface EntryLimits {
  readonly bot: BotLimits
  readonly account: AccountLimits
  readonly mode: ModeLimits
}

export const botLimitsOf = (values: ParameterValues): BotLimits => ({
  allocation: ratioOf(values, 'allocation'),
  sizing: sizingLimitsOf(values),
  maxPositions: numberOf(values, 'maxPositions'),
  maxExposure: ratioOf(values, 'maxExposureRatio'),
  ordersPerMinute: numberOf(values, 'ordersPerMinute'),
  dailyLoss: ratioOf(values, 'dailyLoss'),
  coolDownMs: numberOf(values, 'coolDownSeconds') * 1000,
  lossStreak: numberOf(values, 'lossStreak'),
  maxDrawdown: ratioOf(values, 'maxDrawdown'),
  maxSlippage: numberOf(values, 'maxSlippage'),
})

export const accountLimitsOf = (values: ParameterValues): AccountLimits => ({
  exposure: ratioOf(values, 'accountExposure'),
  pairExposure: ratioOf(values, 'pairExposure'),
  largestOrder: ratioOf(values, 'largestOrder'),
  reserve: ratioOf(values, 'reserve'),
  positions: numberOf(values, 'accountPositions'),
  ordersPerMinute: numberOf(values, 'accountOrdersPerMinute'),
  dailyLoss: ratioOf(values, 'accountDailyLoss'),
  drawdown: ratioOf(values, 'accountDrawdown'),
  rejectedOrders: numberOf(values, 'rejectedOrders'),
  exchangeErrors: numberOf(values, 'exchangeErrors'),
})

export const modeLimitsOf = (values: ParameterValues): ModeLimits => ({
  currencyExposure: ratioOf(values, 'currencyExposure'),
  assetExposure: ratioOf(values, 'assetExposure'),
  positions: numberOf(values, 'modePositions'),
  ordersPerMinute: numberOf(values, 'modeOrdersPerMinute'),
  staleSeconds: numberOf(values, 'staleSeconds'),
  priceDeviation: numberOf(values, 'priceDeviation'),
  loopLagSeconds: numberOf(values, 'loopLagSeconds'),
  dayStartHour: numberOf(values, 'dayStartHour'),
})

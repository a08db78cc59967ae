import type { ParameterSpec } from '../parameters.ts'

/** When a bot's breakers trip. */
export const botBreakers: readonly ParameterSpec[] = [
  { key: 'lossStreak', kind: 'integer', min: '1', max: '100', step: '1', default: '5' },
  // Of the bot's allocation, open positions at their last prices included.
  { key: 'dailyLoss', kind: 'ratio', min: '0.005', max: '1', step: '0.005', default: '0.1' },
  // Of the most that the bot's money was worth.
  { key: 'maxDrawdown', kind: 'ratio', min: '0.01', max: '1', step: '0.01', default: '0.25' },
  // Of the price that was expected, which allows for some.
  { key: 'maxSlippage', kind: 'ratio', min: '0.001', max: '0.5', step: '0.001', default: '0.01' },
]

export const accountBreakers: readonly ParameterSpec[] = [
  // Of the equity with which the day began.
  { key: 'accountDailyLoss', kind: 'ratio', min: '0.005', max: '1', step: '0.005', default: '0.05' },
  { key: 'accountDrawdown', kind: 'ratio', min: '0.01', max: '1', step: '0.01', default: '0.15' },
  // In five minutes, as the next.
  { key: 'rejectedOrders', kind: 'integer', min: '1', max: '100', step: '1', default: '5' },
  { key: 'exchangeErrors', kind: 'integer', min: '1', max: '100', step: '1', default: '5' },
]

export const modeBreakers: readonly ParameterSpec[] = [
  { key: 'staleSeconds', kind: 'seconds', min: '5', max: '3600', step: '1', default: '60' },
  // Between a price and the median of the last minutes.
  { key: 'priceDeviation', kind: 'ratio', min: '0.005', max: '1', step: '0.005', default: '0.1' },
  { key: 'loopLagSeconds', kind: 'seconds', min: '1', max: '60', step: '1', default: '5' },
  // At which the user's day begins, in hours after midnight UTC.
  { key: 'dayStartHour', kind: 'decimal', min: '0', max: '23.5', step: '0.5', default: '0' },
]

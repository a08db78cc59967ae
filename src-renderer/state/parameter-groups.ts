import type { ParameterSpec } from '../../src-preload/contract/bot-settings.ts'
import type { ParameterKey } from '../../src-preload/contract/codes.ts'

/** What a number is about, in the order in which forms show it. */
export const parameterGroups = [
  'averages',
  'momentum',
  'bands',
  'levels',
  'volume',
  'higher',
  'strength',
  'superTrend',
  'ichimoku',
  'range',
  'money',
  'sizing',
  'exits',
  'bounds',
  'breakers',
  'pace',
] as const
export type ParameterGroup = (typeof parameterGroups)[number]

interface Place {
  readonly group: ParameterGroup
  /** Shown at once; the others wait under "More settings". */
  readonly first?: true
}

const places: Readonly<Record<ParameterKey, Place>> = {
  fast: { group: 'averages', first: true },
  slow: { group: 'averages', first: true },
  oversold: { group: 'momentum', first: true },
  rsiPeriod: { group: 'momentum' },
  stochasticPeriod: { group: 'momentum' },
  bandDeviations: { group: 'bands', first: true },
  bandPeriod: { group: 'bands' },
  nearLevel: { group: 'levels', first: true },
  profilePeriod: { group: 'levels' },
  volumeFactor: { group: 'volume', first: true },
  volumePeriod: { group: 'volume' },
  higherFast: { group: 'higher' },
  higherSlow: { group: 'higher' },
  adxMin: { group: 'strength', first: true },
  adxPeriod: { group: 'strength' },
  superTrendFactor: { group: 'superTrend', first: true },
  superTrendPeriod: { group: 'superTrend' },
  conversion: { group: 'ichimoku' },
  base: { group: 'ichimoku' },
  spanB: { group: 'ichimoku' },
  stopAtr: { group: 'range', first: true },
  atrPeriod: { group: 'range' },
  allocation: { group: 'money', first: true },
  tradeRatio: { group: 'money', first: true },
  cheapestAccount: { group: 'money' },
  splitEntries: { group: 'money' },
  lossPerTrade: { group: 'money', first: true },
  kellyShare: { group: 'sizing' },
  kellyCap: { group: 'sizing' },
  kellyMinTrades: { group: 'sizing' },
  volatilityAtr: { group: 'sizing' },
  maxPositionRatio: { group: 'bounds' },
  ordersPerMinute: { group: 'bounds' },
  lossStreak: { group: 'breakers' },
  dailyLoss: { group: 'breakers' },
  maxDrawdown: { group: 'breakers' },
  maxSlippage: { group: 'breakers' },
  accountExposure: { group: 'bounds' },
  pairExposure: { group: 'bounds' },
  largestOrder: { group: 'bounds' },
  reserve: { group: 'bounds' },
  accountPositions: { group: 'bounds' },
  accountOrdersPerMinute: { group: 'bounds' },
  currencyExposure: { group: 'bounds' },
  assetExposure: { group: 'bounds' },
  modePositions: { group: 'bounds' },
  modeOrdersPerMinute: { group: 'bounds' },
  accountDailyLoss: { group: 'breakers' },
  accountDrawdown: { group: 'breakers' },
  rejectedOrders: { group: 'breakers' },
  exchangeErrors: { group: 'breakers' },
  staleSeconds: { group: 'breakers' },
  priceDeviation: { group: 'breakers' },
  loopLagSeconds: { group: 'breakers' },
  dayStartHour: { group: 'pace' },
  stopLoss: { group: 'exits', first: true },
  trailingStop: { group: 'exits', first: true },
  takeProfit: { group: 'exits', first: true },
  trailingAtr: { group: 'exits' },
  trailingFrom: { group: 'exits' },
  breakEven: { group: 'exits' },
  firstTarget: { group: 'exits' },
  firstShare: { group: 'exits' },
  secondTarget: { group: 'exits' },
  secondShare: { group: 'exits' },
  timeStop: { group: 'exits' },
  timeStopLosing: { group: 'exits' },
  maxPositions: { group: 'bounds' },
  maxExposureRatio: { group: 'bounds' },
  analysisSeconds: { group: 'pace' },
  coolDownSeconds: { group: 'pace' },
}

export interface GroupOfSpecs {
  readonly group: ParameterGroup
  readonly specs: readonly ParameterSpec[]
}

export const groupSpecs = (specs: readonly ParameterSpec[]): readonly GroupOfSpecs[] =>
  parameterGroups.flatMap((group) => {
    const own = specs.filter(({ key }) => places[key].group === group)
    return own.length === 0 ? [] : [{ group, specs: own }]
  })

export const isFirst = ({ key }: ParameterSpec): boolean => places[key].first === true

const zeroMeansNone = [
  'stopLoss',
  'trailingStop',
  'trailingAtr',
  'trailingFrom',
  'breakEven',
  'takeProfit',
  'firstTarget',
  'secondTarget',
  'timeStop',
  'volumeFactor',
  'coolDownSeconds',
  'kellyShare',
  'volatilityAtr',
] as const
export type ZeroKey = (typeof zeroMeansNone)[number]

/** The key when its value of 0 switches the rule off; the form then says so in a word. */
export const switchedOff = (key: ParameterKey, decimal: string | null): ZeroKey | undefined =>
  decimal === null || /[1-9]/.test(decimal) ? undefined : zeroMeansNone.find((each) => each === key)

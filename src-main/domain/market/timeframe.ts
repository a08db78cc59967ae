const minute = 60_000

export const timeframeMs = {
  '1m': minute,
  '5m': 5 * minute,
  '15m': 15 * minute,
  '1h': 60 * minute,
  '4h': 240 * minute,
  '1d': 1440 * minute,
} as const

export type Timeframe = keyof typeof timeframeMs

export const isTimeframe = (text: string): text is Timeframe => Object.hasOwn(timeframeMs, text)

/** Open time of the candle that holds the moment. Days start at UTC midnight. */
export const openTimeOf = (time: number, timeframe: Timeframe): number =>
  time - (time % timeframeMs[timeframe])

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

const higherOf: Readonly<Record<Timeframe, Timeframe>> = {
  '1m': '15m',
  '5m': '1h',
  '15m': '4h',
  '1h': '1d',
  '4h': '1d',
  '1d': '1d',
}

/** The timeframe that tells the larger trend, 6 to 24 times longer; of days there is none longer than they are. */
export const higherTimeframe = (timeframe: Timeframe): Timeframe => higherOf[timeframe]

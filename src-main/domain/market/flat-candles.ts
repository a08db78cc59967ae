import { type ClosedCandle, flatCandle } from './candle.ts'

/**
 * The candles with every hole between two of them filled by flat ones: what an exchange leaves out did not trade.
 * @param span of one candle, ms
 */
export const withFlats = (candles: readonly ClosedCandle[], span: number): readonly ClosedCandle[] => {
  const filled: ClosedCandle[] = []
  for (const candle of candles) {
    const last = filled.at(-1)
    if (last !== undefined) {
      for (let time = last.openTime + span; time < candle.openTime; time += span) {
        filled.push(flatCandle(time, last.close))
      }
    }
    filled.push(candle)
  }
  return filled
}

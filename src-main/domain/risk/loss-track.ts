import {
  addCash,
  type Cash,
  compareCash,
  maxCash,
  noCash,
  type Ratio,
  scaleCash,
  signOfCash,
  subtractCash,
} from '../money/decimal.ts'

export const dayMs = 86_400_000

/** The day of the user's calendar. @param startHour hours after midnight UTC at which it begins */
export const dayOf = (marketTime: number, startHour: number): number =>
  Math.floor((marketTime - startHour * 3_600_000) / dayMs)
/** When the next day begins. */
export const nextDayAt = (marketTime: number, startHour: number): number =>
  (dayOf(marketTime, startHour) + 1) * dayMs + startHour * 3_600_000

/**
 * What is remembered of how a bot's or an account's profit went: where the day began and the highest it was. All is
 * profit beyond the money put in, so that money put in or taken out is neither.
 */
export interface LossTrack {
  readonly day: number
  readonly dayStart: Cash
  readonly peak: Cash
}

export const newTrack = (result: Cash, day: number): LossTrack => ({ day, dayStart: result, peak: result })

/** Takes the profit as it is now. The same object when nothing is to be remembered. */
export const followResult = (track: LossTrack, result: Cash, day: number): LossTrack => {
  if (day > track.day) return { day, dayStart: result, peak: maxCash(track.peak, result) }
  return compareCash(result, track.peak) > 0 ? { ...track, peak: result } : track
}

/** A loss against what is allowed; both zero or more. */
export interface LossMeasure {
  readonly loss: Cash
  readonly limit: Cash
}

const lossOf = (from: Cash, result: Cash): Cash => {
  const loss = subtractCash(from, result)
  return signOfCash(loss) > 0 ? loss : noCash(loss.currency)
}

/** @param base that the share is taken of */
export const dailyLoss = (track: LossTrack, result: Cash, base: Cash, share: Ratio): LossMeasure => ({
  loss: lossOf(track.dayStart, result),
  limit: scaleCash(base, share),
})

/** @param money put in, to which the highest profit is added */
export const drawdown = (track: LossTrack, result: Cash, money: Cash, share: Ratio): LossMeasure => ({
  loss: lossOf(track.peak, result),
  limit: scaleCash(addCash(money, track.peak), share),
})

/** Nothing may be lost of nothing, and without a loss no limit is reached. */
export const isReached = ({ loss, limit }: LossMeasure): boolean =>
  signOfCash(loss) > 0 && compareCash(loss, limit) >= 0

const dayMs = 86_400_000
/** Below either of these the run says little about the strategy, and the user is warned. */
const enoughDays = 7
const enoughTrades = 20

/** What a bot has shown on paper. */
export interface PaperRecord {
  /** Since it was made, whole days of the computer's clock. */
  readonly days: number
  /** Closed ones. */
  readonly trades: number
  readonly isThin: boolean
}

export const paperRecord = (createdAt: number, now: number, trades: number): PaperRecord => {
  const days = Math.max(0, Math.floor((now - createdAt) / dayMs))
  return { days, trades, isThin: days < enoughDays || trades < enoughTrades }
}

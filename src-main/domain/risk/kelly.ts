/** A bot's closed trades, as far as its size depends on them. A return is a result over what was paid, net of fees. */
export interface TradeReturns {
  readonly trades: number
  /** Those that returned more than nothing. */
  readonly wins: number
  /** Sum of the returns of the wins. */
  readonly winReturns: number
  /** Sum of the returns of all others: zero or negative. */
  readonly lossReturns: number
}

/**
 * How many trades of a bot that neither gains nor loses are thought to have come before its own: at the usual
 * minimum of 20 closed trades the record itself counts for half.
 */
export const priorTrades = 20

/**
 * The stake that makes wealth grow fastest in the long run, as a share of it: (p·W − (1 − p)·L) / W, which for a bet
 * with odds b = W/L is the usual p − (1 − p)/b. Not above zero where there is no edge. The stake is what a loss takes;
 * a position of that value loses L of it, so that this never invests more than the criterion would.
 *
 * J. L. Kelly, "A New Interpretation of Information Rate", Bell System Technical Journal 35 (1956), 917-926; E. O.
 * Thorp, "The Kelly Criterion in Blackjack, Sports Betting, and the Stock Market", Handbook of Asset and Liability
 * Management 1 (2006), chapter 9, doi 10.1016/S1872-0978(06)01009-X.
 * @param p probability of a win
 * @param win average return of a win, above zero
 * @param loss average return of a loss, as a positive number
 */
export const kellyFraction = (p: number, win: number, loss: number): number =>
  (p * win - (1 - p) * loss) / win

/**
 * The bot's Kelly fraction by its own closed trades. A short record says little, so its share of wins is drawn
 * towards the break-even probability L / (W + L), at which the fraction is zero: the mean of a beta distribution that
 * begins with that mean and a weight of `priorTrades`, as P. M. Lee, "Bayesian Statistics: An Introduction",
 * 4th edition (2012), 3.1, has it for the share of successes in independent trials. The result is n / (n + `priorTrades`) of what the bare record says. -1 for a bot that never won.
 */
export const kellyOf = ({ trades, wins, winReturns, lossReturns }: TradeReturns): number => {
  if (wins === 0) return -1
  const win = winReturns / wins
  const losses = trades - wins
  const loss = losses === 0 ? 0 : -lossReturns / losses
  const breakEven = loss / (win + loss)
  return kellyFraction((wins + priorTrades * breakEven) / (trades + priorTrades), win, loss)
}

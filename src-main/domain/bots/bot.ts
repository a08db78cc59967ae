import type { LiveTerms } from '../live/live-terms.ts'
import type { Timeframe } from '../market/timeframe.ts'
import type { Mode } from '../orders/order.ts'
import type { ParameterValues } from '../parameters.ts'
import type { Sentence } from '../sentence.ts'

/** What the user decides about a bot. Checked as a whole by checkBotSettings. */
export interface BotSettings {
  readonly name: string
  readonly venueId: string
  readonly symbols: readonly string[]
  readonly timeframe: Timeframe
  readonly strategyId: string
  readonly parameters: ParameterValues
  readonly limits: ParameterValues
}

/** What the user wants of the bot; survives a restart. "closing" becomes "stopped" once the bot is flat. */
export type BotWish = 'stopped' | 'closing' | 'running' | 'entries-paused'

export interface Bot {
  readonly id: string
  /** Fixed for life: going live clones the bot. */
  readonly mode: Mode
  readonly accountId: string
  readonly settings: BotSettings
  readonly wish: BotWish
  readonly wishSince: number
  readonly wishReason: Sentence
  /** Set while the strategy has failed; entries and evaluations stop until the user starts the bot again. */
  readonly failure: string | null
  readonly createdAt: number
  /** Of a live bot. */
  readonly live?: LiveTerms
}

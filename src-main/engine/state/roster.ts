import type { Bot } from '../../domain/bots/bot.ts'
import type { Cash } from '../../domain/money/decimal.ts'
import type { PositionTotals } from '../ports/position-store.ts'
import type { Decision } from '../ports/store.ts'

export type BotState =
  | 'stopped'
  | 'stopping'
  | 'starting'
  | 'warming-up'
  | 'running'
  | 'entries-paused'
  | 'error'

/** A bot's work on one pair as it stands. */
export interface TaskState {
  readonly version: number
  readonly warmUp: { readonly have: number; readonly need: number } | null
  /** Since when it is not read because candles are missing or doubted, by our clock. */
  readonly fillingSince: number | null
  /** Market time of the last reading. */
  readonly readAt: number | null
}

/** A bot with all that changes while it runs. */
export interface BotRuntime {
  bot: Bot
  readonly tasks: Map<string, TaskState>
  /** Market time of the last exit by pair. */
  readonly lastExitAt: Map<string, number>
  totals: PositionTotals
  lastDecision: Decision | null
  /** Realised results of the newest closed positions, oldest first. */
  results: readonly Cash[]
}

export const stateOfBot = ({ bot, tasks }: BotRuntime): BotState => {
  if (bot.failure !== null) return 'error'
  if (bot.wish === 'stopped') return 'stopped'
  if (bot.wish === 'closing') return 'stopping'
  const warmUps = [...tasks.values()].map((task) => task.warmUp)
  if (warmUps.length === 0 || warmUps.some((warmUp) => warmUp === null)) return 'starting'
  if (warmUps.some((warmUp) => warmUp !== null && warmUp.have < warmUp.need)) return 'warming-up'
  return bot.wish === 'entries-paused' ? 'entries-paused' : 'running'
}

/** All bots that were not removed. */
export class Roster {
  readonly #bots = new Map<string, BotRuntime>()

  add(runtime: BotRuntime): void {
    this.#bots.set(runtime.bot.id, runtime)
  }
  remove(id: string): void {
    this.#bots.delete(id)
  }
  get(id: string): BotRuntime | undefined {
    return this.#bots.get(id)
  }
  all(): Iterable<BotRuntime> {
    return this.#bots.values()
  }
  get size(): number {
    return this.#bots.size
  }
}

import type { Random } from '../../../domain/random.ts'
import type { Clock } from '../../../engine/ports/clock.ts'
import type { Log } from '../../../engine/ports/log.ts'

const firstDelayMs = 500
const longestDelayMs = 30_000

interface LoopOptions {
  readonly name: string
  readonly clock: Clock
  readonly log: Log
  readonly random: Random
  /** One turn of ccxt's watch call; its result is not looked at, the handlers have taken the data. */
  readonly turn: () => Promise<unknown>
  readonly onFailure: () => void
}

/** Keeps a subscription alive: after a failure it waits, longer each time and never at the same moment as others. */
export const startSubscriptionLoop = (options: LoopOptions): (() => void) => {
  const { clock, log, random, turn } = options
  let ended = false
  let failures = 0
  let cancelWait: (() => void) | null = null
  const run = async (): Promise<void> => {
    while (!ended) {
      try {
        await turn()
        failures = 0
      } catch (error) {
        if (ended) return
        failures += 1
        options.onFailure()
        const cause = error instanceof Error ? error.message.slice(0, 200) : String(error)
        const longest = Math.min(longestDelayMs, firstDelayMs * 2 ** (failures - 1))
        const delay = Math.round(longest * (0.5 + random() / 2))
        log.warn('stream.failed', { stream: options.name, failures, delay, cause })
        await new Promise<void>((resolve) => {
          cancelWait = clock.after(delay, resolve)
        })
      }
    }
  }
  void run()
  return () => {
    ended = true
    cancelWait?.()
  }
}

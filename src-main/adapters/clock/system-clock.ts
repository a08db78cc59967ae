import type { Clock } from '../../engine/ports/clock.ts'

/** The computer's clock and timers. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.timeOrigin + performance.now(),
  after: (delayMs, call) => {
    const timer = setTimeout(call, delayMs)
    return () => clearTimeout(timer)
  },
  every: (periodMs, call) => {
    const timer = setInterval(call, periodMs)
    return () => clearInterval(timer)
  },
}

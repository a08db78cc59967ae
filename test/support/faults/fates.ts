import type { SubmitOutcome } from '../../../src-main/engine/ports/exchange.ts'
import { signatureHoldsMs } from './entry-watch.ts'
import type { Choices } from './random-choices.ts'
import type { Weather } from './weather.ts'

/** After which the adapter gives up an answer. */
const deadlineMs = 10_000

/** What becomes of a submit with which something goes wrong. */
export interface SubmitFate {
  /** null: it never reaches the exchange. */
  readonly arrivesAfterMs: number | null
  readonly outcome: SubmitOutcome
  readonly answeredAfterMs: number
}

export interface QueryFate {
  readonly cause: string
  readonly answeredAfterMs: number
}

const noAnswer = 'no answer within 10000 ms'

export const retryLater = (waitMs: number | null, message = 'too many requests'): SubmitOutcome => ({
  ...{ kind: 'retry-later', rejection: 'RATE_LIMITED', waitMs, message },
})

const unknownAfter = (
  answeredAfterMs: number,
  cause: string,
  arrivesAfterMs: number | null = null,
): SubmitFate => ({ arrivesAfterMs, answeredAfterMs, outcome: { kind: 'unknown', cause } })

const refusedAfter = (answeredAfterMs: number, waitMs: number | null): SubmitFate => ({
  ...{ arrivesAfterMs: null, answeredAfterMs, outcome: retryLater(waitMs) },
})

/** By the weather and what waits to go wrong; null: all goes well. @param way to the exchange, ms */
export const submitFate = (weather: Weather, choices: Choices, way: number): SubmitFate | null => {
  if (weather.isPaused) return refusedAfter(3_000, null)
  if (weather.is('names-unresolved')) return unknownAfter(1, 'getaddrinfo ENOTFOUND')
  if (weather.isRestarting) return unknownAfter(way, '502 Bad Gateway')
  // What was sent into a dead socket may still have come through; the answer does not.
  if (weather.is('half-open')) return unknownAfter(deadlineMs, noAnswer, choices.chance(0.5) ? way : null)
  const mishap = weather.take([
    ...(['timeout-before-acceptance', 'timeout-after-acceptance', 'hang-up-after-acceptance'] as const),
    ...(['late-arrival', 'server-error-before', 'server-error-after', 'rate-limited', 'banned'] as const),
  ])
  switch (mishap) {
    case 'timeout-before-acceptance':
      return unknownAfter(deadlineMs, noAnswer)
    case 'timeout-after-acceptance':
      return unknownAfter(deadlineMs, noAnswer, way)
    case 'hang-up-after-acceptance':
      return unknownAfter(way + choices.whole(0, 50), 'socket hang up', way)
    case 'late-arrival': {
      const late = choices.whole(500, signatureHoldsMs - 1)
      return unknownAfter(choices.whole(100, deadlineMs), 'connect ETIMEDOUT', late)
    }
    case 'server-error-before':
      return unknownAfter(way, '503 Service Unavailable')
    case 'server-error-after':
      return unknownAfter(way + choices.whole(0, 500), '504 Gateway Timeout', way)
    case 'rate-limited':
    case 'banned': {
      const forMs = mishap === 'banned' ? 120_000 : choices.whole(1_000, 20_000)
      weather.pause(forMs)
      // Only some exchanges say how long to wait.
      return refusedAfter(way, choices.chance(0.5) ? forMs : null)
    }
    default:
      return null
  }
}

export const queryFate = (weather: Weather, way: number): QueryFate | null => {
  if (weather.is('names-unresolved')) return { cause: 'getaddrinfo ENOTFOUND', answeredAfterMs: 1 }
  if (weather.is('half-open')) return { cause: noAnswer, answeredAfterMs: deadlineMs }
  if (weather.isRestarting) return { cause: '502 Bad Gateway', answeredAfterMs: way }
  if (weather.isPaused) return { cause: 'waited too long for its turn to be sent', answeredAfterMs: 1_000 }
  switch (weather.take(['query-fails', 'query-times-out'])) {
    case 'query-fails':
      return { cause: '503 Service Unavailable', answeredAfterMs: way }
    case 'query-times-out':
      return { cause: noAnswer, answeredAfterMs: deadlineMs }
    default:
      return null
  }
}

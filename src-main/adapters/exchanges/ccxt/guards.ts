import type { CcxtExchange } from './ccxt-exchange.ts'
import type { RequestBudget } from './request-budget.ts'
import type { Wire } from './wire/wire.ts'

const usualPauseMs = 10_000
/** A 418 is a ban: without a time named, stay away for the shortest one. */
const banMs = 120_000

/** The wait that a reply names; null when it names none. */
export const retryAfterMs = (headers: Readonly<Record<string, string>>): number | null => {
  const seconds = Number(headers['Retry-After'] ?? headers['retry-after'] ?? Number.NaN)
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null
}

const isTooMuch = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'RateLimitExceeded' || error.name === 'DDoSProtection')

/** A reply that was no JSON: a maintenance or sign-in page, which ccxt would take for an empty answer. */
export class UnreadableReply extends Error {
  override readonly name = 'UnreadableReply'
}

/** Reads what every reply says beside its answer: weight, waits, bans; and refuses replies that did not parse. */
export const guardReplies = (
  exchange: CcxtExchange,
  { usedWeight }: Pick<Wire, 'usedWeight'>,
  budget: RequestBudget,
): void => {
  const original = exchange.handleErrors.bind(exchange)
  const onStatus = exchange.handleHttpStatusCode.bind(exchange)
  /** Not every exchange says with a status that too much was asked: Bybit does with a code in a reply of status 200. */
  const heeding = (call: () => unknown): unknown => {
    try {
      return call()
    } catch (error) {
      if (isTooMuch(error) && budget.counts.pausedMs === 0) budget.pause(usualPauseMs)
      throw error
    }
  }
  exchange.handleHttpStatusCode = (...reply) => heeding(() => onStatus(...reply))
  exchange.handleErrors = (
    status,
    statusText,
    url,
    method,
    headers,
    body,
    parsed,
    requestHeaders,
    requestBody,
  ) => {
    const used = usedWeight(headers)
    if (used !== null) budget.noteUsed(used)
    if (status === 418) budget.pause(retryAfterMs(headers) ?? banMs)
    else if (status === 429) budget.pause(retryAfterMs(headers) ?? usualPauseMs)
    const result = heeding(() =>
      original(status, statusText, url, method, headers, body, parsed, requestHeaders, requestBody),
    )
    if (status < 400 && parsed === undefined) {
      throw new UnreadableReply(`${exchange.id} answered ${status} with something that is no JSON`)
    }
    return result
  }
}

/** Rejects when the work takes longer: ccxt's own time-out does not cover a body that stalls. */
export const withDeadline = <T>(
  work: Promise<T>,
  ms: number,
  after: (delayMs: number, call: () => void) => () => void,
): Promise<T> =>
  new Promise((resolve, reject) => {
    const cancel = after(ms, () => reject(new Error(`no answer within ${ms} ms`)))
    work.then(resolve, reject).finally(cancel)
  })

import type { RejectionCode } from '../../../../domain/orders/order.ts'
import type { CcxtHeaders } from '../ccxt-exchange.ts'
import { guardReplies, retryAfterMs } from '../guards.ts'
import type { RequestBudget } from '../request-budget.ts'
import type { Wire } from '../wire/wire.ts'
import type { SigningExchange } from './signing-exchange.ts'

/** What an exchange's own words of refusal say. */
interface Said {
  readonly status: number
  readonly code: string
  readonly text: string
}

/** A refusal understood: why an order is not taken, or one of these. */
export type Meaning =
  | RejectionCode
  /** Signed with a time that the exchange does not accept; it did nothing. */
  | 'CLOCK'
  /** It says itself that it may or may not have done what was asked. */
  | 'UNSURE'
  | 'NO_SUCH_ORDER'
  /** Of a cancel: the order has ended, or never was. */
  | 'NOT_OPEN'
  /** Of a cancel: one is under way already. */
  | 'BEING_CANCELLED'

/** The exchange itself said no, in its own words. */
export class ExchangeRefusal extends Error {
  override readonly name = 'ExchangeRefusal'
  readonly meaning: Meaning
  /** How long it says to wait before asking again; null when it does not say. */
  readonly waitMs: number | null

  constructor({ code, text }: Said, meaning: Meaning, waitMs: number | null = null) {
    super(`${code}: ${text}`)
    this.meaning = meaning
    this.waitMs = waitMs
  }
}

/** Null when the exchange says that it knows no such order; whatever else it says is thrown on. */
export const orUnknown = async <T>(asked: Promise<T>): Promise<T | null> => {
  try {
    return await asked
  } catch (error) {
    if (error instanceof ExchangeRefusal && error.meaning === 'NO_SUCH_ORDER') return null
    throw error
  }
}

/** Never left this computer. */
export class NotSent extends Error {
  override readonly name = 'NotSent'
}

export interface RefusalWire {
  /** Code and text of a reply that refuses; null for any other reply. */
  refusal(reply: unknown): { readonly code: string; readonly text: string } | null
  meaning(said: Said): Meaning
  /** How long a reply that refuses for too many requests says to wait; null when it does not say. */
  waitMs(headers: CcxtHeaders, now: number): number | null
}

const usualWaitMs = 10_000

const tooMany = (status: number): boolean => status === 429 || status === 418

/**
 * Makes every refusal in the exchange's words an `ExchangeRefusal`. What refuses in other words, such as a page of
 * a server in between, stays ccxt's error: it says nothing about what the exchange did.
 */
export const hearRefusals = (
  exchange: SigningExchange,
  dialect: Pick<Wire, 'usedWeight'>,
  wire: RefusalWire,
  budget: RequestBudget,
): void => {
  guardReplies(exchange, dialect, budget)
  const guarded = exchange.handleErrors.bind(exchange)
  exchange.handleErrors = (status, statusText, url, method, headers, body, parsed, ...rest) => {
    const words = wire.refusal(parsed)
    try {
      const result = guarded(status, statusText, url, method, headers, body, parsed, ...rest)
      if (words === null && !tooMany(status)) return result
    } catch (error) {
      if (words === null && !tooMany(status)) throw error
    }
    const said = { status, ...(words ?? { code: String(status), text: statusText }) }
    const meaning = tooMany(status) ? 'RATE_LIMITED' : wire.meaning(said)
    // The guard has heeded the statuses that say so; some exchanges say it in the reply alone.
    const waitMs = wire.waitMs(headers, exchange.nonce()) ?? retryAfterMs(headers)
    if (meaning === 'RATE_LIMITED' && !tooMany(status)) budget.pause(waitMs ?? usualWaitMs)
    throw new ExchangeRefusal(said, meaning, waitMs)
  }
}

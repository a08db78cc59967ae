import type { Clock } from '../../../../engine/ports/clock.ts'
import { withDeadline } from '../guards.ts'
import type { Priority, RequestBudget } from '../request-budget.ts'
import type { ServerClock } from '../server-clock.ts'
import { ExchangeRefusal, NotSent } from './refusal.ts'
import type { SigningExchange } from './signing-exchange.ts'
import type { Ask } from './wire/account-wire.ts'

/** How long a request may wait for its turn and still be worth sending: a late entry meets another market. */
const patienceMs: Readonly<Record<Priority, number>> = {
  cancel: 30_000,
  stop: 15_000,
  entry: 3_000,
  data: 30_000,
}

/** Well below the time for which signatures hold. */
const freshMs = 1_000
const yes = Promise.resolve(true)

interface SignedRequestsParts {
  readonly exchange: SigningExchange
  readonly budget: RequestBudget
  readonly clock: Clock
  /** From sending to the last byte of the reply. */
  readonly deadlineMs: number
}

/**
 * Every request of an account: in turn by priority, with a deadline, sent once. An answer that is not what the
 * schema of its call expects is an error like any other.
 */
export class SignedRequests {
  readonly #parts: SignedRequestsParts

  constructor(parts: SignedRequestsParts) {
    this.#parts = parts
  }

  /**
   * A way to ask with this priority. It throws `NotSent`, `ExchangeRefusal`, or any other error: then nobody knows
   * whether the exchange did what it was asked.
   * @param mayGo everything is got ready to be sent and waits for this; false: it is not sent
   */
  asking(priority: Priority, mayGo: Promise<boolean> = yes): Ask {
    const { exchange, budget, clock } = this.#parts
    return async ({ weight, path, api = 'private', method, params = {}, answer }) => {
      const sign = () => exchange.sign(path, api, method, params)
      const getReady = async () => {
        const signed = sign()
        const signedAt = clock.monotonic()
        if (!(await mayGo)) throw new NotSent('it is not to be sent any more')
        // It had its turn before the exchange asked for a pause.
        if (budget.isPaused) throw new NotSent('the exchange takes nothing for a while')
        // A signature has an age at which it is refused.
        const isFresh = clock.monotonic() - signedAt < freshMs
        const { url, method, headers, body } = isFresh ? signed : sign()
        return () => exchange.fetch(url, method, headers, body)
      }
      return answer.parse(await this.#inTurn(priority, weight, getReady))
    }
  }

  /** Runs ccxt's own work under the same rules. */
  run<T>(priority: Priority, weight: number, work: () => Promise<T>): Promise<T> {
    return this.#inTurn(priority, weight, async () => work)
  }

  /** @param getReady called when it is its turn; nothing is sent before what it returns is called */
  #inTurn<T>(priority: Priority, weight: number, getReady: () => Promise<() => Promise<T>>): Promise<T> {
    const { budget, clock, deadlineMs } = this.#parts
    const after = (ms: number, call: () => void) => clock.after(ms, call)
    return new Promise((resolve, reject) => {
      let state: 'waiting' | 'sent' | 'abandoned' = 'waiting'
      const endPatience = clock.after(patienceMs[priority], () => {
        state = 'abandoned'
        reject(new NotSent('waited too long to be sent'))
      })
      const work = async () => {
        const send = await getReady()
        if (state === 'abandoned') throw new NotSent('nobody waits for it any more')
        state = 'sent'
        endPatience()
        return withDeadline(send(), deadlineMs, after)
      }
      budget.run(priority, weight, work).then(resolve, (error: unknown) => {
        endPatience()
        reject(state === 'sent' ? error : new NotSent(error instanceof Error ? error.message : String(error)))
      })
    })
  }
}

/** Asks once more when the time of the signature was refused: the exchange has said that it did nothing. */
export const withRightTime =
  (ask: Ask, serverClock: ServerClock): Ask =>
  async (call) => {
    try {
      return await ask(call)
    } catch (error) {
      if (!(error instanceof ExchangeRefusal) || error.meaning !== 'CLOCK') throw error
      await serverClock.measure()
      return ask(call)
    }
  }

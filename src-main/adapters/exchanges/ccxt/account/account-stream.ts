import type { Random } from '../../../../domain/random.ts'
import type { Clock } from '../../../../engine/ports/clock.ts'
import type { Log } from '../../../../engine/ports/log.ts'
import { withDeadline } from '../guards.ts'
import { SubscriptionLoop } from '../subscription-loop.ts'
import type { SigningClient, SigningExchange } from './signing-exchange.ts'
import type { StreamWire, WireNews } from './wire/account-wire.ts'

interface AccountStreamParts {
  readonly exchange: SigningExchange
  readonly wire: StreamWire
  readonly name: string
  readonly clock: Clock
  readonly log: Log
  readonly random: Random
  /** For each request that opens it. */
  readonly deadlineMs: number
  readonly describe: (error: unknown) => string
  /** Run before each opening that follows a failure. */
  readonly beforeRetry: () => Promise<void>
  /** Of one message. */
  readonly onNews: (news: readonly WireNews[]) => void
  readonly onOpened: (cause: string) => void
  /** It was open and is no more. */
  readonly onLost: () => void
}

/**
 * A private stream of an account, on one connection that it opens, watches and opens again. ccxt carries the
 * messages; every one of them is read here, so that none is lost to its watch calls. Whatever raises a doubt about
 * the stream ends the connection: the next one begins with being asked what was missed.
 */
export class AccountStream {
  readonly #parts: AccountStreamParts
  #loop: SubscriptionLoop | null = null
  #client: SigningClient | null = null
  #fail: (error: Error) => void = () => {}
  /** The request that is waiting to be granted. */
  #step: string | null = null
  #isOpen = false
  #cause = 'the account was opened'

  constructor(parts: AccountStreamParts) {
    this.#parts = parts
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  start(): void {
    const { clock, log, random, name, describe, beforeRetry } = this.#parts
    let failed = false
    const turn = async () => {
      if (failed) await beforeRetry()
      failed = true
      try {
        await this.#live()
      } catch (error) {
        this.#cause = describe(error)
        throw new Error(this.#cause)
      }
    }
    this.#loop = new SubscriptionLoop({ name, clock, log, random, turn, onFailure: () => {} })
  }

  /** Ends the connection because it may not tell everything; it is opened again. */
  doubt(cause: string): void {
    this.#fail(new Error(cause))
  }

  end(): void {
    this.#loop?.end()
    this.#fail(new Error('the account was closed'))
  }

  /** One connection from its first request to its end. Always rejects. */
  async #live(): Promise<never> {
    const { exchange, wire } = this.#parts
    const client = exchange.client(wire.url(exchange))
    const life = new Promise<never>((_, reject) => {
      this.#fail = reject
      // What ccxt rejects when the socket closes, whoever waits.
      client.future('closed').catch(reject)
    })
    // It can end while nothing waits for it, as between two requests.
    life.catch(() => {})
    this.#client = client
    try {
      for (const [index, request] of wire.opening.entries()) {
        await Promise.race([this.#granted(client, `step ${index}`, request(exchange)), life])
      }
      this.#isOpen = true
      this.#parts.onOpened(this.#cause)
      return await life
    } finally {
      const wasOpen = this.#isOpen
      this.#isOpen = false
      this.#drop(client)
      if (wasOpen) this.#parts.onLost()
    }
  }

  #granted(client: SigningClient, step: string, message: object): Promise<unknown> {
    const { exchange, clock, deadlineMs } = this.#parts
    // ccxt would open another connection in its place, which nobody has signed in to.
    if (exchange.clients[client.url] !== client) throw new Error('the connection has ended')
    this.#step = step
    const asked = exchange.watch(client.url, step, message, step)
    return withDeadline(asked, deadlineMs, (ms, call) => clock.after(ms, call))
  }

  /** To be called with every message of every connection that ccxt has. */
  take(client: SigningClient, message: unknown): void {
    // That of another stream, or of one that has ended: what that still brings is asked for again by the next one.
    if (client !== this.#client) return
    const { wire, clock, onNews, describe } = this.#parts
    try {
      const read = wire.read(message)
      switch (read.kind) {
        case 'granted':
          if (this.#step !== null) client.resolve(true, this.#step)
          this.#step = null
          break
        case 'refused':
        case 'ended':
          this.doubt(`${read.kind}: ${read.cause}`)
          break
        case 'news':
          onNews(read.news)
          break
        case 'pong':
          client.lastPong = clock.now()
          break
        case 'other':
          break
      }
    } catch (error) {
      this.doubt(`a message that could not be read: ${describe(error)}`)
    }
  }

  /** Leaves nothing behind: no socket, no timer, and no promise that would be rejected with nobody there. */
  #drop(client: SigningClient): void {
    const { exchange } = this.#parts
    this.#client = null
    if (exchange.clients[client.url] === client) delete exchange.clients[client.url]
    const error = new Error('the connection was given up')
    client.error = error
    client.reset(error)
    client.connection?.terminate?.()
  }
}

import type { Market } from '../../domain/market/market.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { KeyCheck, LiveAccount, LiveAccounts } from '../../engine/ports/live-accounts.ts'
import type { Log } from '../../engine/ports/log.ts'
import type { Credentials } from '../../engine/ports/secrets.ts'
import type { VenueConfig } from '../../engine/ports/venue.ts'
import { Questions } from '../threads/questions.ts'
import { Supervised } from '../threads/supervised.ts'
import type { ThreadLogLine } from '../threads/thread-messages.ts'
import { keyCheck, readAs } from './port-values.ts'
import { type AccountLink, type AccountReport, accountReport, openedAccount } from './protocol.ts'
import { type PreparedAsking, RemoteExchange, type Reply } from './remote-exchange.ts'

/** Beyond all waits and deadlines that the worker itself keeps: whoever has not answered by then is not going to. */
const answerLimitMs = 90_000

interface AccountPoolParts {
  /** Starts the account worker; called again when it has ended by itself. */
  readonly start: () => AccountLink
  readonly clock: Clock
  readonly log: Log
}

interface PooledAccount {
  readonly exchange: RemoteExchange
  /** In the worker that runs now. */
  isOpen: boolean
}

/**
 * The account worker seen from the engine. One worker has the signed side of all accounts, since they share each
 * exchange's budget; it is started when the first account needs it. When it ends by itself, or hangs and is ended,
 * whatever was under way in it is unknown, and its accounts are to be opened again: it knows none of them any more.
 */
export class AccountPool implements LiveAccounts {
  readonly #parts: AccountPoolParts
  readonly #questions: Questions
  readonly #accounts = new Map<string, PooledAccount>()
  readonly #listeners = new Set<(accountIds: readonly string[], cause: string) => void>()
  #worker: Supervised<AccountLink> | null = null
  #prepared = 0
  #ended = false

  constructor(parts: AccountPoolParts) {
    this.#parts = parts
    this.#questions = new Questions({
      clock: parts.clock,
      who: 'the account worker',
      limitMs: answerLimitMs,
    })
  }

  async check(venue: VenueConfig, credentials: Credentials): Promise<KeyCheck> {
    const reply = await this.#ask((question) => ({ kind: 'check-key', question, venue, credentials }))
    if (reply.kind !== 'answer') return failed(reply.cause)
    return readAs(keyCheck, reply.value) ?? failed(misunderstood)
  }

  account(accountId: string, markets: readonly Market[]): LiveAccount {
    const exchange = new RemoteExchange({
      markets,
      ask: (call, asked) =>
        account.isOpen
          ? this.#ask((question) => ({ kind: 'ask', question, accountId, call, asked }))
          : Promise.resolve({ kind: 'unsent', cause: notOpen }),
      prepare: (asked) => this.#prepare(accountId, account, asked),
    })
    const account: PooledAccount = { exchange, isOpen: false }
    this.#accounts.set(accountId, account)
    return {
      exchange,
      signed: {
        open: (venue, credentials) => this.#open(accountId, account, venue, credentials),
        shut: () => this.#shut(accountId, account),
      },
      close: () => {
        this.#shut(accountId, account)
        this.#accounts.delete(accountId)
      },
    }
  }

  onLost(listener: (accountIds: readonly string[], cause: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async end(): Promise<void> {
    this.#ended = true
    this.#listeners.clear()
    this.#accounts.clear()
    this.#questions.failAll('the account worker is closed')
    await this.#worker?.close()
  }

  async #open(
    accountId: string,
    account: PooledAccount,
    venue: VenueConfig,
    credentials: Credentials,
  ): Promise<KeyCheck> {
    if (this.#accounts.get(accountId) !== account) return failed('the account was closed')
    account.isOpen = false
    const reply = await this.#ask((question) => ({
      kind: 'open-account',
      question,
      accountId,
      venue,
      credentials,
    }))
    if (reply.kind !== 'answer') return failed(reply.cause)
    const opened = readAs(openedAccount, reply.value)
    if (opened === null) return failed(misunderstood)
    const { check, terms } = opened
    // It may have been closed meanwhile.
    if (this.#accounts.get(accountId) !== account) return failed('the account was closed')
    account.isOpen = check.kind === 'accepted'
    if (terms !== null) account.exchange.opened(terms)
    return check
  }

  #shut(accountId: string, account: PooledAccount): void {
    account.isOpen = false
    this.#worker?.link?.send({ kind: 'close-account', accountId })
  }

  #begin(): Supervised<AccountLink> {
    const { clock, log } = this.#parts
    return new Supervised({
      clock,
      start: () => this.#start(),
      onDown: (failure) => {
        log.error('account-worker.failed', { ...failure })
        for (const account of this.#accounts.values()) account.isOpen = false
        this.#questions.failAll(failure.message)
      },
      onBack: (_, cause) => {
        const all = [...this.#accounts.keys()]
        for (const listener of this.#listeners) listener(all, cause)
      },
    })
  }

  #start(): AccountLink {
    const link = this.#parts.start()
    link.onReport((report) => {
      // The last words of one that hung and was given up come too late.
      if (this.#worker?.link === link) this.#take(report)
    })
    return link
  }

  #ask(question: (number: number) => Parameters<AccountLink['send']>[0]): Promise<Reply> {
    if (this.#ended) return Promise.resolve({ kind: 'unsent', cause: 'the account worker is closed' })
    this.#worker ??= this.#begin()
    const { link } = this.#worker
    if (link === null) return Promise.resolve({ kind: 'unsent', cause: 'the account worker has failed' })
    return this.#questions.ask<Reply>(
      (number) => link.send(question(number)),
      (cause) => ({ kind: 'unanswered', cause }),
    )
  }

  /** The worker that gets it ready is to be the one that sends it: a later one knows nothing of it, and says so. */
  #prepare(accountId: string, account: PooledAccount, asked: unknown): PreparedAsking {
    this.#prepared += 1
    const prepared = this.#prepared
    if (account.isOpen) this.#worker?.link?.send({ kind: 'prepare', prepared, accountId, asked })
    return {
      send: async () =>
        account.isOpen
          ? this.#ask((question) => ({ kind: 'send', question, prepared }))
          : { kind: 'unsent', cause: notOpen },
      drop: () => this.#worker?.link?.send({ kind: 'drop', prepared }),
    }
  }

  #take(report: AccountReport | ThreadLogLine): void {
    const { log } = this.#parts
    if (report.kind === 'log') {
      log[report.level](report.event, report.fields)
      return
    }
    const said = readAs(accountReport, report)
    if (said === null) log.error('account-worker.misunderstood', { kind: report.kind })
    else if (said.kind === 'event') this.#accounts.get(said.accountId)?.exchange.tell(said.event)
    else {
      const reply: Reply = { kind: 'answer', value: said.value }
      this.#questions.answer(said.question, reply)
    }
  }
}

const notOpen = 'the account is not open'
const misunderstood = 'the account worker answered something else'
const failed = (cause: string): KeyCheck => ({ kind: 'failed', cause })

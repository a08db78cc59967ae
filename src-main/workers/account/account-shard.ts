import { z } from 'zod'
import {
  type CallAnswer,
  type CallAsked,
  type CallName,
  exchangeCalls,
} from '../../adapters/account-pool/exchange-calls.ts'
import { exchangeEvent, keyCheck, readAs } from '../../adapters/account-pool/port-values.ts'
import {
  type AccountReport,
  accountCommand,
  type CapabilityTable,
  openedAccount,
} from '../../adapters/account-pool/protocol.ts'
import type { Exchange, PreparedOrder } from '../../engine/ports/exchange.ts'
import type { KeyCheck } from '../../engine/ports/live-accounts.ts'
import type { Log } from '../../engine/ports/log.ts'
import type { Credentials } from '../../engine/ports/secrets.ts'
import type { VenueConfig } from '../../engine/ports/venue.ts'

/** An account that is open, beside what the engine asks of it. */
export interface OpenAccount extends Exchange {
  prepare: NonNullable<Exchange['prepare']>
  /** Opens its stream anew: it may not have told everything. */
  doubt(cause: string): void
  close(): void
}

interface AccountShardParts {
  readonly check: (venue: VenueConfig, credentials: Credentials) => Promise<KeyCheck>
  readonly open: (
    venue: VenueConfig,
    credentials: Credentials,
  ) => Promise<{ readonly check: KeyCheck; readonly account: OpenAccount | null }>
  readonly report: (report: AccountReport) => void
  readonly log: Log
}

type Command<K extends z.output<typeof accountCommand>['kind']> = Extract<
  z.output<typeof accountCommand>,
  { kind: K }
>

/** All accounts of the account worker: opens them, asks them, and tells what their exchanges say. */
export class AccountShard {
  readonly #parts: AccountShardParts
  readonly #accounts = new Map<string, OpenAccount>()
  /** The question by which each account is being opened: a later one, or a closing, takes its place. */
  readonly #opening = new Map<string, number>()
  /** Orders that are ready and wait for main's word. */
  readonly #prepared = new Map<number, { readonly accountId: string; readonly order: PreparedOrder }>()

  constructor(parts: AccountShardParts) {
    this.#parts = parts
  }

  handle(message: { readonly kind: string }): void {
    const command = readAs(accountCommand, message)
    switch (command?.kind) {
      case undefined:
        // Not the end of the worker: there are orders on their way.
        this.#parts.log.error('account-worker.misunderstood', { kind: message.kind })
        break
      case 'check-key':
        void this.#check(command)
        break
      case 'open-account':
        void this.#open(command)
        break
      case 'close-account':
        this.#close(command.accountId)
        break
      case 'ask':
        void this.#ask(command)
        break
      case 'prepare':
        this.#prepare(command)
        break
      case 'send':
        void this.#send(command)
        break
      case 'drop':
        this.#taken(command.prepared)?.drop()
        break
      case 'close':
        for (const id of [...this.#accounts.keys(), ...this.#opening.keys()]) this.#close(id)
        break
    }
  }

  /** Something of the exchange library broke, nobody knows where. */
  suspect(cause: string): void {
    for (const account of this.#accounts.values()) account.doubt(cause)
  }

  async #check({ question, venue, credentials }: Command<'check-key'>): Promise<void> {
    const check = await this.#parts.check(venue, credentials).catch(failed)
    this.#answer(question, z.encode(keyCheck, check))
  }

  async #open({ question, accountId, venue, credentials }: Command<'open-account'>): Promise<void> {
    this.#close(accountId)
    this.#opening.set(accountId, question)
    const { check, account } = await this.#parts
      .open(venue, credentials)
      .catch((error: unknown) => ({ check: failed(error), account: null }))
    if (this.#opening.get(accountId) !== question) {
      account?.close()
      const late = failed(new Error('the account was closed, or opened anew, meanwhile'))
      return this.#answer(question, { check: late, terms: null })
    }
    this.#opening.delete(accountId)
    if (account !== null) {
      this.#accounts.set(accountId, account)
      account.subscribe((event) =>
        this.#parts.report({ kind: 'event', accountId, event: z.encode(exchangeEvent, event) }),
      )
    }
    const terms = account === null ? null : { capabilities: capabilitiesOf(account), lateMs: account.lateMs }
    this.#answer(question, z.encode(openedAccount, { check, terms }))
  }

  #close(accountId: string): void {
    this.#opening.delete(accountId)
    // What was signed with its key is not to be sent any more.
    for (const [prepared, of] of this.#prepared) if (of.accountId === accountId) this.#taken(prepared)?.drop()
    this.#accounts.get(accountId)?.close()
    this.#accounts.delete(accountId)
  }

  async #ask({ question, accountId, call, asked }: Command<'ask'>): Promise<void> {
    this.#answer(question, await answerOf(this.#accounts.get(accountId), call, asked))
  }

  /** An account that is not open has nothing ready, which shows when it is to be sent. */
  #prepare({ prepared, accountId, asked }: Command<'prepare'>): void {
    const account = this.#accounts.get(accountId)
    const request = readAs(exchangeCalls.submit.asked, asked)
    if (account === undefined || request === null) return
    this.#prepared.set(prepared, { accountId, order: account.prepare(...request) })
  }

  async #send({ question, prepared }: Command<'send'>): Promise<void> {
    const order = this.#taken(prepared)
    this.#answer(question, await answerIn('submit', order === undefined ? null : () => order.send()))
  }

  #taken(prepared: number): PreparedOrder | undefined {
    const taken = this.#prepared.get(prepared)
    this.#prepared.delete(prepared)
    return taken?.order
  }

  #answer(question: number, value: unknown): void {
    this.#parts.report({ kind: 'answer', question, value })
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
const failed = (error: unknown): KeyCheck => ({ kind: 'failed', cause: messageOf(error) })

const answerOf = <N extends CallName>(
  account: Exchange | undefined,
  name: N,
  asked: unknown,
): Promise<unknown> => {
  if (account === undefined) return answerIn(name, null)
  const ask = account[name].bind(account) as (...asked: CallAsked<N>) => Promise<CallAnswer<N>>
  return answerIn(name, async () => ask(...exchangeCalls[name].asked.parse(asked)))
}

/** @param ask null when there is no account to ask */
const answerIn = async <N extends CallName>(
  name: N,
  ask: (() => Promise<CallAnswer<N>>) | null,
): Promise<unknown> => {
  const call = exchangeCalls[name]
  if (ask === null) return z.encode(call.answer, call.unsent('the account is not open'))
  try {
    return z.encode(call.answer, await ask())
  } catch (error) {
    return z.encode(call.answer, call.unanswered(messageOf(error)))
  }
}

/** Of thousands of pairs most can have the same. */
const capabilitiesOf = (account: Exchange): CapabilityTable => {
  const places = new Map<string, number>()
  const sets: CapabilityTable['sets'] = []
  const of: Record<string, number> = {}
  for (const { symbol } of account.markets) {
    const set = account.capabilities(symbol)
    const key = JSON.stringify(set)
    const place = places.get(key) ?? sets.push(set) - 1
    places.set(key, place)
    of[symbol] = place
  }
  return { sets, of }
}

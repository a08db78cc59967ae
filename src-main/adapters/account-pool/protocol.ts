import { z } from 'zod'
import type { ThreadLogLine } from '../threads/thread-messages.ts'
import type { ThreadLink } from '../threads/worker-link.ts'
import { type CallName, callNames } from './exchange-calls.ts'
import { credentials, exchangeEvent, keyCheck, orderCapabilities, venueConfig } from './port-values.ts'

const question = z.int()
const accountId = z.string()
/** Numbers an order that is got ready. */
const prepared = z.int()

/** What main asks of the account worker. `question` numbers an answer that is expected. */
export const accountCommand = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('check-key'), question, venue: venueConfig, credentials }),
  z.strictObject({
    kind: z.literal('open-account'),
    question,
    accountId,
    venue: venueConfig,
    credentials,
  }),
  z.strictObject({ kind: z.literal('close-account'), accountId }),
  /** `asked` as the table of calls has it. */
  z.strictObject({
    kind: z.literal('ask'),
    question,
    accountId,
    call: z.enum(callNames as [CallName, ...CallName[]]),
    asked: z.unknown(),
  }),
  /** An order to be got ready, as `submit` in the table of calls has it; one of the two below follows. */
  z.strictObject({ kind: z.literal('prepare'), prepared, accountId, asked: z.unknown() }),
  z.strictObject({ kind: z.literal('send'), question, prepared }),
  z.strictObject({ kind: z.literal('drop'), prepared }),
  z.strictObject({ kind: z.literal('close') }),
])

/** What orders can be on the pairs of an account: few sets, and the place of each pair's in their list. */
export const capabilityTable = z.strictObject({
  sets: z.array(orderCapabilities),
  of: z.record(z.string(), z.int()),
})

export const openedAccount = z.strictObject({
  check: keyCheck,
  /** What holds at its exchange; null of an account that did not open. */
  terms: z
    .strictObject({
      capabilities: capabilityTable,
      lateMs: z.strictObject({ orders: z.number(), stops: z.number() }),
    })
    .nullable(),
})

/** What the account worker tells, beside lines for the log. */
export const accountReport = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('answer'), question, value: z.unknown() }),
  z.strictObject({ kind: z.literal('event'), accountId, event: exchangeEvent }),
])

/** As they cross threads: decimals as text. */
export type AccountCommand = z.input<typeof accountCommand>
export type AccountReport = z.input<typeof accountReport>
export type AccountTerms = NonNullable<z.output<typeof openedAccount>['terms']>
export type CapabilityTable = z.output<typeof capabilityTable>

export type AccountLink = Omit<ThreadLink<AccountCommand, AccountReport | ThreadLogLine>, 'ended'>

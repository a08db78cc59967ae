import { z } from 'zod'
import type { AmendOutcome, Asked, Exchange, SubmitOutcome } from '../../engine/ports/exchange.ts'
import {
  amendOutcome,
  balance,
  exchangeFill,
  exchangeOrder,
  fill,
  openOrder,
  orderRequest,
  span,
  stopChange,
  submitOutcome,
} from './port-values.ts'

/** What the Exchange port is asked and answers later, by name. */
export type CallName = {
  [K in keyof Exchange]-?: Exchange[K] extends (...asked: never[]) => Promise<unknown> ? K : never
}[keyof Exchange]
export type CallAsked<N extends CallName> = Parameters<Exchange[N]>
export type CallAnswer<N extends CallName> = Awaited<ReturnType<Exchange[N]>>

/** How one call crosses threads, and what its silence means. */
interface Call<A, R> {
  readonly asked: z.ZodType<A>
  readonly answer: z.ZodType<R>
  /** It certainly did not reach the exchange. */
  readonly unsent: (cause: string) => R
  /** Nobody knows what became of it. */
  readonly unanswered: (cause: string) => R
}

const question = <A, T>(asked: z.ZodType<A>, value: z.ZodType<T>): Call<A, Asked<T>> => {
  const failed = (cause: string): Asked<T> => ({ kind: 'failed', cause })
  const answer = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('answered'), value }),
    z.strictObject({ kind: z.literal('failed'), cause: z.string() }),
  ]) as unknown as z.ZodType<Asked<T>>
  return { asked, answer, unsent: failed, unanswered: failed }
}

const submit: Call<Parameters<Exchange['submit']>, SubmitOutcome> = {
  asked: z.tuple([orderRequest, z.string().optional()]),
  answer: submitOutcome,
  unsent: (message) => ({ kind: 'retry-later', rejection: 'OTHER', waitMs: null, message }),
  unanswered: (cause) => ({ kind: 'unknown', cause }),
}

const amend: Call<Parameters<Exchange['amend']>, AmendOutcome> = {
  asked: z.tuple([orderRequest, stopChange]),
  answer: amendOutcome,
  unsent: (message) => ({ kind: 'refused', rejection: 'RATE_LIMITED', message }),
  unanswered: (cause) => ({ kind: 'unknown', cause }),
}

const nothing = z.tuple([])
const aboutOrder = z.tuple([z.string(), z.string()])

/** Every call of the port: a new one does not compile until it is here. */
export const exchangeCalls: { readonly [N in CallName]: Call<CallAsked<N>, CallAnswer<N>> } = {
  submit,
  amend,
  cancel: question(aboutOrder, z.enum(['accepted', 'not-open'])),
  order: question(aboutOrder, exchangeOrder.nullable()),
  openOrders: question(nothing, z.array(openOrder)),
  fills: question(aboutOrder, z.array(fill)),
  recentFills: question(z.tuple([z.array(z.string()).readonly(), span]), z.array(exchangeFill)),
  balances: question(nothing, z.array(balance)),
}

export const callNames = Object.keys(exchangeCalls) as readonly CallName[]

import { z } from 'zod'
import {
  type Cash,
  cash,
  cashText,
  type Price,
  price,
  type Quantity,
  quantity,
  text,
} from '../../domain/money/decimal.ts'
import type { OrderCapabilities } from '../../domain/orders/capabilities.ts'
import type { EndedBy, Fill, OrderRequest } from '../../domain/orders/order.ts'
import { orderTypes, purposes, rejectionCodes, sides, timesInForce } from '../../domain/orders/order-words.ts'
import type {
  AmendOutcome,
  Balance,
  ExchangeEvent,
  ExchangeFill,
  ExchangeOrder,
  OpenOrder,
  Span,
  StopChange,
  SubmitOutcome,
} from '../../engine/ports/exchange.ts'
import type { KeyCheck, KeyPermissions, KeyReport } from '../../engine/ports/live-accounts.ts'
import type { Credentials } from '../../engine/ports/secrets.ts'
import type { Network, VenueConfig } from '../../engine/ports/venue.ts'

/*
 * None is strict: what is handed over may be more than the port asks for, as the engine's orders are requests with
 * more to them. That stays behind.
 */

/** One of a closed list of the domain; a missing word does not compile. */
const oneOf = <T extends string>(words: Readonly<Record<T, true>>) =>
  z.enum(Object.keys(words) as [T, ...T[]])

/** What the schema reads out of a message; null when it is no such thing. */
export const readAs = <T>(schema: z.ZodType<T>, message: unknown): T | null => {
  try {
    return schema.parse(message)
  } catch {
    // The error may quote the message.
    return null
  }
}

/** Decimals cannot cross threads: they do as text. */
const priceText = z.codec(z.string(), z.custom<Price>(), { decode: price, encode: text })
const quantityText = z.codec(z.string(), z.custom<Quantity>(), { decode: quantity, encode: text })
const cashOf = z.codec(z.object({ amount: z.string(), currency: z.string() }), z.custom<Cash>(), {
  decode: ({ amount, currency }) => cash(amount, currency),
  encode: (amount) => ({ amount: cashText(amount), currency: amount.currency }),
})

const side = oneOf(sides)
const orderType = oneOf(orderTypes)
const timeInForce = oneOf(timesInForce)
const rejectionCode = oneOf(rejectionCodes)
const endedBy = oneOf<EndedBy>({ 'self-trade': true })

export const orderRequest = z.object({
  clientOrderId: z.string(),
  symbol: z.string(),
  side,
  purpose: oneOf(purposes),
  type: orderType,
  quantity: quantityText,
  limitPrice: priceText.nullable(),
  triggerPrice: priceText.nullable(),
  timeInForce,
  postOnly: z.boolean(),
  reduceOnly: z.boolean(),
}) satisfies z.ZodType<OrderRequest>

export const submitOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accepted'), exchangeOrderId: z.string() }),
  z.object({ kind: z.literal('rejected'), rejection: rejectionCode, message: z.string() }),
  z.object({
    kind: z.literal('retry-later'),
    rejection: rejectionCode,
    waitMs: z.number().nullable(),
    message: z.string(),
  }),
  z.object({ kind: z.literal('unknown'), cause: z.string() }),
]) satisfies z.ZodType<SubmitOutcome>

export const exchangeOrder = z.object({
  clientOrderId: z.string(),
  exchangeOrderId: z.string(),
  symbol: z.string(),
  side,
  quantity: quantityText,
  filled: quantityText,
  status: oneOf<ExchangeOrder['status']>({
    open: true,
    filled: true,
    cancelled: true,
    expired: true,
    rejected: true,
  }),
  triggerPrice: priceText.nullable(),
  endedBy: endedBy.optional(),
}) satisfies z.ZodType<ExchangeOrder>

export const stopChange = z.object({
  triggerPrice: priceText,
  quantity: quantityText,
}) satisfies z.ZodType<StopChange>

export const amendOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('amended') }),
  z.object({ kind: z.literal('refused'), rejection: rejectionCode, message: z.string() }),
  z.object({ kind: z.literal('not-open') }),
  z.object({ kind: z.literal('unknown'), cause: z.string() }),
]) satisfies z.ZodType<AmendOutcome>

export const openOrder = exchangeOrder.extend({
  limitPrice: priceText.nullable(),
}) satisfies z.ZodType<OpenOrder>

export const balance = z.object({
  asset: z.string(),
  total: quantityText,
  free: quantityText,
}) satisfies z.ZodType<Balance>

export const fill = z.object({
  tradeId: z.string(),
  clientOrderId: z.string(),
  price: priceText,
  quantity: quantityText,
  fee: cashOf,
  liquidity: oneOf<Fill['liquidity']>({ maker: true, taker: true }),
  marketTime: z.number(),
  seenAt: z.number(),
}) satisfies z.ZodType<Fill>

export const exchangeFill = fill.extend({
  exchangeOrderId: z.string(),
  symbol: z.string(),
  side,
}) satisfies z.ZodType<ExchangeFill>

export const span = z.object({ from: z.number(), to: z.number() }) satisfies z.ZodType<Span>

export const exchangeEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('acknowledged'), clientOrderId: z.string(), exchangeOrderId: z.string() }),
  z.object({ kind: z.literal('filled'), fill }),
  z.object({
    kind: oneOf<'cancelled' | 'expired'>({ cancelled: true, expired: true }),
    clientOrderId: z.string(),
    filled: quantityText,
    endedBy: endedBy.optional(),
  }),
  z.object({ kind: z.literal('rejected'), clientOrderId: z.string(), rejection: rejectionCode }),
  z.object({ kind: z.literal('balances'), balances: z.array(balance).readonly() }),
  z.object({ kind: z.literal('clock'), offsetMs: z.number() }),
  z.object({ kind: z.literal('hearing'), isHeard: z.boolean() }),
  z.object({ kind: z.literal('resynchronise'), cause: z.string() }),
]) satisfies z.ZodType<ExchangeEvent>

export const orderCapabilities = z.object({
  types: z.array(orderType).readonly(),
  timesInForce: z.array(timeInForce).readonly(),
  postOnly: z.boolean(),
  reduceOnly: z.boolean(),
  amendsStops: z.boolean(),
  replacesStops: z.boolean(),
}) satisfies z.ZodType<OrderCapabilities>

const keyPermissions = z.object({
  read: z.boolean(),
  trade: z.boolean(),
  withdraw: z.boolean(),
  transfer: z.boolean(),
  addressLimited: z.boolean(),
}) satisfies z.ZodType<KeyPermissions>

const keyReport = z.object({
  owner: z.string().nullable(),
  permissions: keyPermissions.nullable(),
  clockOffsetMs: z.number().nullable(),
  balances: z.array(balance).readonly(),
}) satisfies z.ZodType<KeyReport>

export const keyCheck = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accepted'), report: keyReport }),
  z.object({ kind: z.literal('refused'), cause: z.string() }),
  z.object({ kind: z.literal('failed'), cause: z.string() }),
]) satisfies z.ZodType<KeyCheck>

export const credentials = z.object({
  apiKey: z.string(),
  secret: z.string(),
  password: z.string().nullable(),
}) satisfies z.ZodType<Credentials>

export const venueConfig = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['replay', 'exchange']),
  exchangeId: z.string().nullable(),
  network: oneOf<Network>({ live: true, testnet: true, demo: true }),
  restUrl: z.string().nullable(),
  wsUrl: z.string().nullable(),
}) satisfies z.ZodType<VenueConfig>

import { z } from 'zod'
import { sentenceCodes } from './codes.ts'

/** Exact decimal as text: no exponent, no grouping, optional leading minus. */
export const decimalText = z.string().regex(/^-?\d+(\.\d+)?$/)
/** Milliseconds since 1970-01-01T00:00Z. */
export const epochMs = z.number().int()
export const identifier = z.string().min(1).max(64)
/** Pair in the unified form BASE/QUOTE. */
export const symbol = z.string().regex(/^[A-Z0-9]{1,20}\/[A-Z0-9]{1,20}(:[A-Z0-9]{1,20})?$/)

export const languages = ['en', 'pt-BR'] as const
export const themes = ['system', 'dark', 'light'] as const
export const timeframes = ['1m', '5m', '15m', '1h', '4h', '1d'] as const
export const modes = ['paper', 'live'] as const
export const sides = ['buy', 'sell'] as const
export const botStates = [
  'stopped',
  'stopping',
  'starting',
  'warming-up',
  'running',
  'entries-paused',
  /** Its entries are, by a breaker, the kill switch, or books or a key that have to be looked at. */
  'halted',
  'error',
] as const
export const orderStates = [
  'intended',
  'submitting',
  'open',
  'partially-filled',
  'filled',
  'cancelled',
  'expired',
  'rejected',
  'unknown',
] as const

export const language = z.enum(languages)
export const theme = z.enum(themes)
export const timeframe = z.enum(timeframes)
export const mode = z.enum(modes)
export const side = z.enum(sides)
export const botState = z.enum(botStates)
export const orderState = z.enum(orderStates)

/** Facts that a translated text is filled with, for example { limit: "7000", currency: "USDT" }. */
export const facts = z.record(z.string(), z.union([z.string(), z.number()]))
/** A sentence as its translation key and facts: the window words it in the user's language. */
export const sentence = z.object({ code: z.enum(sentenceCodes), facts: facts.optional() })

export type Language = z.infer<typeof language>
export type Theme = z.infer<typeof theme>
export type Timeframe = z.infer<typeof timeframe>
export type Mode = z.infer<typeof mode>
export type BotState = z.infer<typeof botState>
export type OrderState = z.infer<typeof orderState>
export type Sentence = z.infer<typeof sentence>

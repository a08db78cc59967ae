import { z } from 'zod'
import { parameterKeys, profileIds, strategyIds } from './codes.ts'
import { decimalText, identifier, symbol, timeframe } from './values.ts'

/** A number that a form asks for and the engine checks: the form is generated from it. */
export const parameterSpec = z.object({
  key: z.enum(parameterKeys),
  kind: z.enum(['integer', 'decimal', 'ratio', 'seconds', 'money', 'switch']),
  min: decimalText,
  max: decimalText,
  step: decimalText,
  default: decimalText,
})

export const strategyView = z.object({
  id: z.enum(strategyIds),
  parameters: z.array(parameterSpec),
})

export const marketView = z.object({
  venueId: identifier,
  venueName: z.string(),
  symbol,
  base: z.string(),
  quote: z.string(),
  priceStep: decimalText,
  amountStep: decimalText,
  minAmount: decimalText,
  minNotional: decimalText,
  makerFee: decimalText,
  takerFee: decimalText,
  lastPrice: decimalText.nullable(),
  historyFrom: z.number().int().nullable(),
})

/** What a user decides about a bot. Amounts in the quote currency; ratios of 1. */
export const botSettings = z.strictObject({
  name: z.string().max(200),
  venueId: identifier,
  symbols: z.array(symbol).max(50),
  timeframe,
  strategyId: identifier,
  /** Keyed by parameterSpec.key. */
  parameters: z.record(z.string(), z.string().max(40)),
  /** Keyed by parameterSpec.key of formView.limits: allocation, tradeRatio, maxPositions, … */
  limits: z.record(z.string(), z.string().max(40)),
})

export const presetView = z.object({
  id: identifier,
  settings: botSettings,
})

/** A way of trading: the timeframe and the limits that it begins with. */
export const profileView = z.object({
  id: z.enum(profileIds),
  timeframe,
  /** Keyed by parameterSpec.key. */
  limits: z.record(z.string(), decimalText),
})

/** All that the create and edit forms need. */
export const botFormView = z.object({
  strategies: z.array(strategyView),
  limits: z.array(parameterSpec),
  markets: z.array(marketView),
  profiles: z.array(profileView),
  presets: z.array(presetView),
})

export type ParameterSpec = z.infer<typeof parameterSpec>
export type ProfileView = z.infer<typeof profileView>
export type MarketView = z.infer<typeof marketView>
export type BotSettings = z.infer<typeof botSettings>
export type BotFormView = z.infer<typeof botFormView>

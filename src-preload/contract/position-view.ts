import { z } from 'zod'
import { decimalText, epochMs, identifier, mode, sentence, symbol } from './values.ts'

const exitLevel = z.object({
  price: decimalText,
  /** How far it is from the mark price, in shares of that: below it negative. */
  distanceRatio: decimalText,
})

export const positionView = z.object({
  id: identifier,
  botId: identifier,
  botName: z.string(),
  mode,
  venueId: identifier,
  symbol,
  base: z.string(),
  quote: z.string(),
  side: z.literal('long'),
  quantity: decimalText,
  entryPrice: decimalText,
  markPrice: decimalText,
  unrealizedPnl: decimalText,
  unrealizedRatio: decimalText,
  fees: decimalText,
  /** Market time. */
  openedAt: epochMs,
  entryReason: sentence,
  /** Sold at its price or below; null where nothing is. It only rises. */
  stop: exitLevel.extend({ trailing: z.boolean() }).nullable(),
  /** Sold at its price or above; null where nothing is. */
  takeProfit: exitLevel.nullable(),
  closing: z.boolean(),
})

export type PositionView = z.infer<typeof positionView>

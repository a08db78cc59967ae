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
  /** The account that holds it, where that is not its bot's own. */
  through: z.string().nullable(),
  mode,
  venueId: identifier,
  symbol,
  base: z.string(),
  quote: z.string(),
  side: z.literal('long'),
  quantity: decimalText,
  entryPrice: decimalText,
  markPrice: decimalText,
  /** Worth at the mark price, in quote. */
  value: decimalText,
  unrealizedPnl: decimalText,
  unrealizedRatio: decimalText,
  fees: decimalText,
  /** Market time. */
  openedAt: epochMs,
  entryReason: sentence,
  /** Sold at its price or below; null where nothing is. It only rises. */
  stop: exitLevel
    .extend({
      kind: z.enum(['fixed', 'trailing', 'break-even']),
      /** What the whole position will have earned when it is sold there, fees of both ends included. */
      result: decimalText,
    })
    .nullable(),
  /** The next level above at which something is sold; null where nothing is. */
  takeProfit: exitLevel
    .extend({
      /** Of all that was bought; null: whatever is still held. */
      shareRatio: decimalText.nullable(),
    })
    .nullable(),
  /** Market time at which it is sold whatever the price, or once it does not earn its fees; null for never. */
  expiresAt: epochMs.nullable(),
  /** Where its stop is: confirmed at the exchange, watched by the app alone, or nowhere. */
  protection: z.enum(['exchange', 'app', 'none']),
  closing: z.boolean(),
})

export type PositionView = z.infer<typeof positionView>

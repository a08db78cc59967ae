import { z } from 'zod'
import { decimalText, epochMs, mode, sentence, side, symbol } from './values.ts'

export const killStepNames = ['cancel-orders', 'close-positions'] as const
export const killWishStates = ['waiting', 'sent', 'accepted', 'done', 'failed'] as const

/** One order to be cancelled or one position to be closed, as far as the exchange has said. */
export const killWishView = z.object({
  id: z.string().min(1).max(100),
  symbol,
  side,
  quantity: decimalText,
  botName: z.string(),
  state: z.enum(killWishStates),
  /** Why it waits or has failed, or how it ended otherwise than wished. */
  reason: sentence.nullable(),
  /** False once it is tried again only when the user asks for it. */
  isRetried: z.boolean(),
  changedAt: epochMs,
})

/** What the user asked for while entries are halted, with a result for each order or position. */
export const killStepView = z.object({
  mode,
  step: z.enum(killStepNames),
  askedAt: epochMs,
  wishes: z.array(killWishView),
})

export type KillWishView = z.infer<typeof killWishView>
export type KillStepView = z.infer<typeof killStepView>

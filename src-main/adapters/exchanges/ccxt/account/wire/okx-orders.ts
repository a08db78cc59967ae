import { text } from '../../../../../domain/money/decimal.ts'
import type { NewOrder } from './account-wire.ts'

const shortLived = { GTC: 'limit', IOC: 'ioc', FOK: 'fok' } as const

/** What makes an order of its type, beside side, size and id. */
export const okxTyped = ({
  limitPrice,
  timeInForce,
  postOnly,
}: NewOrder): Readonly<Record<string, string>> =>
  limitPrice === null
    ? // Without the unit a market buy's size would be quote to spend.
      { ordType: 'market', tgtCcy: 'base_ccy' }
    : { ordType: postOnly ? 'post_only' : shortLived[timeInForce], px: text(limitPrice) }

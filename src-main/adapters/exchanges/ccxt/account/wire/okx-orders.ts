import { text } from '../../../../../domain/money/decimal.ts'
import { isTakeProfit } from '../../../../../domain/orders/trigger.ts'
import type { NewOrder } from './account-wire.ts'
import type { Params } from './fields.ts'

const shortLived = { GTC: 'limit', IOC: 'ioc', FOK: 'fok' } as const

/** Without it the size of a market buy would be quote to spend. */
const sizeUnit = { tgtCcy: 'base_ccy' }

/**
 * Of two orders of ours that would meet the one that waits gives way: a stop or an exit has to go through. What a
 * stop places has the mode of the account, which is this one unless it was changed there.
 */
export const okxSelfTrade = { stpMode: 'cancel_maker' }

/** What makes an order of its type, beside side, size and id. */
export const okxTyped = ({ limitPrice, timeInForce, postOnly }: NewOrder): Params =>
  limitPrice === null
    ? { ordType: 'market', ...sizeUnit }
    : { ordType: postOnly ? 'post_only' : shortLived[timeInForce], px: text(limitPrice) }

/**
 * As `okxTyped`, of one that waits for a price. Of its two kinds that can, `conditional` names its direction: one that
 * the price has passed is refused, where a `trigger` order would wait for the price to come back.
 */
export const okxStopTyped = ({ type, side, limitPrice, triggerPrice }: NewOrder): Params => {
  const trigger = triggerPrice === null ? '' : text(triggerPrice)
  const price = limitPrice === null ? '-1' : text(limitPrice)
  const unit = side === 'buy' && limitPrice === null ? sizeUnit : {}
  return isTakeProfit(type)
    ? { ordType: 'conditional', tpTriggerPx: trigger, tpTriggerPxType: 'last', tpOrdPx: price, ...unit }
    : { ordType: 'conditional', slTriggerPx: trigger, slTriggerPxType: 'last', slOrdPx: price, ...unit }
}

/** What changes the trigger of a waiting stop without a limit. */
export const okxStopChange = ({ type, triggerPrice }: NewOrder): Params => {
  const trigger = triggerPrice === null ? '' : text(triggerPrice)
  return isTakeProfit(type)
    ? { newTpTriggerPx: trigger, newTpTriggerPxType: 'last', newTpOrdPx: '-1' }
    : { newSlTriggerPx: trigger, newSlTriggerPxType: 'last', newSlOrdPx: '-1' }
}

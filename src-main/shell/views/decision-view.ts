import type { DecisionView } from '../../../src-preload/contract/views.ts'
import type { Decision } from '../../engine/ports/store.ts'
import { sentenceView } from './sentence-view.ts'

export const decisionView = (decision: Decision): DecisionView => ({
  id: decision.id,
  botId: decision.botId,
  symbol: decision.symbol,
  action: decision.action,
  reason: sentenceView(decision.reason),
  conditions: decision.conditions.map(({ facts, ...condition }) => ({
    ...condition,
    ...(facts === undefined ? {} : { facts }),
  })),
  confidence: decision.confidence,
  price: String(decision.price),
  marketTime: decision.marketTime,
  seenAt: decision.seenAt,
  orderId: decision.orderId,
})

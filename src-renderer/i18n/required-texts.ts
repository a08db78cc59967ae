import type {
  breakerRules,
  ConditionCode,
  FieldErrorCode,
  ParameterKey,
  rejectionCodes,
  SentenceCode,
  StrategyId,
} from '../../src-preload/contract/codes.ts'
import type { ErrorCode } from '../../src-preload/contract/replies.ts'
import type { breakerEnds } from '../../src-preload/contract/risk-views.ts'
import type { BotState, OrderState } from '../../src-preload/contract/values.ts'
import type { Message } from './message.ts'

type RequiredKey =
  | `sentence.${SentenceCode}`
  | `condition.${ConditionCode}`
  | `parameter.${ParameterKey}`
  | `parameterHint.${ParameterKey}`
  | `strategy.${StrategyId}`
  | `strategyAbout.${StrategyId}`
  | `strategyHolding.${StrategyId}`
  | `fieldError.${FieldErrorCode}`
  | `rejection.${(typeof rejectionCodes)[number]}`
  | `error.${ErrorCode}`
  | `botState.${BotState}`
  | `orderState.${OrderState}`
  | `breakerRule.${(typeof breakerRules)[number]}`
  | `breakerNext.${(typeof breakerEnds)[number]}`

/** A text for every code the engine can send: a new code does not compile until it has one. */
export type RequiredTexts = Readonly<Record<RequiredKey, Message>>

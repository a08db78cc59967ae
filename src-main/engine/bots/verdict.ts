import type { RouteCost } from '../../domain/orders/choose-route.ts'
import type { Order } from '../../domain/orders/order.ts'
import type { Sentence } from '../../domain/sentence.ts'
import type { Condition } from '../../domain/strategies/strategy.ts'
import type { AnalysisMessage } from '../ports/analysis.ts'
import type { DecisionAction } from '../ports/store.ts'
import type { LeftOut } from './entry-routes.ts'

export type ReadingMessage = Extract<AnalysisMessage, { kind: 'reading' }>

/** What is done about a reading, and why. */
export interface Verdict {
  readonly action: DecisionAction
  readonly reason: Sentence
  readonly conditions: readonly Condition[]
  /** One for each account on which something is bought or sold. */
  readonly orders?: readonly Order[]
  /** The accounts that were compared for an entry, the best first, and those that were not. */
  readonly ranked?: readonly RouteCost[]
  readonly leftOut?: readonly LeftOut[]
}

import type { KillStepView } from '../../../src-preload/contract/kill-views.ts'
import type { Engine } from '../../engine/engine.ts'
import type { NameOf } from './money-views.ts'
import { sentenceView } from './sentence-view.ts'

export const killStepViews = ({ killSteps }: Engine, nameOf: NameOf): KillStepView[] =>
  killSteps.steps.map((step) => ({
    ...step,
    wishes: killSteps.wishesOf(step).map((wish) => ({
      id: wish.id,
      symbol: wish.symbol,
      side: wish.side,
      quantity: wish.quantity,
      botName: nameOf(wish.botId),
      state: wish.state,
      reason: wish.reason === null ? null : sentenceView(wish.reason),
      isRetried: wish.isRetried,
      changedAt: wish.changedAt,
    })),
  }))

import type { BreakerView } from '../../../src-preload/contract/risk-views.ts'
import type { BreakerName } from '../../domain/risk/breaker.ts'
import type { Engine } from '../../engine/engine.ts'
import type { KeptBreaker } from '../../engine/ports/risk-store.ts'
import { breakerKey, nextStepOf } from '../../engine/risk/breaker-desk.ts'

const modeOf = ({ roster, books }: Engine, { scope, id }: BreakerName): BreakerView['mode'] => {
  if (scope === 'bot') return roster.get(id)?.bot.mode ?? null
  return scope === 'account' ? (books.accounts.get(id)?.book.account.mode ?? null) : null
}

const breakerView = (engine: Engine, { name, breaker }: KeptBreaker): readonly BreakerView[] => {
  if (breaker.state === 'closed') return []
  const { rule, scope, id } = name
  const { at, value, limit, unit } = breaker.trip
  return [
    {
      ...{ id: breakerKey(name), rule, scope },
      subject: String(engine.risk.breakers.about(name).subject),
      botId: scope === 'bot' ? id : null,
      mode: modeOf(engine, name),
      state: breaker.state,
      trippedAt: at,
      resetsAt: breaker.state === 'open' ? breaker.resetsAt : null,
      ends: nextStepOf(rule),
      ...{ value, limit },
      unit: typeof unit === 'string' ? unit : 'money',
      currency: typeof unit === 'string' ? null : unit.currency,
    },
  ]
}

/** Newest first. */
export const breakerViews = (engine: Engine): BreakerView[] =>
  engine.risk.breakers
    .all()
    .flatMap((kept) => breakerView(engine, kept))
    .sort((left, right) => right.trippedAt - left.trippedAt)

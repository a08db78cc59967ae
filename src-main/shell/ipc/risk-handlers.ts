import type { ParameterSpec } from '../../../src-preload/contract/bot-settings.ts'
import { accountLimits, modeLimits } from '../../domain/risk/limits.ts'
import { journalView } from '../views/journal-view.ts'
import { plannedRiskView } from '../views/planned-risk-view.ts'
import { type Handlers, Refusal } from './ask-server.ts'
import type { HandlerParts } from './handlers.ts'

/** More is found in the journal. */
const killHistoryRows = 50

type RiskHandlers = Pick<Handlers, Extract<keyof Handlers, `risk.${string}`>>

/** What the user decides about limits and circuit breakers. */
export const riskHandlers = ({
  engine,
  store,
  bodies,
}: Pick<HandlerParts, 'engine' | 'store' | 'bodies'>): RiskHandlers => ({
  'risk.killHistory': () => ({
    entries: store.journal.ofKillSwitch(killHistoryRows).map((entry) => journalView(entry, bodies.nameOf)),
  }),
  'risk.planned': (asked) => ({ risk: plannedRiskView(engine, asked) }),
  'risk.limits': ({ scope }) => ({
    specs: [...(scope.kind === 'account' ? accountLimits : modeLimits)] as ParameterSpec[],
    values: { ...engine.risk.limits.newest(scope) },
  }),
  'risk.updateLimits': ({ scope, values }) =>
    engine.command(({ risk: { limits } }) => {
      const set = limits.set(scope, values)
      if (set.ok) return { loosensAt: limits.loosensAt(scope) }
      if (set.error === 'NOT_FOUND') throw new Refusal('NOT_FOUND', 'there is no such account')
      const fields = set.error.map((field) => ({ ...field }))
      throw new Refusal('INVALID_SETTINGS', 'some limits are not valid', { fields })
    }),
  'risk.resetBreaker': async ({ id, reason }) => {
    if (reason.trim() === '') throw new Refusal('REASON_REQUIRED', 'say why the circuit breaker is reset')
    const reset = await engine.command(({ risk }) => risk.breakers.reset(id, reason.trim()))
    if (!reset.ok) throw new Refusal('NOT_FOUND', 'the circuit breaker is closed already')
    return {}
  },
})

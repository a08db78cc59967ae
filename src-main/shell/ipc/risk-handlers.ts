import type { Engine } from '../../engine/engine.ts'
import { type Handlers, Refusal } from './ask-server.ts'

type RiskHandlers = Pick<Handlers, Extract<keyof Handlers, `risk.${string}`>>

/** What the user decides about limits and circuit breakers. */
export const riskHandlers = (engine: Engine): RiskHandlers => ({
  'risk.resetBreaker': async ({ id, reason }) => {
    if (reason.trim() === '') throw new Refusal('REASON_REQUIRED', 'say why the circuit breaker is reset')
    const reset = await engine.command(({ risk }) => risk.breakers.reset(id, reason.trim()))
    if (!reset.ok) throw new Refusal('NOT_FOUND', 'the circuit breaker is closed already')
    return {}
  },
})

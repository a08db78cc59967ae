import type { Result } from '../../domain/result.ts'
import type { Engine } from '../../engine/engine.ts'
import type { AdoptRefusal } from '../../engine/reconciliation/foreign-desk.ts'
import { type Handlers, Refusal } from './ask-server.ts'

const adoptMessages: Readonly<Record<AdoptRefusal, string>> = {
  NOT_FOUND: 'it is not there any more, or the bot does not trade it on this account',
  NO_MARKET_DATA: 'the pair has no price yet',
  POSITION_CLOSING: 'the bot has an order under way on the pair',
  WRONG_STATE: 'it has filled in part, or would sell what the bot does not hold',
}

const needed = (reason: string): string => {
  const text = reason.trim()
  if (text === '') throw new Refusal('REASON_REQUIRED', 'say what explains the difference')
  return text
}

const done = (accepted: Result<null, 'NOT_FOUND' | 'CHANGED'>): Record<string, never> => {
  if (accepted.ok) return {}
  throw accepted.error === 'CHANGED'
    ? new Refusal('WRONG_STATE', 'the difference is another one now')
    : new Refusal('NOT_FOUND', 'there is no such difference any more')
}

/** What the user decides where our books and an exchange differ, and about what others left on an account. */
export const reconciliationHandlers = (
  engine: Engine,
): Pick<
  Handlers,
  | 'reconciliation.ask'
  | 'reconciliation.accept'
  | 'reconciliation.acceptBreach'
  | 'foreign.ignore'
  | 'foreign.adopt'
> => ({
  'reconciliation.ask': async ({ accountId }) => {
    if (!engine.books.accounts.has(accountId)) throw new Refusal('NOT_FOUND', 'there is no such account')
    await engine.reconciliation.reconcile(accountId)
    return {}
  },
  'reconciliation.accept': async ({ accountId, asset, missing, reason }) => {
    const why = needed(reason)
    return done(
      await engine.command(({ settling }) => settling.resolutions.accept(accountId, asset, missing, why)),
    )
  },
  'reconciliation.acceptBreach': async ({ accountId, code, subject, counted, reason }) => {
    const why = needed(reason)
    return done(
      await engine.command(({ settling }) =>
        settling.breaches.accept(accountId, code, subject, counted, why),
      ),
    )
  },
  'foreign.ignore': async ({ accountId, kind, name, ignored }) => {
    const done = await engine.command(({ settling }) =>
      settling.foreign.ignore(accountId, kind, name, ignored),
    )
    if (!done.ok) throw new Refusal('NOT_FOUND', 'there is no such account')
    return {}
  },
  'foreign.adopt': async ({ accountId, kind, name, botId }) => {
    const adopted = await engine.command(({ settling: { foreign } }) =>
      kind === 'order'
        ? foreign.adoptOrder(accountId, name, botId)
        : foreign.adoptHolding(accountId, name, botId),
    )
    if (!adopted.ok) throw new Refusal(adopted.error, adoptMessages[adopted.error])
    return {}
  },
})

import type { KeyCheck, KeyReport } from '../../../../engine/ports/live-accounts.ts'
import { ExchangeRefusal } from './refusal.ts'
import { withRightTime } from './signed-requests.ts'
import type { SignedSession } from './signed-session.ts'
import { keyWires } from './wire/key-wires.ts'

/** Networks for practice often have no such question: nobody knows then, and the user is asked. */
const keyFacts = async ({ options, exchange, requests, serverClock }: SignedSession) => {
  const ask = withRightTime(requests.asking('data'), serverClock)
  try {
    return await keyWires[options.exchangeId](ask, exchange)
  } catch (error) {
    if (options.network === 'live') throw error
    return { owner: null, permissions: null }
  }
}

/** Asks the exchange about the key that the session signs with. */
export const askAboutKey = async (session: SignedSession): Promise<KeyCheck> => {
  const { wire, requests, serverClock, describe } = session
  try {
    const ask = withRightTime(requests.asking('data'), serverClock)
    const balances = await wire.balances(ask)
    const facts = await keyFacts(session)
    const report: KeyReport = { ...facts, balances, clockOffsetMs: serverClock.offsetMs }
    return { kind: 'accepted', report }
  } catch (error) {
    const passes: readonly string[] = ['RATE_LIMITED', 'MAINTENANCE', 'CLOCK', 'UNSURE']
    const isRefused = error instanceof ExchangeRefusal && !passes.includes(error.meaning)
    return { kind: isRefused ? 'refused' : 'failed', cause: describe(error) }
  }
}

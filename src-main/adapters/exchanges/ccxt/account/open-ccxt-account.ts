import type { Asked } from '../../../../engine/ports/exchange.ts'
import type { KeyCheck } from '../../../../engine/ports/live-accounts.ts'
import { dialects } from '../dialects.ts'
import { CcxtAccount } from './ccxt-account.ts'
import { askAboutKey } from './key-report.ts'
import { type CcxtAccountOptions, openSignedSession, type SignedSession } from './signed-session.ts'

const usualEchoMs = 10_000

const accountOf = (session: SignedSession, options: CcxtAccountOptions): CcxtAccount => {
  const { exchangeId, clock, log, seed, echoMs = usualEchoMs } = options
  return new CcxtAccount({ ...session, name: dialects[exchangeId].name, clock, log, seed, echoMs })
}

/**
 * Opens the trading side of an account. The pairs are known and the clock is measured when it is there; its stream
 * is being opened, which a `resynchronise` event tells. Wrong credentials show only in what is asked later.
 */
export const openCcxtAccount = async (options: CcxtAccountOptions): Promise<Asked<CcxtAccount>> => {
  const session = await openSignedSession(options)
  return session.kind === 'failed' ? session : { kind: 'answered', value: accountOf(session.value, options) }
}

/** As `openCcxtAccount`, once the exchange has accepted the key; null when it has not. */
export const openCheckedAccount = async (
  options: CcxtAccountOptions,
): Promise<{ readonly check: KeyCheck; readonly account: CcxtAccount | null }> => {
  const session = await openSignedSession(options)
  if (session.kind === 'failed') return { check: session, account: null }
  const check = await askAboutKey(session.value)
  if (check.kind === 'accepted') return { check, account: accountOf(session.value, options) }
  session.value.serverClock.close()
  return { check, account: null }
}

/** Asks the exchange about a key, and leaves nothing behind. */
export const checkKey = async (options: CcxtAccountOptions): Promise<KeyCheck> => {
  const session = await openSignedSession(options)
  if (session.kind === 'failed') return session
  const check = await askAboutKey(session.value)
  session.value.serverClock.close()
  return check
}

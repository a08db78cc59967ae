import type { Bot } from '../../domain/bots/bot.ts'
import { type Sentence, sentence } from '../../domain/sentence.ts'
import { mayTrade } from '../live/may-trade.ts'
import type { Books } from '../state/books.ts'

/** What stands against every entry, whatever the market says, until someone or something ends it. */
export interface Halt {
  readonly reason: Sentence
  /** By our clock; null where that was not noted. */
  readonly since: number | null
}

/** What keeps the bot from entering anything through the account; circuit breakers aside. */
export const accountHalt = (books: Books, bot: Bot, accountId: string): Halt | null => {
  const { kill, mismatches, refusedKeys, unconfirmed } = books
  const halt = (code: string, since: number | null = null): Halt => ({ reason: sentence(code), since })
  if (books.blocked !== null || unconfirmed.has(accountId)) return halt('decision.trading-blocked')
  const mismatch = mismatches.get(accountId)
  if (mismatch !== undefined) return halt('decision.reconciliation-needed', mismatch.since)
  const refusedAt = refusedKeys.get(accountId)
  if (refusedAt !== undefined) return halt('decision.key-refused', refusedAt)
  if (bot.mode === 'live' && !books.isLiveOn) return halt('decision.live-off')
  const account = books.accounts.get(accountId)
  if (bot.mode === 'live' && (account === undefined || !mayTrade(account)))
    return halt('decision.account-closed', account?.state.since)
  if (books.isKilled(bot.mode)) return halt('decision.kill-switch', kill.get(bot.mode)?.since)
  return books.hasUnprotected(bot.id) ? halt('decision.position-unprotected') : null
}

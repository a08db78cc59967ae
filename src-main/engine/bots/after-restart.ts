import type { Bot } from '../../domain/bots/bot.ts'
import { sentence } from '../../domain/sentence.ts'
import { works } from './bot-runs.ts'

interface AfterRestart {
  readonly bot: Bot
  /** For the journal; null when nothing was decided about the bot. */
  readonly event: 'bot.resumed' | 'bot.not-resumed' | null
}

/** Paper bots go on; a live one only where its user has wanted that, since nobody may be there to see it. */
export const afterRestart = (bot: Bot, now: number): AfterRestart => {
  if (!works(bot)) return { bot, event: null }
  if (bot.mode === 'live' && bot.live?.resumes !== true) {
    const wishReason = sentence('bot.not-resumed')
    return { bot: { ...bot, wish: 'stopped', wishSince: now, wishReason }, event: 'bot.not-resumed' }
  }
  const wishReason = sentence('bot.resumed-after-restart')
  return { bot: { ...bot, wishSince: now, wishReason }, event: 'bot.resumed' }
}

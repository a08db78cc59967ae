import type { BotSettings } from '../../src-main/domain/bots/bot.ts'
import type { LiveTerms } from '../../src-main/domain/live/live-terms.ts'
import type { Engine } from '../../src-main/engine/engine.ts'

/** What main does once its user has confirmed: live trading is on, and the bot trades real money. Returns its id. */
export const startLiveBot = (
  engine: Engine,
  settings: BotSettings,
  terms: Partial<LiveTerms> = {},
  accountId = 'live-1',
): string => {
  const turnedOn = engine.live.turnOn()
  if (!turnedOn.ok) throw new Error(turnedOn.error)
  const agreed = { quarterFirst: false, resumes: false, clonedFrom: '', alsoThrough: [], ...terms }
  const created = engine.bots.create(settings, { accountId, terms: agreed })
  if (!created.ok) throw new Error(created.error.code)
  engine.bots.start(created.value, true)
  return created.value
}

import type { BotSettings } from '../../domain/bots/bot.ts'
import { ok, type Result, refused } from '../../domain/result.ts'
import type { Roster } from '../state/roster.ts'
import type { BotDesk, BotRefusal } from './bot-desk.ts'

interface Desks {
  readonly roster: Roster
  readonly bots: BotDesk
}

/** Creates and starts paper bots; one that exists under its name is started instead. */
export const startBots = (
  { roster, bots }: Desks,
  all: readonly BotSettings[],
): Result<readonly string[], BotRefusal> => {
  const ids: string[] = []
  for (const settings of all) {
    const known = [...roster.all()].find(({ bot }) => bot.settings.name === settings.name)
    const created = known === undefined ? bots.create(settings, 'paper') : ok(known.bot.id)
    if (!created.ok) return refused(created.error)
    bots.start(created.value)
    ids.push(created.value)
  }
  return ok(ids)
}

/** Starts every bot that is stopped, as far as it can be started. */
export const startStopped = ({ roster, bots }: Desks): void => {
  for (const { bot } of roster.all()) if (bot.wish === 'stopped') bots.start(bot.id)
}

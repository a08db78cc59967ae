import type { BotView } from '../../../src-preload/contract/views.ts'
import { useCommand } from '../../state/commands.ts'
import { askToDelete, askToGoLive, askToStop } from '../../state/view-store.ts'

/** What can be done to a bot now. The engine decides again; this only keeps buttons honest. */
export const canStart = (bot: BotView): boolean =>
  bot.state === 'stopped' || bot.state === 'entries-paused' || bot.state === 'error'
export const canPause = (bot: BotView): boolean =>
  bot.state === 'running' || bot.state === 'halted' || bot.state === 'warming-up' || bot.state === 'starting'
export const canStop = (bot: BotView): boolean => bot.state !== 'stopped'
export const canDelete = (bot: BotView): boolean => bot.state === 'stopped' && bot.openPositions === 0

export const useBotActions = () => {
  const { send, pending } = useCommand()
  return {
    pending,
    start: (bot: BotView) => {
      if (!canStart(bot)) return
      // A live bot starts by way of main's question.
      if (bot.mode === 'live') askToGoLive(bot.id)
      else void send('bots.start', { id: bot.id })
    },
    goLive: (bot: BotView) => askToGoLive(bot.id),
    pause: (bot: BotView) => void (canPause(bot) && send('bots.pauseEntries', { id: bot.id })),
    stop: (bot: BotView) => {
      if (canStop(bot)) askToStop(bot.id)
    },
    remove: (bot: BotView) => {
      if (canDelete(bot)) askToDelete(bot.id)
    },
  }
}

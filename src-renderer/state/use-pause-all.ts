import { modes } from '../format/choices.ts'
import { useCommand } from './commands.ts'
import { tell } from './tell.tsx'

export const usePauseAll = () => {
  const { send } = useCommand()
  return async (): Promise<void> => {
    let count = 0
    for (const mode of modes) {
      const reply = await send('bots.pauseAllEntries', { mode })
      if (reply === null) return
      count += reply.paused
    }
    tell(({ t }) => (count === 0 ? t('paused.none') : t('paused.all', { count })))
  }
}

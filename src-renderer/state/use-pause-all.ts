import { toast } from 'sonner'
import { modes } from '../format/choices.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { useCommand } from './commands.ts'

export const usePauseAll = () => {
  const { t } = useI18n()
  const { send } = useCommand()
  return async (): Promise<void> => {
    let count = 0
    for (const mode of modes) {
      const reply = await send('bots.pauseAllEntries', { mode })
      if (reply === null) return
      count += reply.paused
    }
    toast(count === 0 ? t('paused.none') : t('paused.all', { count }))
  }
}

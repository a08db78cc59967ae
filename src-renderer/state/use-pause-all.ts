import { toast } from 'sonner'
import { useI18n } from '../i18n/i18n.tsx'
import { useCommand } from './commands.ts'

export const usePauseAll = () => {
  const { t } = useI18n()
  const { send } = useCommand()
  return async (): Promise<void> => {
    const reply = await send('bots.pauseAllEntries', { mode: 'paper' })
    if (reply === null) return
    toast(reply.paused === 0 ? t('paused.none') : t('paused.all', { count: reply.paused }))
  }
}

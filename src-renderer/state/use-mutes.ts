import type { AlertView } from '../../src-preload/contract/alert-view.ts'
import { useCommand } from './commands.ts'
import { useEngine } from './engine-store.ts'

/** The engine keeps nothing back that is critical about real money, whatever was muted. */
const canMute = ({ severity, mode }: AlertView): boolean => !(severity === 'critical' && mode === 'live')

/** What is kept from toasts and the desktop, and the way to change it. */
export const useMutes = () => {
  const settings = useEngine((state) => state.settings?.notifications)
  const { send } = useCommand()
  const muted = settings?.muted ?? []
  const set = (next: typeof muted) => {
    if (settings !== undefined)
      void send('settings.update', { notifications: { ...settings, muted: next.slice(-200) } })
  }
  return {
    muted,
    canMute,
    isMuted: (alert: AlertView): boolean =>
      canMute(alert) &&
      muted.some(({ code, sourceId }) => code === alert.text.code && sourceId === alert.source.id),
    mute: ({ text: { code }, source: { id: sourceId } }: AlertView) => set([...muted, { code, sourceId }]),
    unmute: (code: string, sourceId: string | null) =>
      set(muted.filter((each) => each.code !== code || each.sourceId !== sourceId)),
  }
}

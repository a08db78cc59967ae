import { useHotkeys } from 'react-hotkeys-hook'
import { useNavigate } from 'react-router'
import { useKillSwitch } from '../state/commands.ts'
import { usePauseAll } from '../state/use-pause-all.ts'
import { openPalette, toggleRail } from '../state/view-store.ts'

const always = { enableOnFormTags: true, preventDefault: true } as const

export const Shortcuts = () => {
  const navigate = useNavigate()
  const engage = useKillSwitch()
  const pauseAll = usePauseAll()
  const go = (to: string) => () => void navigate(to)
  useHotkeys('mod+shift+x', () => void engage('shortcut'), always, [engage])
  useHotkeys('mod+shift+p', () => void pauseAll(), always, [pauseAll])
  useHotkeys('mod+k', () => openPalette(true), always)
  useHotkeys('mod+b', toggleRail, always)
  useHotkeys('mod+n', go('/bots/new'), always, [navigate])
  useHotkeys('mod+1', go('/'), always, [navigate])
  useHotkeys('mod+2', go('/bots'), always, [navigate])
  useHotkeys('mod+3', go('/positions'), always, [navigate])
  useHotkeys('mod+4', go('/markets'), always, [navigate])
  useHotkeys('mod+5', go('/history'), always, [navigate])
  useHotkeys('mod+comma', go('/settings'), always, [navigate])
  useHotkeys('alt+left', () => void navigate(-1), { preventDefault: true }, [navigate])
  useHotkeys('alt+right', () => void navigate(1), { preventDefault: true }, [navigate])
  return null
}

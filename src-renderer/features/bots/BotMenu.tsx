import { Ellipsis, Pause, Pencil, Play, Radio, Square, Trash2 } from 'lucide-react'
import { useNavigate } from 'react-router'
import type { BotView } from '../../../src-preload/contract/views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Keys } from '../../ui/Keys.tsx'
import { Menu, MenuItem, MenuLine } from '../../ui/Menu.tsx'
import { canDelete, canPause, canStart, canStop, useBotActions } from './bot-actions.ts'

interface BotMenuProps {
  readonly bot: BotView
  readonly open: boolean
  readonly setOpen: (open: boolean) => void
}

export const BotMenu = ({ bot, open, setOpen }: BotMenuProps) => {
  const { t } = useI18n()
  const navigate = useNavigate()
  const actions = useBotActions()
  const why = (possible: boolean, key: string) => (possible ? <Keys keys={key} /> : t('bots.notNow'))
  return (
    <Menu
      open={open}
      setOpen={setOpen}
      trigger={
        <IconButton label={t('bots.actions', { bot: bot.name })}>
          <Ellipsis size={16} />
        </IconButton>
      }
    >
      <MenuItem
        icon={<Play />}
        name={stableNames.start}
        disabled={!canStart(bot)}
        hint={why(canStart(bot), 'S')}
        onSelect={() => actions.start(bot)}
      >
        {bot.state === 'entries-paused' ? t('action.resume') : t('action.start')}
      </MenuItem>
      <MenuItem
        icon={<Pause />}
        name={stableNames.pauseEntries}
        disabled={!canPause(bot)}
        hint={why(canPause(bot), 'P')}
        onSelect={() => actions.pause(bot)}
      >
        {t('action.pauseEntries')}
      </MenuItem>
      <MenuItem
        icon={<Square />}
        name={stableNames.stop}
        disabled={!canStop(bot)}
        hint={why(canStop(bot), 'X')}
        onSelect={() => actions.stop(bot)}
      >
        {t('action.stop')}
      </MenuItem>
      <MenuLine />
      {bot.mode === 'paper' && (
        <MenuItem icon={<Radio />} onSelect={() => actions.goLive(bot)}>
          {t('live.clone')}
        </MenuItem>
      )}
      <MenuItem icon={<Pencil />} onSelect={() => void navigate(`/bots/${bot.id}/settings`)}>
        {t('action.edit')}
      </MenuItem>
      <MenuItem
        icon={<Trash2 />}
        disabled={!canDelete(bot)}
        hint={
          canDelete(bot) ? undefined : bot.state === 'stopped' ? t('bots.onlyFlat') : t('bots.onlyStopped')
        }
        onSelect={() => actions.remove(bot)}
      >
        {t('action.delete')}
      </MenuItem>
    </Menu>
  )
}

import { Dialog } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { languages, themes } from '../format/choices.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { useCommand, useKillSwitch } from '../state/commands.ts'
import { useEngine } from '../state/engine-store.ts'
import { usePauseAll } from '../state/use-pause-all.ts'
import { openConnect, openPalette, toggleRail, useView } from '../state/view-store.ts'
import { Keys } from '../ui/Keys.tsx'

interface EntryProps {
  readonly id: string
  readonly run: () => void
  readonly keys?: string
  readonly children: ReactNode
}

const Entry = ({ id, run, keys, children }: EntryProps) => (
  <Command.Item
    value={`${id} ${typeof children === 'string' ? children : ''}`}
    onSelect={() => {
      openPalette(false)
      run()
    }}
    className="flex h-8 items-center gap-2 rounded-chip px-2.5 data-[selected=true]:bg-selected"
  >
    <span className="flex-1 truncate">{children}</span>
    {keys !== undefined && <Keys keys={keys} />}
  </Command.Item>
)

const group =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-meta [&_[cmdk-group-heading]]:text-faint'

const Entries = () => {
  const { t } = useI18n()
  const navigate = useNavigate()
  const bots = useEngine((state) => state.bots)
  const engage = useKillSwitch()
  const pauseAll = usePauseAll()
  const { send } = useCommand()
  const go = (to: string) => () => void navigate(to)
  return (
    <>
      <Command.Group heading={t('palette.go')} className={group}>
        <Entry id="overview" run={go('/')} keys="Mod+1">
          {t('nav.overview')}
        </Entry>
        <Entry id="bots" run={go('/bots')} keys="Mod+2">
          {t('nav.bots')}
        </Entry>
        <Entry id="positions" run={go('/positions')} keys="Mod+3">
          {t('nav.positions')}
        </Entry>
        <Entry id="markets" run={go('/markets')} keys="Mod+4">
          {t('nav.markets')}
        </Entry>
        <Entry id="history" run={go('/history')} keys="Mod+5">
          {t('nav.history')}
        </Entry>
        <Entry id="risk" run={go('/risk')}>
          {t('nav.risk')}
        </Entry>
        <Entry id="settings" run={go('/settings')} keys="Mod+,">
          {t('settings.title')}
        </Entry>
        <Entry id="keys" run={go('/settings/keys')}>
          {t('settings.section.keys')}
        </Entry>
      </Command.Group>
      <Command.Group heading={t('palette.do')} className={group}>
        <Entry id="new" run={go('/bots/new')} keys="Mod+N">
          {t('action.newBot')}
        </Entry>
        <Entry id="connect" run={() => openConnect(true)}>
          {t('palette.connect')}
        </Entry>
        <Entry id="pause" run={() => void pauseAll()} keys="Mod+Shift+P">
          {t('action.pauseAll')}
        </Entry>
        <Entry id="kill" run={() => void engage('window')} keys="Mod+Shift+X">
          {t('kill.button')}
        </Entry>
        <Entry id="rail" run={toggleRail} keys="Mod+B">
          {t('palette.rail')}
        </Entry>
        {themes.map((theme) => (
          <Entry key={theme} id={`theme ${theme}`} run={() => void send('settings.update', { theme })}>
            {t('palette.theme', { theme: t(`settings.${theme}`) })}
          </Entry>
        ))}
        {languages.map((language) => (
          <Entry
            key={language}
            id={`language ${language}`}
            run={() => void send('settings.update', { language })}
          >
            {t('palette.language', { language: t(`language.${language}`) })}
          </Entry>
        ))}
      </Command.Group>
      <Command.Group heading={t('palette.bots')} className={group}>
        {[...(bots?.values() ?? [])].map((bot) => (
          <Entry key={bot.id} id={bot.id} run={go(`/bots/${bot.id}`)}>
            {bot.name}
          </Entry>
        ))}
      </Command.Group>
    </>
  )
}

export const Palette = () => {
  const { t } = useI18n()
  const open = useView((view) => view.paletteOpen)
  return (
    <Dialog.Root open={open} onOpenChange={openPalette}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[rgb(0_0_0/45%)]" />
        <Dialog.Popup className="float-motion fixed top-[12vh] left-1/2 z-50 w-[min(560px,92vw)] -translate-x-1/2 overflow-hidden rounded-panel border border-line-strong bg-raised shadow-float outline-none">
          <Dialog.Title className="sr-only">{t('palette.title')}</Dialog.Title>
          <Command label={t('palette.title')} loop>
            <div className="flex h-11 items-center gap-2.5 border-b border-line px-3.5">
              <Search size={16} className="text-muted" />
              <Command.Input
                placeholder={t('palette.placeholder')}
                className="h-full flex-1 bg-transparent outline-none placeholder:text-faint"
              />
              <Keys keys="Esc" />
            </div>
            <Command.List className="max-h-[46vh] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-6 text-center text-muted">{t('palette.empty')}</Command.Empty>
              <Entries />
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

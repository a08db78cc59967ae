import { Languages, Settings, SunMoon } from 'lucide-react'
import { closeBehaviours } from '../../../src-preload/contract/codes.ts'
import { languages, themes } from '../../format/choices.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'
import { useAppInfo } from '../../state/use-app-info.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { Select } from '../../ui/Select.tsx'

export const LanguageSelect = ({ inlineLabel = false }: { inlineLabel?: boolean }) => {
  const { t, language } = useI18n()
  const chosen = useEngine((state) => state.settings?.language ?? 'system')
  const { send } = useCommand()
  return (
    <Select
      label={t('settings.language')}
      inlineLabel={inlineLabel}
      icon={inlineLabel ? <Languages size={14} className="text-muted" /> : undefined}
      // Where the choice is "system", the first run names the language that this means.
      value={inlineLabel && chosen === 'system' ? language : chosen}
      choices={[
        ...(inlineLabel ? [] : [{ value: 'system' as const, label: t('settings.system') }]),
        ...languages.map((value) => ({ value, label: t(`language.${value}`) })),
      ]}
      onChange={(value) => void send('settings.update', { language: value })}
      className={inlineLabel ? '' : 'w-48'}
    />
  )
}

export const ThemeSelect = ({ inlineLabel = false }: { inlineLabel?: boolean }) => {
  const { t } = useI18n()
  const chosen = useEngine((state) => state.settings?.theme ?? 'system')
  const { send } = useCommand()
  return (
    <Select
      label={t('settings.theme')}
      inlineLabel={inlineLabel}
      icon={inlineLabel ? <SunMoon size={14} className="text-muted" /> : undefined}
      value={chosen}
      choices={themes.map((value) => ({ value, label: t(`settings.${value}`) }))}
      onChange={(value) => void send('settings.update', { theme: value })}
      className={inlineLabel ? '' : 'w-48'}
    />
  )
}

const CloseSelect = () => {
  const { t } = useI18n()
  const chosen = useEngine((state) => state.settings?.closeBehaviour ?? 'tray')
  const { send } = useCommand()
  return (
    <Select
      label={t('settings.closing')}
      value={chosen}
      choices={closeBehaviours.map((value) => ({ value, label: t(`settings.closing.${value}`) }))}
      onChange={(value) => void send('settings.update', { closeBehaviour: value })}
      className="w-48"
    />
  )
}

const About = () => {
  const { t } = useI18n()
  const app = useAppInfo()
  const { send } = useCommand()
  if (app === null) return null
  const { version, electron, node, sqlite } = app
  return (
    <div className="selectable border-t border-line px-3 py-2.5 text-small text-muted">
      <p className="font-medium text-text">{t('settings.version', { version })}</p>
      <p>{t('settings.runtime', { electron, node, sqlite })}</p>
      <p className="mt-1 break-all">
        {t('settings.data')}: <span className="font-mono text-meta">{app.dataFolder}</span>
      </p>
      <p className="mt-2 flex gap-4">
        <button
          type="button"
          className="h-6 text-accent hover:underline"
          onClick={() => void send('links.open', { link: 'licences' })}
        >
          {t('settings.licences')}
        </button>
        <button
          type="button"
          className="h-6 text-accent hover:underline"
          onClick={() => void send('links.open', { link: 'tradingview' })}
        >
          {t('chart.attribution')}
        </button>
      </p>
    </div>
  )
}

export const SettingsPopover = () => {
  const { t } = useI18n()
  return (
    <Popover
      title={t('settings.title')}
      trigger={
        <IconButton label={t('settings.title')}>
          <Settings size={16} />
        </IconButton>
      }
    >
      <div className="flex flex-col gap-2 p-3">
        <div className="flex items-center justify-between gap-3">
          <span>{t('settings.language')}</span>
          <LanguageSelect />
        </div>
        <div className="flex items-center justify-between gap-3">
          <span>{t('settings.theme')}</span>
          <ThemeSelect />
        </div>
        <div className="flex items-center justify-between gap-3">
          <span>{t('settings.closing')}</span>
          <CloseSelect />
        </div>
      </div>
      <About />
    </Popover>
  )
}

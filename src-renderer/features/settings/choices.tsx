import { Languages, SunMoon } from 'lucide-react'
import { closeBehaviours } from '../../../src-preload/contract/codes.ts'
import { languages, themes } from '../../format/choices.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'
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

export const CloseSelect = () => {
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

import { Settings } from 'lucide-react'
import { Link } from 'react-router'
import { useI18n } from '../../i18n/i18n.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { About } from './About.tsx'
import { CloseSelect, LanguageSelect, ThemeSelect } from './choices.tsx'

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
      <div className="border-t border-line">
        <About />
      </div>
      <div className="border-t border-line px-3 py-2">
        <Link to="/settings" className="inline-flex h-6 items-center text-accent hover:underline">
          {t('settings.all')}
        </Link>
      </div>
    </Popover>
  )
}

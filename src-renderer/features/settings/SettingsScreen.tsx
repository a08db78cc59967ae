import type { ReactNode } from 'react'
import { NavLink, useParams } from 'react-router'
import { useI18n } from '../../i18n/i18n.tsx'
import { cx } from '../../ui/class-names.ts'
import { Page, Panel } from '../../ui/Panel.tsx'
import { About } from './About.tsx'
import { CloseSelect, LanguageSelect, ThemeSelect } from './choices.tsx'
import { KeysSection } from './keys/KeysSection.tsx'
import { LiveSwitch } from './LiveSwitch.tsx'
import { NotificationSettings } from './NotificationSettings.tsx'

const Setting = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className="flex min-h-10 items-center justify-between gap-3 border-b border-line px-3 last:border-b-0">
    <span>{label}</span>
    {children}
  </div>
)

const General = () => {
  const { t } = useI18n()
  return (
    <Panel title={t('settings.section.general')}>
      <Setting label={t('settings.language')}>
        <LanguageSelect />
      </Setting>
      <Setting label={t('settings.closing')}>
        <CloseSelect />
      </Setting>
    </Panel>
  )
}

const Appearance = () => {
  const { t } = useI18n()
  return (
    <Panel title={t('settings.section.appearance')}>
      <Setting label={t('settings.theme')}>
        <ThemeSelect />
      </Setting>
    </Panel>
  )
}

const LiveTrading = () => {
  const { t } = useI18n()
  return (
    <Panel title={t('settings.section.live')}>
      <LiveSwitch />
    </Panel>
  )
}

const AboutSection = () => {
  const { t } = useI18n()
  return (
    <Panel title={t('settings.section.about')}>
      <About />
    </Panel>
  )
}

const sections = [
  { id: 'general', content: <General /> },
  { id: 'appearance', content: <Appearance /> },
  { id: 'keys', content: <KeysSection /> },
  { id: 'live', content: <LiveTrading /> },
  { id: 'notifications', content: <NotificationSettings /> },
  { id: 'about', content: <AboutSection /> },
] as const

/** All settings in sections, which the rail at the left names. */
export const SettingsScreen = () => {
  const { t } = useI18n()
  const { section = 'general' } = useParams()
  const shown = sections.find(({ id }) => id === section) ?? sections[0]
  return (
    <Page title={t('settings.title')}>
      <div className="flex min-h-0 flex-1 items-start gap-4">
        <nav aria-label={t('settings.sections')} className="flex w-44 shrink-0 flex-col gap-0.5">
          {sections.map(({ id }) => (
            <NavLink
              key={id}
              to={`/settings/${id}`}
              aria-current={id === shown.id ? 'page' : undefined}
              className={cx(
                'flex h-8 items-center rounded-control px-2.5 font-medium',
                id === shown.id ? 'bg-selected text-text' : 'text-muted hover:bg-hover hover:text-text',
              )}
            >
              {t(`settings.section.${id}`)}
            </NavLink>
          ))}
        </nav>
        <div className="flex min-w-0 max-w-190 flex-1 flex-col gap-3">{shown.content}</div>
      </div>
    </Page>
  )
}
